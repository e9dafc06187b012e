"""What a translator may want to look at again in a sentence, as pure functions. Publishing does not ask about it."""

import re

from django.utils.translation import gettext as _

from home.translations.strings.quality import QualityProblem, warning

ENDS = {  # a sign at the end of a sentence, in several scripts → what it says
    ".": "stop", "。": "stop", "।": "stop", "۔": "stop", "…": "dots",
    "?": "question", "？": "question", "؟": "question",
    "!": "exclamation", "！": "exclamation",
    ":": "colon", "：": "colon", ";": "semicolon", "；": "semicolon", "؛": "semicolon",
}  # fmt: skip
CLOSING = " \t\n\u00a0\u202f\"'”’»)]}*"
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHORT = 20  # letters below which lengths are not compared
SHORTEST, LONGEST = 0.4, 2.5  # of the length of the original


def hints_for(source: str, text: str, language: str) -> list[QualityProblem]:
    """Questions about a translation into `language`; both texts are plain."""
    if not text.strip():
        return []
    return [*_ends(source, text), *_spaces(source, text), *_opened(text, language), *_length(source, text)]


def _end(text: str) -> str:
    """The sign at the end of a text, without what closes behind it; three stops are dots."""
    text = text.rstrip(CLOSING)
    return "…" if text.endswith("...") else text[-1:]


def _ends(source: str, text: str) -> list[QualityProblem]:
    before, after = _end(source), _end(text)
    if ENDS.get(before) == ENDS.get(after) or {ENDS.get(before), ENDS.get(after)} == {"stop", "dots"}:
        return []
    if before in ENDS:
        return [warning("end", _("The original ends with “%(sign)s”.") % {"sign": before})]
    return [warning("end", _("The original does not end with “%(sign)s”.") % {"sign": after})]


def _spaces(source: str, text: str) -> list[QualityProblem]:
    return [] if "  " in source or "  " not in text else [warning("spaces", _("Two spaces in a row."))]


def _opened(text: str, language: str) -> list[QualityProblem]:
    """Spanish opens its questions and exclamations."""
    if language.split("-", maxsplit=1)[0] != "es":
        return []
    missing = [sign for sign, end in (("¿", "?"), ("¡", "!")) if end in text and sign not in text]
    return [warning("opened", _("“%(sign)s” is missing.") % {"sign": sign}) for sign in missing]


def _length(source: str, text: str) -> list[QualityProblem]:
    """Nothing where one of them is written in signs for syllables or words."""
    if len(source) < SHORT or IDEOGRAPHS.search(source + text):
        return []
    if len(text) > LONGEST * len(source):
        return [warning("length", _("Much longer than the original."))]
    return [warning("length", _("Much shorter than the original."))] if len(text) < SHORTEST * len(source) else []
