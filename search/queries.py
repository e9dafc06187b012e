"""Pages that have every word of a query in one of its forms. One direct query of the index on either database.

Wagtail's own ranking is left out: on SQLite its cost grows with the square of the hits. The order is plain and the same
on both: pages with all the words in their title, then the newest, then by id.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count, F
from django.db.models.expressions import RawSQL
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from home.analysis import IN_TEXT, IN_TITLE, query_stems
from home.family import private_paths


@dataclass(frozen=True)
class Found:
    """Pages best first, as the paginator asks for them: those with the words in their title, then the others.

    Both parts are asked for one after the other, the second only where the first is not enough: each question about a
    common word reads thousands of entries of the index.
    """

    everywhere: PageQuerySet
    in_title: PageQuerySet

    def __getitem__(self, part: slice) -> list[Page]:
        start, stop = part.start or 0, part.stop
        pages = list(_newest(self.in_title)[start:stop])
        wanted = stop - start - len(pages)
        if wanted:
            before = start + len(pages) if pages else self.in_title.count()
            others = self.everywhere.exclude(pk__in=self.in_title.values("pk"))
            skipped = max(0, start - before)
            pages += _newest(others)[skipped : skipped + wanted]
        return pages

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

    def filter(self, **conditions: Any) -> "Found":
        return Found(self.everywhere.filter(**conditions), self.in_title.filter(**conditions))


def find(query: str, locale: Locale) -> Found:
    """Live, public pages of a language, best first. A query without words finds nothing."""
    stems = query_stems(query, locale.language_code)
    if not stems:
        return Found(Page.objects.none(), Page.objects.none())
    pages = Page.objects.live().filter(locale=locale, depth__gt=1, alias_of__isnull=True)
    for path in private_paths():
        pages = pages.exclude(path__startswith=path)
    return Found(pages.filter(pk__in=_having(IN_TEXT, stems)), pages.filter(pk__in=_having(IN_TITLE, stems)))


def specific(pages: Collection[Page]) -> list[Any]:
    """The same pages with all their fields, in the same order; one query a page type."""
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        ids[page.specific_class].append(page.pk)
    found = {pk: page for model, keys in ids.items() for pk, page in model.objects.in_bulk(keys).items()}
    return [found[page.pk] for page in pages]


def _newest(pages: PageQuerySet) -> PageQuerySet:
    return pages.order_by(F("first_published_at").desc(nulls_last=True), "pk")


def _having(mark: str, stems: list[str]) -> RawSQL:
    """Ids of pages whose index entry has all the stems under this mark."""
    words, types = [f"{mark}{stem}" for stem in stems], sorted(get_descendants_content_types_pks(Page))
    if connection.vendor == "postgresql":
        asked = " & ".join(f"'{word}'" for word in words)
        return RawSQL("SELECT search_pages_with(%s, %s)", [asked, types])  # noqa: S611  see search.migrations
    asked = " AND ".join(f'body:"{word}"' for word in words)
    return RawSQL(ON_SQLITE.format(", ".join(map(str, types))), [asked])  # noqa: S611  numbers of our own


ON_SQLITE = """
SELECT CAST(entry.object_id AS INTEGER) FROM wagtailsearch_indexentry_fts AS fts
JOIN wagtailsearch_indexentry AS entry ON entry.id = fts.rowid
WHERE wagtailsearch_indexentry_fts MATCH %s AND entry.content_type_id IN ({})
"""
