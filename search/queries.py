"""Pages that have every word of a query in one of its forms. One direct query of the index on either database.

Wagtail's ranking is not used: on SQLite its cost grows with the square of the hits. The order is the same on both
databases: pages with all the words in their title, then the newest, then by id.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.db.models.expressions import RawSQL
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from home.analysis import TEXT_MARK, TITLE_MARK, query_stems
from home.page_privacy import public

MAX_CANDIDATES = 100  # pages looked at one by one, before the index is asked for all
NEWEST_FIRST = (F("first_published_at").desc(nulls_last=True), F("pk").asc())
ON_SQLITE = """
SELECT CAST(entry.object_id AS INTEGER) FROM wagtailsearch_indexentry_fts AS fts
JOIN wagtailsearch_indexentry AS entry ON entry.id = fts.rowid
WHERE wagtailsearch_indexentry_fts MATCH %s AND entry.content_type_id IN ({})
"""
# With the + SQLite reads the words' rows once; without, it would search the words for each of the pages.
AMONG_ON_SQLITE = """
AND +fts.rowid IN (SELECT id FROM wagtailsearch_indexentry WHERE content_type_id IN ({}) AND object_id IN ({}))
"""


@dataclass(frozen=True)
class SearchResults:
    """Pages best first, as the paginator asks for them: those with the words in their title, then the others.

    To show ten of the thousands of pages with a common word, all would have to be sorted. So the newest pages are
    searched first; all pages with the words are sorted only if these are not enough.
    """

    pages: PageQuerySet  # which may be found
    stems: list[str]

    def __getitem__(self, part: slice) -> list[Page]:
        start, stop = part.start or 0, part.stop
        new = self._newest_having(TEXT_MARK)
        if len(new) < stop:
            is_titled = ExpressionWrapper(Q(pk__in=_ids_with_stems(TITLE_MARK, self.stems)), BooleanField())
            return list(self.everywhere.order_by(is_titled.desc(), *NEWEST_FIRST)[start:stop])
        new_titles = self._newest_having(TITLE_MARK)
        if len(new_titles) >= stop:
            return _pages(new_titles[start:stop])
        titles = self.pages.filter(pk__in=_ids_with_stems(TITLE_MARK, self.stems)).order_by(*NEWEST_FIRST)
        found = list(titles[start:stop])
        wanted = stop - start - len(found)
        if not wanted:
            return found
        skipped = 0 if found or not start else max(0, start - titles.count())
        new_others = [pk for pk in new if pk not in new_titles][skipped : skipped + wanted]
        if len(new_others) == wanted:
            return found + _pages(new_others)
        others = self.everywhere.exclude(pk__in=titles.order_by().values("pk")).order_by(*NEWEST_FIRST)
        return found + list(others[skipped : skipped + wanted])

    @cached_property
    def everywhere(self) -> PageQuerySet:
        return self.pages.filter(pk__in=_ids_with_stems(TEXT_MARK, self.stems))

    @cached_property
    def _newest(self) -> dict[int, int]:
        """The pages that come first, whatever their words: their ids in order, and content types."""
        dated = self.pages.filter(first_published_at__isnull=False).order_by("-first_published_at", "pk")
        return dict(dated.values_list("pk", "content_type")[:MAX_CANDIDATES])

    def _newest_having(self, mark: str) -> list[int]:
        if not self._newest:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*_ids_among(mark, self.stems, self._newest))
            having = {pk for (pk,) in cursor.fetchall()}
        return [pk for pk in self._newest if pk in having]

    def __iter__(self) -> Iterator[Page]:
        return iter(self[0 : len(self)])

    def __len__(self) -> int:
        return sum(self.kinds.values())

    @cached_property
    def kinds(self) -> Counter[type[Page]]:
        """How many there are of each page type."""
        rows = self.everywhere.order_by().values_list("content_type").annotate(Count("pk"))
        models = ((ContentType.objects.get_for_id(pk).model_class(), number) for pk, number in rows)
        return Counter({model: number for model, number in models if model})

    def filter(self, **conditions: Any) -> "SearchResults":
        return SearchResults(self.pages.filter(**conditions), self.stems)


def find(query: str, locale: Locale) -> SearchResults:
    """Live, public pages of a language, best first. A query without words finds nothing."""
    stems = query_stems(query, locale.language_code)
    if not stems:
        return SearchResults(Page.objects.none(), stems)
    return SearchResults(public(Page.objects.filter(locale=locale, depth__gt=1, alias_of__isnull=True)), stems)


def specific(pages: Collection[Page]) -> list[Any]:
    """The same pages with all their fields, in the same order, without those just deleted; one query a page type."""
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        ids[page.specific_class].append(page.pk)
    found = {pk: page for model, keys in ids.items() for pk, page in model.objects.in_bulk(keys).items()}
    return [found[page.pk] for page in pages if page.pk in found]


def _pages(ids: list[int]) -> list[Page]:
    found = Page.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _ids_with_stems(mark: str, stems: list[str]) -> RawSQL:
    """Ids of pages whose index entry has all the stems under this mark."""
    asked, types = _match_expression(mark, stems), sorted(get_descendants_content_types_pks(Page))
    if connection.vendor == "postgresql":  # FROM, since as a column each row costs twice as much
        return RawSQL("SELECT * FROM search_pages_with(%s, %s)", [asked, types])  # noqa: S611  see search.migrations
    return RawSQL(ON_SQLITE.format(", ".join(map(str, types))), [asked])  # noqa: S611  numbers of our own


def _ids_among(mark: str, stems: list[str], pages: dict[int, int]) -> tuple[str, list[Any]]:
    """The same, of these pages and their content types only: a question and its parameters."""
    asked = _match_expression(mark, stems)
    if connection.vendor == "postgresql":
        return "SELECT * FROM search_pages_among(%s, %s, %s)", [asked, list(pages.values()), list(pages)]
    types, places = ", ".join(map(str, set(pages.values()))), ", ".join(["%s"] * len(pages))
    return (ON_SQLITE + AMONG_ON_SQLITE).format(types, types, places), [asked, *map(str, pages)]


def _match_expression(mark: str, stems: list[str]) -> str:
    if connection.vendor == "postgresql":
        return " & ".join(f"'{mark}{stem}'" for stem in stems)
    return " AND ".join(f'body:"{mark}{stem}"' for stem in stems)
