"""Any file that can be imported: recognised by what is in it, never by its name alone."""

import json
from typing import Any

from django.utils.translation import gettext as _

from events.imports.readers import columns, frab, pretalx, sessionize, tables
from events.imports.records import Incoming, ReadingOptions, UnreadableFile
from home.characters import cleaned

MAX_BYTES = 8_000_000


def read(content: bytes, options: ReadingOptions) -> Incoming:
    """Raises UnreadableFile, with a message for the editor."""
    if not content.strip():
        raise UnreadableFile(_("This file is empty."))
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("This file is larger than {size} MB.").format(size=MAX_BYTES // 1_000_000))
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if content[:4] == b"PK\x03\x04":
        return columns.read(tables.from_xlsx(content), "XLSX", options)
    if start[:1] == b"<":
        if start[:9].lower().startswith((b"<!doctype", b"<html")) and b"<schedule" not in content[:2000]:
            raise UnreadableFile(_("This is a web page, not a programme."))
        return frab.from_xml(content, options)
    if start[:1] in (b"{", b"["):
        return _from_json(content, options)
    return columns.read(tables.from_csv(content), "CSV", options)


def _from_json(content: bytes, options: ReadingOptions) -> Incoming:
    try:
        data: Any = cleaned(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as broken:  # of encoding, syntax, numbers that are too long, or depth
        raise UnreadableFile(
            _("This JSON file is broken ({reason}). Nothing was imported.").format(reason=str(broken)[:100])
        ) from None
    try:
        if pretalx.is_pretalx(data):
            return pretalx.read(data, options)
        if sessionize.is_sessionize(data):
            return sessionize.read(data, options)
        if sessionize.is_other_view(data):
            raise sessionize.other_view()
        if isinstance(data, dict) and ("schedule" in data or "conference" in data):
            return frab.from_json(data, options)
    except (AttributeError, TypeError, KeyError, ArithmeticError) as wrong:
        raise UnreadableFile(
            _("This JSON file is not built like a programme ({reason}).").format(reason=type(wrong).__name__)
        ) from None
    raise UnreadableFile(_("This JSON file is none of the formats that can be imported."))
