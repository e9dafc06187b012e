"""Export and import of PO files: fuzzy entries stay fuzzy, skipped ones are reported, a broken file changes nothing."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import polib
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale
from wagtail_localize.models import StringTranslation, Translation

from home.characters import lines
from home.translations.models import MarkKind, StringMark
from home.translations.strings.po_reader import POEntry, UnreadableLine, read_po
from home.translations.strings.strings import TranslatableString, languages_of, lock, problems_of, strings_of

MAX_BYTES = 5_000_000  # bytes; the largest page of the portal makes about 200 kB
MAX_SHOWN = 100  # skipped entries that a report names
HEADER = "X-WagtailLocalize-TranslationID"
TAG = re.compile(r"</?[A-Za-z!]")  # refused by the checks where the original has no markup


class InvalidPOFile(Exception):
    """Why the file cannot be read; nothing was changed."""


@dataclass
class Skipped:
    msgid: str
    reason: str | Promise
    text: str


@dataclass
class ImportReport:
    imported: list[TranslatableString] = field(default_factory=list)
    to_check: list[TranslatableString] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, entry: POEntry, reason: str | Promise) -> None:
        self.skipped.append(Skipped(entry.msgid, reason, entry.msgstr))

    @property
    def shown(self) -> list[Skipped]:
        return self.skipped[:MAX_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.skipped) - MAX_SHOWN)


def export_po(translation: Translation) -> polib.POFile:
    """wagtail-localize's file, in plain text where there is no markup. Strings to check are fuzzy."""
    po = translation.export_po()
    po.metadata["Language"] = to_locale(translation.target_locale.language_code)
    by_key = {(string.segment.context.path, string.source): string for string in strings_of(translation)}
    for entry in po:
        string = by_key.get((entry.msgctxt, entry.msgid))
        if string is not None and not entry.obsolete:
            write_entry(entry, string)
    return po


def write_entry(entry: polib.POEntry, string: TranslatableString) -> None:
    entry.msgid, entry.msgstr = string.shown(string.source), string.shown(string.text)
    if string.is_to_check:
        entry.flags.append("fuzzy")
        entry.previous_msgid = (string.mark and string.shown(string.mark.old_source)) or None


def parse_po(content: bytes, translation: Translation) -> list[POEntry]:
    """The entries of a file, if it was made for this translation. Raises InvalidPOFile."""
    header, entries = read_file(content)
    made_for = header.get(HEADER)
    if made_for is None:
        message = _("The file does not say which translation it belongs to (header %(header)s); nothing was changed.")
        raise InvalidPOFile(message % {"header": HEADER})
    if made_for != str(translation.uuid):
        raise InvalidPOFile(_("The file was made for another page or language; nothing was changed."))
    check_language(header, translation.target_locale.language_code)
    return entries


def read_file(content: bytes) -> tuple[dict[str, str], list[POEntry]]:
    """Header and entries. Raises InvalidPOFile."""
    if len(content) > MAX_BYTES:
        raise InvalidPOFile(_("The file is too large."))
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError("NUL")
        return read_po(text)
    except UnreadableLine as broken:
        message = _("Line %(number)d of the file is not of a PO file, or a text is not closed; nothing was changed.")
        raise InvalidPOFile(message % {"number": broken.number}) from broken
    except ValueError as broken:
        raise InvalidPOFile(_("This is not a PO file that can be read; nothing was changed.")) from broken


def check_language(header: dict[str, str], wanted: str) -> None:
    """Raises InvalidPOFile for a file in another language."""
    if not _is_same_language(header.get("Language", ""), wanted):
        message = _("The file is in another language (%(language)s); nothing was changed.")
        raise InvalidPOFile(message % {"language": header["Language"]})


def _is_same_language(written: str, wanted: str) -> bool:
    """Whether a Language header ("es_ES", "pt-BR") can mean a language code; programs add or leave out a region."""
    mine, theirs = (code.lower().replace("_", "-").partition(".")[0] for code in (wanted, written))
    one_is_bare = "-" not in mine or "-" not in theirs
    return not theirs or mine == theirs or (one_is_bare and mine.partition("-")[0] == theirs.partition("-")[0])


@transaction.atomic
def import_po(entries: list[POEntry], translation: Translation, *, user: Any) -> ImportReport:
    """Save what the file translates: finished entries as they are, fuzzy ones to be checked."""
    report = ImportReport()
    lock(translation)
    strings = strings_of(translation)
    by_key = {(string.segment.context.path, string.source): string for string in strings}  # as in older files
    by_key |= {(string.segment.context.path, string.shown(string.source)): string for string in strings}
    met = Counter((entry.msgctxt, entry.msgid) for entry in entries)
    for entry in entries:
        string = by_key.get((entry.msgctxt, entry.msgid))
        text = lines(entry.msgstr)
        if string and text.strip() and entry.msgid == string.shown(string.source) and not TAG.search(text):
            text = string.stored(text)
        if string is None:
            report.skip(entry, _("The page no longer has this sentence here."))
        elif entry.is_plural:
            report.skip(entry, _("It has plural forms, which the texts of pages do not have."))
        elif met[entry.msgctxt, entry.msgid] > 1:
            report.skip(entry, _("The file has it more than once."))
        elif text.strip():
            _import_entry(string, entry, text, translation, user, report)
        elif string.is_missing:
            report.skip(entry, _("The file has no translation for it."))
        else:
            report.skip(entry, _("It is empty in the file; the current text is kept."))
    return report


def _import_entry(
    string: TranslatableString, entry: POEntry, text: str, translation: Translation, user: Any, report: ImportReport
) -> None:
    if text == string.text and entry.fuzzy == string.is_to_check:
        report.unchanged += 1
        return
    problems = problems_of(string.source, text, languages_of(translation), string.location)
    if problems and problems[0].blocks:
        report.skip(entry, problems[0].message)
        return
    earlier = entry.previous_msgid and string.stored(entry.previous_msgid)
    old_source = (earlier or (string.mark.old_source if string.mark else "")) or string.source
    row, _created = StringTranslation.objects.update_or_create(
        translation_of_id=string.segment.string_id,
        context_id=string.segment.context_id,
        locale_id=translation.target_locale_id,
        defaults={
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "PO File",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    if entry.fuzzy:
        StringMark.objects.update_or_create(
            translation=row, defaults={"kind": MarkKind.FUZZY, "old_source": old_source}
        )
        report.to_check.append(string)
    else:
        report.imported.append(string)
