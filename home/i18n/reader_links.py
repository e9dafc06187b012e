"""The targets of editors' links for a reader of one language."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Page

from home.caching.dependencies import cached_until_publish
from home.i18n.languages import language_of
from home.i18n.page_versions import PageVersions


@dataclass(frozen=True)
class ReaderLink:
    """`lang` is the language of the page it leads to, empty where that is the reader's own or unknown."""

    url: str
    lang: str = ""


_around: ContextVar[str] = ContextVar("language around content in another language", default="")


@contextmanager
def content_in(code: str) -> Iterator[None]:
    """Inside, `code` is active, as for a page that replaces a missing translation; links stay the reader's own."""
    token = _around.set(language_of_links())
    try:
        with translation.override(code):
            yield
    finally:
        _around.reset(token)


def language_of_links() -> str:
    """Where links of rich text lead, which is rendered without a request."""
    return _around.get() or get_language() or ""


def reader_language(request: HttpRequest) -> str:
    """The language of the address; it differs from the active one inside a page that replaces a missing translation."""
    return getattr(request, "LANGUAGE_CODE", None) or get_language()


def reader_links(links: Sequence[Any], request: HttpRequest) -> list[ReaderLink | None]:
    """For each link block: its page in the reader's language, else the original.

    None where the page is gone or no reader may see it yet.
    """
    pages = [link["page"] for link in links if link.get("page")]
    found = page_links(pages, reader_language(request))
    return [found[link["page"].pk] if link.get("page") else _external_link(link) for link in links]


def page_links(pages: Iterable[Page], code: str) -> dict[int, ReaderLink | None]:
    """Page id → where it leads a reader of `code`; None where no reader may see it yet.

    Known targets are cached until the next publication; one query fetches the others.
    """
    known = _known_links(code)
    missing = [page for page in pages if page.pk not in known]
    if missing:
        live = [page for page in missing if page.live]
        translated = _translations([page for page in live if language_of(page) != code], code)
        known |= dict.fromkeys(page.pk for page in missing)
        known |= {page.pk: _internal_link(page, translated.get(page.translation_key), code) for page in live}
    return known


def links_by_id(ids: Iterable[int], code: str) -> dict[int, ReaderLink | None]:
    """The same by ids; those of deleted pages are left out."""
    known = _known_links(code)
    missing = [pk for pk in ids if pk not in known]
    return page_links(Page.objects.filter(pk__in=missing), code) if missing else known


@cached_until_publish
def _known_links(code: str) -> dict[int, ReaderLink | None]:
    """Filled while pages are rendered."""
    return {}


def _translations(pages: list[Page], code: str) -> dict[UUID, Page]:
    if not pages:
        return {}
    live = Page.objects.live().filter(locale__language_code=code, alias_of__isnull=True)
    return {page.translation_key: page for page in live.filter(translation_key__in=[p.translation_key for p in pages])}


def _internal_link(page: Page, translation: Page | None, code: str) -> ReaderLink:
    language = language_of(page)
    if translation is not None or language == code:
        return ReaderLink((translation or page).get_url())
    return ReaderLink(PageVersions(page, None).url_for(code) or page.get_url(), language)


def _external_link(link: Any) -> ReaderLink | None:
    return ReaderLink(link["url"]) if link.get("url") else None
