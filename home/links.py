"""Where links that editors made lead a reader of one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from home.family import Family
from home.languages import language_of


@dataclass(frozen=True)
class ReaderLink:
    """`lang` is the language of the page it leads to, empty where that is the reader's own or unknown."""

    url: str
    lang: str = ""


def reader_language(request: HttpRequest) -> str:
    """The language of the address; what is rendered inside a page that stands in for a translation may be another."""
    return getattr(request, "LANGUAGE_CODE", None) or get_language()


def reader_links(links: Sequence[Any], request: HttpRequest) -> list[ReaderLink | None]:
    """For each link block: its page in the reader's language, as it was born where there is no translation.

    None where the page is gone or no reader may see it yet. One query for any number of links whose pages are
    translated.
    """
    pages = [link["page"] for link in links if link.get("page") and link["page"].live]
    found = page_links(pages, request)
    return [found.get(link["page"].pk) if link.get("page") else _outward(link) for link in links]


def page_links(pages: Iterable[Page], request: HttpRequest) -> dict[int, ReaderLink]:
    """Page id → link, for live pages in any language."""
    code = reader_language(request)
    pages = list(pages)
    translated = _translations([page for page in pages if language_of(page) != code], code)
    return {page.pk: _inward(page, translated.get(page.translation_key), code, request) for page in pages}


def _translations(pages: list[Page], code: str) -> dict[UUID, Page]:
    if not pages:
        return {}
    live = Page.objects.live().filter(locale__language_code=code, alias_of__isnull=True)
    return {page.translation_key: page for page in live.filter(translation_key__in=[p.translation_key for p in pages])}


def _inward(page: Page, translation: Page | None, code: str, request: HttpRequest) -> ReaderLink:
    language = language_of(page)
    if translation is not None or language == code:
        return ReaderLink((translation or page).get_url(request))
    return ReaderLink(Family(page, request).address(code) or page.get_url(request), language)


def _outward(link: Any) -> ReaderLink | None:
    return ReaderLink(link["url"]) if link.get("url") else None
