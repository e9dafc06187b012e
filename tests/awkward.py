"""Awkward texts and names: some of our own, and those of tests.strangers if that folder exists."""

import json

from tests.strangers import FOLDER

OWN_TEXTS = [
    "Water\tand\x0btide",
    "A\ufffeB\uffffC\ufdd0D",
    "Bell\x07 back\x08 \x1b[31mred\x1b[0m",
    "Photo \u202egnp.exe",
    "\u2067Title \u202aopen \u2066twice",
    "Open\u2028ledgers",
    "Tools ]]> and <![CDATA[ more </script> &amp; --> <b>",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
    "Hello\r\nBcc: all@example.org",
    "C:\\new\\table; \\1, \\",
    "=SUM(A1:A9)",
    "＋SUM(A1:A9)",
    "\t@SUM(A1:A9)",
    "👩🏽\u200d🌾🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "שיתוף ב־Git: חלק 2 מתוך 3",
    "一起决定：圆圈与社区",
    "{name} %(name)s {{ 7*7 }}",
]
OWN_NAMES = ["Ọ", "=Ana", "\u202eedoC", "مريم (Mariam)", "O’Neill, Jr.; «Bo»", "Zoë\tvan\x0bDam", "山田 花子"]


def storable(text: str) -> str:
    """The text as a form stores it: no lone surrogates, no NUL, no longer than a title."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "")[:255]


def texts() -> list[str]:
    path = FOLDER / "texts.json"
    found = json.loads(path.read_text())["texts"] if path.exists() else []
    named = [one[field] for one in found for field in ("title", "abstract") if one.get(field)]
    return OWN_TEXTS + [text for one in named if (text := storable(one)).strip()]


def names() -> list[str]:
    path = FOLDER / "people.json"
    found = json.loads(path.read_text())["people"] if path.exists() else []
    return OWN_NAMES + [text for one in found if (text := storable(one["name"])).strip()]
