"""What other apps offer to the floor, filled in their AppConfig.ready(): home imports none of them.

`listings`: name → callable(request, page) giving rows for a block.
`urgency`: callables(pages, now) → {page id: instant a reader meets it}, asked by the translators' desk with pages that
carry their content types.
`found`: callables(pages, language) → {page id: home.listings.Facts}, shown beside what the search found.
`early`: callables(pages) → ids of those drafts that translators may begin with before readers see them.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Offer = TypeVar("Offer", bound=Callable[..., Any])


class Registry(Generic[Offer]):
    """Named offers; a name is taken once (ValueError otherwise)."""

    def __init__(self) -> None:
        self._offers: dict[str, Offer] = {}

    def register(self, name: str, offer: Offer) -> Offer:
        if self._offers.setdefault(name, offer) is not offer:
            raise ValueError(f"{name!r} is already registered")
        return offer

    def __getitem__(self, name: str) -> Offer:
        return self._offers[name]

    def get(self, name: str) -> Offer | None:
        return self._offers.get(name)

    def __iter__(self) -> Iterator[tuple[str, Offer]]:
        return iter(self._offers.items())


listings: Registry[Callable[..., Any]] = Registry()
urgency: Registry[Callable[..., Any]] = Registry()
found: Registry[Callable[..., Any]] = Registry()
early: Registry[Callable[..., Any]] = Registry()
