"""Text for formats that are stricter than HTML: XML, iCalendar, JSON, CSV and mail.

XML 1.0 allows neither most control characters nor U+FFFE and U+FFFF, iCalendar allows no control characters, and UTF-8
no lone surrogates. The portal sends only what all of them allow.
"""

import re
import unicodedata
from typing import Any

LINE_ENDS = re.compile("\r\n|[\r\n\f\x1c-\x1e\x85\u2028\u2029]")
TABS = re.compile("[\t\v\x1f]")
SPACES = re.compile("[ \t\n]+")
# Control characters, surrogates, noncharacters; and what turns the direction of whatever stands after it.
REFUSED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
REPLACED = re.compile(r"\?\?|\w\?\w")  # what Windows-1252 writes for letters that it lacks
FORMULA = "=+-@"
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def lines(text: str) -> str:
    """With line ends of one kind. A tab becomes a space; what no format allows is left out."""
    text = str(text)
    if text.isprintable():  # nothing below matches: most texts, at a tenth of the cost
        return text
    return REFUSED.sub("", TABS.sub(" ", LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """For titles and names: white space of every kind but the typographic becomes one space."""
    return SPACES.sub(" ", lines(text)).strip(" ")


def cleaned(value: Any) -> Any:
    """Every text inside lists and dictionaries through `lines`."""
    if isinstance(value, str):
        return lines(value)
    if isinstance(value, dict):
        return {lines(key): cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text, or reach out with it.

    East Asian versions take full-width signs too, and what cannot be seen may stand before the sign.
    """
    first = next((char for char in text if unicodedata.category(char) not in INVISIBLE), "")
    return text[:1] in ("\t", "\r", "\n") or unicodedata.normalize("NFKC", first)[:1] in tuple(FORMULA)


def without_formula(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front, which is not shown there.

    So does one that has the apostrophe already, so that `with_formula` gives back exactly what there was.
    """
    if isinstance(value, str) and (starts_a_formula(value) or _looks_guarded(value)):
        return f"'{value}"
    return value


def with_formula(text: str) -> str:
    """The text that `without_formula` was given."""
    return text[1:] if _looks_guarded(text) else text


def _looks_guarded(text: str) -> bool:
    return text[:1] == "'" and starts_a_formula(text.lstrip("'"))
