"""What the search page shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page

from home.analysis import query_stems
from home.caching.dependencies import cached_until_publish
from home.i18n.languages import language_codes
from home.listings import SearchResultFacts
from home.page_privacy import is_public
from home.registry import search_facts
from search.extracts import Part, extract
from search.queries import find, specific


@dataclass
class Result:
    page: Any
    title: list[Part]
    extract: list[Part]
    lang: str  # of the page, empty where it is the reader's own
    date: datetime | None = None
    is_cancelled: bool = False
    speakers: list[Part] = field(default_factory=list)
    themes: list[tuple[list[Part], str]] = field(default_factory=list)  # the language where it is not the reader's

    @property
    def kind(self) -> str:
        """The type of page in the reader's language; nothing for a plain page."""
        return capfirst(self.page.search_kind)


def results(pages: Iterable[Page], query: str, language: str, lang: str = "") -> list[Result]:
    """The pages with their words marked; `lang` is given where it is not the reader's."""
    pages, here = list(pages), get_language() or language
    stems = set(query_stems(query, language))
    facts = {pk: about for _name, offer in search_facts for pk, about in offer(pages, here).items()}

    def marked(text: str) -> list[Part]:
        return extract(text, stems, language)

    def result(page: Any) -> Result:
        about: SearchResultFacts = facts.get(page.pk, SearchResultFacts())
        return Result(
            page,
            title=marked(page.title),
            extract=marked(extract_source(page)),
            lang=lang,
            date=about.date,
            is_cancelled=about.is_cancelled,
            speakers=marked(about.speakers),
            themes=[(marked(name), code) for name, code in about.themes],
        )

    return [result(page) for page in pages]


def extract_source(page: Any) -> str:
    """What the extract is cut from: put together once, since a page's blocks may ask for what they refer to."""
    texts = _texts()
    if page.pk not in texts:
        texts[page.pk] = page.search_text
    return texts[page.pk]


@cached_until_publish
def _texts() -> dict[int, str]:
    """By page id; filled while results are shown."""
    return {}


def promoted(query: str, locale: Locale) -> list[SearchPromotion]:
    """Pages that editors promote for these words, in the reader's language. Nothing is counted or written."""
    picks = _promotions().get(query.casefold(), [])
    return [pick for pick in picks if pick.page is None or (pick.page.locale_id == locale.pk and is_public(pick.page))]


@cached_until_publish
def _promotions() -> dict[str, list[SearchPromotion]]:
    """By the words they stand for, each in the editors' order."""
    picks: dict[str, list[SearchPromotion]] = defaultdict(list)
    for pick in SearchPromotion.objects.select_related("query", "page").order_by("sort_order", "pk"):
        picks[pick.query.query_string].append(pick)
    return dict(picks)


def in_other_languages(query: str, locale: Locale, *, most: int) -> list[Result]:
    """Pages of other languages that have the words, for when the reader's has none."""
    there: list[Result] = []
    for other in Locale.objects.filter(pk__in=language_codes()).exclude(pk=locale.pk):
        pages = find(query, other)[:most]
        there += results(specific(pages), query, other.language_code, other.language_code)
    return there[:most]
