"""What other apps register for home, in their AppConfig.ready(), because home imports none of them.

`listings`: callable(request, page) giving rows for a block, by the name that blocks and views use.
`after_migrate`: what every database has, made in this order after each migrate. Repeating a step changes nothing.
`urgency`: callables(pages, now) → {page id: instant a reader meets it}, asked by the translators' desk with pages that
carry their content types.
`found`: callables(pages, language) → {page id: home.listings.Facts}, shown beside what the search found.
`early`: callables(pages) → ids of those drafts that translators may begin with before readers see them.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Offer = TypeVar("Offer", bound=Callable[..., Any])


class Registry(Generic[Offer]):
    """Named callables. With `names`, only these can be registered, and a system check requires each of them.

    Without `names`, all are called, and each has the label of its app as its name.
    """

    def __init__(self, *names: str) -> None:
        self.names = names
        self._offers: dict[str, Offer] = {}

    def register(self, name: str, offer: Offer) -> Offer:
        """Raises ValueError if the name is taken, or not in `names`."""
        if self.names and name not in self.names:
            raise ValueError(f"{name!r} is not one of {', '.join(self.names)}")
        if self._offers.setdefault(name, offer) is not offer:
            raise ValueError(f"{name!r} is already registered")
        return offer

    def missing(self) -> list[str]:
        """Names that nobody has registered yet."""
        return [name for name in self.names if name not in self._offers]

    def __getitem__(self, name: str) -> Offer:
        """Raises KeyError."""
        return self._offers[name]

    def __iter__(self) -> Iterator[tuple[str, Offer]]:
        """In the order of `names`, else as they were registered."""
        return iter([(name, self._offers[name]) for name in self.names or self._offers if name in self._offers])


listings: Registry[Callable[..., Any]] = Registry("calendar", "dates", "editions", "sessions", "speaker")
after_migrate: Registry[Callable[[], None]] = Registry("site", "groups", "proposal-emails", "issue-templates")
urgency: Registry[Callable[..., Any]] = Registry()
found: Registry[Callable[..., Any]] = Registry()
early: Registry[Callable[..., Any]] = Registry()
