"""Countries of telephone numbers, by their CLDR names."""

from functools import cache

from django.utils.translation import get_language

from home.i18n.languages import cldr_locale

NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@cache
def _names(language: str) -> dict[str, str]:
    names = cldr_locale(language).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in NO_COUNTRIES}


def country_name(code: str, language: str) -> str:
    """("MX", "es") → "México"."""
    return _names(language).get(code, code)


def country_code(text: str) -> str:
    """By its code, or its name in the language of the page or in English; empty for anything else."""
    wanted = text.strip().casefold()
    for language in (get_language() or "en", "en"):
        for code, name in _names(language).items():
            if wanted in (code.casefold(), name.casefold()):
                return code
    return ""
