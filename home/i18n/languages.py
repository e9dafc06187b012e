"""Languages of pages, and their names from CLDR in any language."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import override
from wagtail.models import Locale, TranslatableMixin

from home.i18n import sign_languages

_codes: dict[int, str] = {}


def language_codes() -> dict[int, str]:
    """Locale id → language code, in the order of PORTAL_LANGUAGES. Kept by the process: locales hardly ever change."""
    if not _codes:
        ids = {locale.language_code: locale.pk for locale in Locale.objects.all()}
        _codes.update({ids[code]: code for code in settings.PORTAL_LANGUAGES if code in ids})
    return _codes


def locale_id_of(code: str) -> int | None:
    """The id of a language's Locale, without a query; None where it has none."""
    return next((pk for pk, known in language_codes().items() if known == code), None)


def language_of(page: TranslatableMixin) -> str:
    """The language code of a page or snippet, without a query for its Locale."""
    return language_codes().get(page.locale_id) or page.locale.language_code


def forget_language_codes(**kwargs: Any) -> None:
    """Receiver for saved and deleted Locales."""
    _codes.clear()


def portal_name(language: str) -> str:
    """The name of the portal for readers of a language."""
    return settings.PORTAL_NAMES.get(language, settings.PORTAL_NAME)


# "Thursday 6 May" is read alike everywhere, "May 6" is not.
CLDR_REGIONS = {"en": "en-gb"}


@cache
def cldr_locale(code: str) -> CldrLocale:
    """The CLDR locale of a language code such as "es" or "pt-br"; English where CLDR has none."""
    try:
        return CldrLocale.parse(CLDR_REGIONS.get(code, code), sep="-")
    except (UnknownLocaleError, ValueError):
        return CldrLocale.parse("en-gb", sep="-")


@cache
def language_name(code: str, within: str) -> str:
    """The name of language `code` as written inside a sentence of language `within`: ("es", "en") → "Spanish"."""
    if code in sign_languages.NAMES:
        with override(within):
            return str(sign_languages.NAMES[code])
    return cldr_locale(within).languages.get(code) or cldr_locale(within).languages.get(code.partition("-")[0]) or code


def language_names(codes: Iterable[str], within: str) -> str:
    """Several languages as a sentence of language `within` lists them: "Spanish and English", "español e inglés"."""
    names = format_list([language_name(code, within) for code in codes], locale=cldr_locale(within))
    return re.sub(" y (?=h?i)", " e ", names) if within == "es" else names


@cache
def native_name(code: str) -> str:
    """The name of a language in itself, as its speakers look for it in a list: "es" → "Español"."""
    name = sign_languages.NATIVE_NAMES.get(code) or language_name(code, code)
    return name[:1].upper() + name[1:]
