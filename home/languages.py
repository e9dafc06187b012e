"""Names of languages, from CLDR, in whatever language a page is in."""

from functools import cache

from babel import Locale as CLDR
from babel import UnknownLocaleError


# "Thursday 6 May" is read alike everywhere, "May 6" is not.
REGION = {"en": "en-gb"}


@cache
def cldr(code: str) -> CLDR:
    """The CLDR locale of a language code such as "es" or "pt-br"; English where CLDR has none."""
    try:
        return CLDR.parse(REGION.get(code, code), sep="-")
    except (UnknownLocaleError, ValueError):
        return CLDR.parse("en-gb", sep="-")


@cache
def language_name(code: str, within: str) -> str:
    """The name of language `code` as written inside a sentence of language `within`: ("es", "en") → "Spanish"."""
    return cldr(within).languages.get(code) or cldr(within).languages.get(code.split("-")[0]) or code


@cache
def own_name(code: str) -> str:
    """The name of a language in itself, as its speakers look for it in a list: "es" → "Español"."""
    name = language_name(code, code)
    return name[:1].upper() + name[1:]
