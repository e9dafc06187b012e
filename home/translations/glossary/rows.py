"""The terms of a pair of languages, in and out of a table."""

from django.db import transaction
from django.utils.translation import gettext as _

from home.characters import one_line
from home.listings import TermInText
from home.translations.glossary.terms import Term, find_terms, term_problems
from home.translations.models import GlossaryTerm
from home.translations.strings.hints import hints_for
from home.translations.strings.quality import QualityProblem, plain_text
from home.translations.strings.strings import TranslatableString
from home.translations.tables import TableReport, read_table, write_table

COLUMNS = ("term", "translation", "avoid", "note")
LIMITS = {name: getattr(GlossaryTerm._meta.get_field(name), "max_length", None) or 0 for name in COLUMNS}  # characters


def terms_of(languages: tuple[str, str]) -> list[Term]:
    """The terms from one language (code) into another."""
    rows = GlossaryTerm.objects.filter(source_language=languages[0], target_language=languages[1])
    return [Term.from_texts(*values) for values in rows.values_list("term", "translation", "avoid", "note")]


def terms_in_text(text: str, source: str, target: str) -> list[TermInText]:
    """The terms of a text (plain, in `source`) with what they are in `target`, each once, in the order of the text."""
    found = {one.term: None for one in find_terms(text, terms_of((source, target)), source)}
    return [TermInText(term.term, ", ".join(term.translations), term.note) for term in found]


def questions_of_terms(
    string: TranslatableString, terms: list[Term], languages: tuple[str, str]
) -> list[QualityProblem]:
    """What the glossary asks about a translated string. The end of an address has no terms."""
    if string.location.is_slug or string.is_kept:
        return []
    return term_problems(plain_text(string.source), plain_text(string.text), terms, languages)


def hints_of(string: TranslatableString, text: str, terms: list[Term]) -> list[QualityProblem]:
    """What may be looked at again in a translation (as stored) of this string while it is written."""
    if not text or string.location.is_slug or (string.is_kept and text == string.text):
        return []
    source, plain = plain_text(string.source), plain_text(text)
    return [*term_problems(source, plain, terms, string.languages), *hints_for(source, plain, string.languages[1])]


def export_terms(languages: tuple[str, str]) -> str:
    rows = GlossaryTerm.objects.filter(source_language=languages[0], target_language=languages[1])
    return write_table(list(rows.values(*COLUMNS)), COLUMNS)


@transaction.atomic
def import_terms(content: bytes, languages: tuple[str, str]) -> TableReport:
    """Add the terms of a table and change those that are there. Terms and columns that it does not name stay."""
    report = TableReport()
    there = {
        row.term: row for row in GlossaryTerm.objects.filter(source_language=languages[0], target_language=languages[1])
    }
    for number, row_values in read_table(content, COLUMNS):
        values = {name: one_line(text) for name, text in row_values.items()}
        too_long = [name for name, text in values.items() if len(text) > LIMITS[name]]
        if not values["term"] or too_long:
            reason = _("Too long: %(names)s.") % {"names": ", ".join(too_long)} if too_long else _("It has no term.")
            report.skipped.append(_("Row %(number)d: %(reason)s") % {"number": number, "reason": reason})
            continue
        row = there.get(values["term"])
        if row is None:
            pair = {"source_language": languages[0], "target_language": languages[1]}
            there[values["term"]] = GlossaryTerm.objects.create(**pair, **values)
            report.added += 1
        elif all(getattr(row, name) == text for name, text in values.items()):
            report.unchanged += 1
        else:
            for name, text in values.items():
                setattr(row, name, text)
            row.save()
            report.changed += 1
    return report
