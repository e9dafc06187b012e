"""The memory of a pair of languages, in and out of a table."""

from datetime import datetime
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from home.translations.memory.units import hash_of, unit
from home.translations.models import MemoryUnit
from home.translations.strings.quality import find_problems
from home.translations.tables import TableReport, read_table, write_table

COLUMNS = ("source", "translation", "where")


def export_memory(languages: tuple[str, str]) -> str:
    units = MemoryUnit.objects.filter(source_language=languages[0], target_language=languages[1])
    rows = units.order_by("plain", "pk").values_list("source", "text", "where")
    return write_table([dict(zip(COLUMNS, row, strict=True)) for row in rows], COLUMNS)


def import_memory(content: bytes, languages: tuple[str, str], *, now: datetime) -> TableReport:
    """Add the sentences of a table that are new. Both columns are plain text, or have the tags of both."""
    report, units = TableReport(), []
    pair = {"source_language": languages[0], "target_language": languages[1]}
    there = set(MemoryUnit.objects.filter(**pair).values_list("source_hash", "text_hash"))
    for number, row in read_table(content, COLUMNS):
        source, text = stored(row["source"]), stored(row["translation"])
        problems = find_problems(source, text, languages=languages) if source else []
        if not source or any(problem.blocks for problem in problems):
            reason = str(problems[0].message) if problems else _("It is empty.")
            report.skipped.append(_("Row %(number)d: %(reason)s") % {"number": number, "reason": reason})
            continue
        key = (hash_of(source), hash_of(text))
        if key in there:
            report.unchanged += 1
            continue
        there.add(key)
        units.append(unit(source, text, languages, where=row.get("where", ""), updated_at=now))
    MemoryUnit.objects.bulk_create(units, ignore_conflicts=True)
    report.added = len(units)
    return report


class _HasTags(HTMLParser):
    found = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found = True


def stored(text: str) -> str:
    """As wagtail-localize stores it: text with tags stays, plain text is escaped."""
    parser = _HasTags()
    parser.feed(text)
    return text if parser.found or not text else StringValue.from_plaintext(text).data
