"""Languages of pages, and their names from CLDR in any language."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language, override, to_locale
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Locale, TranslatableMixin

from home.i18n import sign_languages

MAX_HEADER = 500  # characters of an Accept-Language header

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
    """The language code of a page or snippet, without a query for its Locale; the active one of a new snippet."""
    if page.locale_id is None:  # a preview of a form that was never saved
        return get_language() or settings.LANGUAGE_CODE
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


def direction(code: str) -> str:
    """For `dir`: "rtl" for languages written from right to left, else "ltr"."""
    base = code.partition("-")[0]
    return "rtl" if any(base == other.partition("-")[0] for other in settings.LANGUAGES_BIDI) else "ltr"


@cache
def language_name(code: str, within: str) -> str:
    """The name of language `code` as written inside a sentence of language `within`: ("es", "en") → "Spanish".

    A region or script is part of it: ("es-mx", "en") → "Spanish (Mexico)". Without a catalog the sentence is English.
    """
    within = code if code == within else spoken_language(within)
    if code in sign_languages.NAMES:
        with override(within):
            return str(sign_languages.NAMES[code])
    base: str = cldr_locale(within).languages.get(code.partition("-")[0]) or code
    try:
        named = CldrLocale.parse(code, sep="-").get_display_name(cldr_locale(within)) if "-" in code else base
    except (UnknownLocaleError, ValueError):
        return base
    return named or base


@cache
def spoken_language(code: str) -> str:
    """The language in which the interface speaks to readers of `code`: without a message catalog it is English."""
    catalogs = {folder.name for root in settings.LOCALE_PATHS for folder in Path(root).iterdir()}
    return next((one for one in (code, code.partition("-")[0]) if to_locale(one) in catalogs), "en")


def fallbacks(code: str) -> list[str]:
    """The portal's languages in which readers of `code` get a text before they get its original, the nearest first.

    PORTAL_FALLBACKS says which, else the parents in CLDR: es-mx → es-mx, es.
    """
    wanted = [code, *settings.PORTAL_FALLBACKS.get(code, _cldr_parents(code))]
    return [one for one in dict.fromkeys(wanted) if one in settings.PORTAL_LANGUAGES]


def distance_from(reader: str) -> Callable[[str], int]:
    """How far texts of a language are from readers of `reader`, to sort by: their own, their fallbacks, any other."""
    chain = fallbacks(reader)
    return lambda code: chain.index(code) if code in chain else len(chain)


def best_language(header: str, offered: Iterable[str]) -> str:
    """The first of an Accept-Language list, by its q values, that is offered, or whose fallback is; empty if none is.

    A region is as good as its language: "es-cl" gets es, or es-mx where there is no es.
    """
    known = list(offered)
    wanted = [code for code, quality in parse_accept_lang_header(header[:MAX_HEADER].lower()) if quality > 0]
    for code in wanted:
        if code == "*":
            break
        base = code.partition("-")[0]
        near = [code, *_cldr_parents(code), base, *(other for other in known if other.partition("-")[0] == base)]
        if found := next((one for one in near if one in known), ""):
            return found
    return ""


def _cldr_parents(code: str) -> list[str]:
    parents, exceptions = [], get_global("parent_exceptions")
    try:
        name = str(CldrLocale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return [code.partition("-")[0]]
    while name != "root" and (name in exceptions or "_" in name):
        name = exceptions.get(name) or name.rpartition("_")[0]
        parents.append(name.replace("_", "-").lower())
    return parents


def language_names(codes: Iterable[str], within: str) -> str:
    """Several languages as a sentence of language `within` lists them: "Spanish and English", "español e inglés"."""
    within = spoken_language(within)
    names = format_list([language_name(code, within) for code in codes], locale=cldr_locale(within))
    return re.sub(" y (?=h?i)", " e ", names) if within == "es" else names


@cache
def native_name(code: str) -> str:
    """The name of a language in itself, as its speakers look for it in a list: "es" → "Español"."""
    name = sign_languages.NATIVE_NAMES.get(code) or language_name(code, code)
    return name[:1].upper() + name[1:]
