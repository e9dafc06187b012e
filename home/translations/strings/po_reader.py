"""Reads gettext PO files, line by line: the time grows with the size of the file, whatever is in it.

polib's grows with the square of the number of comments. Babel's reader joins entries that are there twice, leaves out
the source of a fuzzy entry and cuts the last letter of a string that is never closed.
"""

import re
from dataclasses import dataclass, field

TEXT = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
PART = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*{TEXT}")
PREVIOUS = re.compile(rf"(?:(msgctxt|msgid_plural|msgid)\s+)?{TEXT}")
LINE_END = re.compile(r"\r\n?|\n")
ESCAPED = re.compile(r"((?:\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}))+)|\\(.)", re.DOTALL)
BYTE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
ORDER = ["msgctxt", "msgid", "msgid_plural", "msgstr"]


class UnreadableLine(ValueError):
    def __init__(self, number: int) -> None:
        super().__init__(f"line {number}")
        self.number = number


@dataclass(slots=True)
class POEntry:
    """`parts` are by keyword; `previous_msgid` is the source that a fuzzy entry was made from."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    previous: dict[str, list[str]] = field(default_factory=dict)
    fuzzy: bool = False
    is_complete: bool = False

    @property
    def msgctxt(self) -> str:
        return unescape(self.parts.get("msgctxt"))

    @property
    def msgid(self) -> str:
        return unescape(self.parts.get("msgid"))

    @property
    def msgstr(self) -> str:
        return unescape(self.parts.get("msgstr"))

    @property
    def is_plural(self) -> bool:
        return "msgid_plural" in self.parts

    @property
    def previous_msgid(self) -> str:
        return unescape(self.previous.get("msgid"))

    def add(self, keyword: str, text: str) -> None:
        """Raises ValueError where `keyword` cannot come now."""
        word = keyword.partition("[")[0]
        if keyword in self.parts or any(ORDER.index(one.partition("[")[0]) > ORDER.index(word) for one in self.parts):
            raise ValueError(keyword)
        self.parts[keyword] = [text]
        self.is_complete = word == "msgstr"

    def add_remark(self, line: str) -> None:
        """Flags (#, fuzzy), or the source it was made from (#| msgid "…")."""
        if line[1] == ",":
            self.fuzzy = self.fuzzy or "fuzzy" in [flag.strip() for flag in line[2:].split(",")]
        elif line[1] == "|" and (found := PREVIOUS.fullmatch(line[2:].strip())):
            keyword = found[1] or next(reversed(self.previous), "msgid")
            self.previous.setdefault(keyword, []).append(found[2])


def unescape(parts: list[str] | None) -> str:
    """What the lines of a string stand for. Escaped bytes (\\303\\255) are UTF-8."""
    text = "".join(parts or [])
    return ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return ESCAPES.get(found[2], found[2])
    numbers = (int(one[1], 16) if one[1] else int(one[2], 8) % 256 for one in BYTE.finditer(found[1]))
    return bytes(numbers).decode("utf-8", "replace")


def read_po(text: str) -> tuple[dict[str, str], list[POEntry]]:
    """The header, and the entries that are not obsolete. Raises UnreadableLine."""
    entries, entry, keyword, number = [], POEntry(), "", 0
    for number, raw in enumerate(LINE_END.split(text), start=1):
        line = raw.strip()
        if not line or (line[0] == "#" and line[1:2] not in (",", "|", "~")):
            continue
        found = None if line[0] == "#" else PART.fullmatch(line)
        starts = line[0] == "#" or (found and found[1] in ("msgctxt", "msgid"))
        if starts and entry.is_complete:
            entries.append(entry)
            entry, keyword = POEntry(), ""
        if line[0] == "#" and not entry.parts:
            entry.add_remark(line)
            continue
        if found is None or not (found[1] or keyword):
            raise UnreadableLine(number)
        if not found[1]:
            entry.parts[keyword].append(found[2])
            continue
        keyword = found[1]
        try:
            entry.add(keyword, found[2])
        except ValueError as misplaced:
            raise UnreadableLine(number) from misplaced
    if entry.parts and not entry.is_complete:
        raise UnreadableLine(number)
    entries += [entry] if entry.parts else []
    is_header = bool(entries) and not entries[0].msgid and not entries[0].msgctxt
    header = entries.pop(0).msgstr if is_header else ""
    pairs = (line.partition(":") for line in header.splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}, entries
