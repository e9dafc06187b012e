"""Pages that have every word of a query in one of its forms. One direct query of the index on either database.

Wagtail's own ranking is left out: on SQLite its cost grows with the square of the hits. The order is plain and the same
on both: pages with all the words in their title, then the newest, then by id.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Case, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail.search.models import IndexEntry

from home.analysis import IN_TEXT, IN_TITLE, query_stems


def find(query: str, locale: Locale) -> PageQuerySet:
    """Live, public pages of a language, best first. A query without words finds nothing."""
    stems = query_stems(query, locale.language_code)
    if not stems:
        return Page.objects.none()
    pages = Page.objects.live().public().filter(locale=locale, depth__gt=1, alias_of__isnull=True)
    in_title = Case(
        When(pk__in=_having(IN_TITLE, stems), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    found = pages.filter(pk__in=_having(IN_TEXT, stems)).annotate(in_title=in_title)
    return found.order_by("-in_title", "-first_published_at", "pk")


def specific(pages: Collection[Page]) -> list[Any]:
    """The same pages with all their fields, in the same order; one query a page type."""
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        ids[page.specific_class].append(page.pk)
    found = {pk: page for model, keys in ids.items() for pk, page in model.objects.in_bulk(keys).items()}
    return [found[page.pk] for page in pages]


def _having(mark: str, stems: list[str]) -> Any:
    """Ids of pages whose index entry has all the stems under this mark."""
    words = [f"{mark}{stem}" for stem in stems]
    entries = IndexEntry.objects.filter(content_type__in=get_descendants_content_types_pks(Page))
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'body:"{word}"' for word in words)
        table = "wagtailsearch_indexentry_fts"
        rows = RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [asked])  # noqa: S608, S611  a constant name
    else:
        asked = " & ".join(f"'{word}'" for word in words)
        rows = RawSQL("SELECT id FROM wagtailsearch_indexentry WHERE body @@ to_tsquery('simple', %s)", [asked])
    matching = entries.filter(pk__in=rows)
    return matching.annotate(page_id=Cast("object_id", BigIntegerField())).values("page_id")
