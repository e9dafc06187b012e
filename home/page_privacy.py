"""Which pages every reader may see: what lists, feeds, menus and searches may name.

Wagtail's page privacy guards the address of a page; this module guards all other places. `private` are the tree paths
that are left out, by default those of every page with restrictions. Readers of a page have passed its restrictions, so
on that page `private_paths(page)` returns fewer.
"""

from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.db.models.lookups import In
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from home.caching.dependencies import cached_until_publish

Paths = tuple[str, ...]
Pages = TypeVar("Pages", bound=QuerySet[Any])


@cached_until_publish
def _restricted() -> dict[str, UUID]:
    """Tree path → translation key, of each page with view restrictions and of its aliases."""
    rows = PageViewRestriction.objects.values_list("page__path", "page__aliases__path", "page__translation_key")
    return {path: key for *paths, key in rows for path in paths if path}


def private_paths(seen_on: Page | None = None) -> Paths:
    """The paths of pages with restrictions that a reader of `seen_on` has not passed, in any language."""
    restricted = _restricted()
    passed = {key for path, key in restricted.items() if seen_on and seen_on.path.startswith(path)}
    return tuple(sorted(path for path, key in restricted.items() if key not in passed))


def is_public(page: Page, private: Paths | None = None) -> bool:
    return bool(page.live) and not page.path.startswith(private_paths() if private is None else private)


def public_q(relation: str = "", private: Paths | None = None) -> Q:
    """The same in a query: of pages, or of rows that refer to one by `relation`, as in "speaker__"."""
    found = Q(**{f"{relation}live": True})
    paths = sorted(private_paths() if private is None else private, key=len)
    for length, same in groupby(paths, key=len):
        found &= ~Q(In(Left(f"{relation}path", length), list(same)))
    return found


def public(pages: Pages, private: Paths | None = None) -> Pages:
    return pages.filter(public_q(private=private))


def may_read(request: HttpRequest, page: Page) -> bool:
    """Whether this reader has passed the restrictions of a page and of those above it."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
