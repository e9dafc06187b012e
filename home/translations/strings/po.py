"""Export and import of PO files: fuzzy entries stay fuzzy, skipped ones are reported, a broken file changes nothing."""

from dataclasses import dataclass, field
from tempfile import NamedTemporaryFile
from typing import Any

import polib
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation, Translation

from home.translations.models import MarkKind, StringMark
from home.translations.strings.strings import TranslatableString, languages_of, problems_of, strings_of

MAX_BYTES = 5_000_000  # bytes; the largest page of the portal makes about 200 kB
HEADER = "X-WagtailLocalize-TranslationID"


class InvalidPOFile(Exception):
    """Why the file cannot be read; nothing was changed."""


@dataclass
class Skipped:
    msgid: str
    reason: str | Promise


@dataclass
class ImportReport:
    imported: list[TranslatableString] = field(default_factory=list)
    to_check: list[TranslatableString] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def export_po(translation: Translation) -> polib.POFile:
    """wagtail-localize's file; strings to check are fuzzy and carry the source they were made from."""
    po = translation.export_po()
    marked = {
        (string.segment.context.path, string.source): string.mark
        for string in strings_of(translation)
        if string.is_to_check
    }
    for entry in po:
        mark = marked.get((entry.msgctxt, entry.msgid))
        if mark is not None and not entry.obsolete:
            entry.flags.append("fuzzy")
            entry.previous_msgid = mark.old_source or None
    return po


def parse_po(content: bytes, translation: Translation) -> polib.POFile:
    """The file, if it is one and was made for this translation. Raises InvalidPOFile."""
    if len(content) > MAX_BYTES:
        raise InvalidPOFile(_("The file is too large."))
    try:
        if "\0" in content.decode("utf-8"):
            raise ValueError("NUL")
        # polib takes a file name or contents and guesses which: contents that are a file's name would be opened
        with NamedTemporaryFile(suffix=".po") as file:
            file.write(content)
            file.flush()
            po = polib.pofile(file.name, encoding="utf-8")
    except (OSError, ValueError, IndexError, AttributeError) as broken:
        raise InvalidPOFile(_("This is not a PO file that can be read; nothing was changed.")) from broken
    header = po.metadata.get(HEADER)
    if header is None:
        message = _("The file does not say which translation it belongs to (header %(header)s); nothing was changed.")
        raise InvalidPOFile(message % {"header": HEADER})
    if header != str(translation.uuid):
        raise InvalidPOFile(_("The file was made for another page or language; nothing was changed."))
    return po


@transaction.atomic
def import_po(po: polib.POFile, translation: Translation, *, user: Any) -> ImportReport:
    """Save what the file translates: finished entries as they are, fuzzy ones to be checked."""
    report = ImportReport()
    by_key = {(string.segment.context.path, string.source): string for string in strings_of(translation)}
    for entry in po:
        string = by_key.get((entry.msgctxt or "", entry.msgid))
        if entry.obsolete:
            continue
        if string is None:
            report.skipped.append(Skipped(entry.msgid, _("The page no longer has this sentence here.")))
        elif not entry.msgstr.strip():
            if string.is_missing:
                report.skipped.append(Skipped(entry.msgid, _("The file has no translation for it.")))
            else:
                report.skipped.append(Skipped(entry.msgid, _("It is empty in the file; the current text is kept.")))
        else:
            _import_entry(string, entry, translation, user, report)
    return report


def _import_entry(
    string: TranslatableString, entry: polib.POEntry, translation: Translation, user: Any, report: ImportReport
) -> None:
    if entry.msgstr == string.text and entry.fuzzy == string.is_to_check:
        report.unchanged += 1
        return
    errors = [
        p for p in problems_of(string.source, entry.msgstr, languages_of(translation), string.location) if p.blocks
    ]
    if errors:
        report.skipped.append(Skipped(entry.msgid, errors[0].message))
        return
    old_source = (entry.previous_msgid or (string.mark.old_source if string.mark else "")) or string.source
    row, _created = StringTranslation.objects.update_or_create(
        translation_of_id=string.segment.string_id,
        context_id=string.segment.context_id,
        locale_id=translation.target_locale_id,
        defaults={
            "data": entry.msgstr,
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
