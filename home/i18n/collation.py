"""Sorting names as readers of a language expect: Á beside A, and a letter of its own where a language has one."""

import unicodedata

# Letters that a language has after another one, not beside it (CLDR collation of these languages).
OWN_LETTERS = {
    "es": {"ñ": "n~"},
    "sv": {"å": "z~1", "ä": "z~2", "ö": "z~3"},
    "fi": {"å": "z~1", "ä": "z~2", "ö": "z~3"},
    "da": {"æ": "z~1", "ø": "z~2", "å": "z~3"},
    "nb": {"æ": "z~1", "ø": "z~2", "å": "z~3"},
}


def initial(text: str, language: str) -> str:
    """The letter under which a name stands in a list: "Á" under "A", in Spanish "Ñ" under "Ñ"; "#" without a letter."""
    first = unicodedata.normalize("NFC", text.strip().casefold())[:1]
    if first in OWN_LETTERS.get(language, {}):
        return first.upper()
    base = unicodedata.normalize("NFKD", first)[:1].upper()
    return base if base.isalpha() else "#"


def sort_key(text: str, language: str) -> tuple[str, str]:
    """By base letters first, by accents and capitals only between equal ones."""
    own = OWN_LETTERS.get(language, {})
    composed = unicodedata.normalize("NFC", text.casefold())
    letters = (own.get(char) or unicodedata.normalize("NFKD", char) for char in composed)
    return "".join(char for char in "".join(letters) if not unicodedata.combining(char)), text
