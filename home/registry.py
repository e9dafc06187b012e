"""What other apps register for home, in their AppConfig.ready(), because home imports none of them.

`listings`: callable(request, page) giving rows for a block, by the name that blocks and views use.
`after_migrate`: what every database has, made in this order after each migrate. Repeating a step changes nothing.
`social_cards`: callable(page) → home.design.drawing.SocialCard, of pages that show an event.
`urgency`: callables(pages, now) → {page id: instant at which readers need it}, for the translators' desk. The
pages are selected with their content types.
`search_facts`: callables(pages, language) → {page id: home.listings.SearchResultFacts}, shown in search
results.
`given_translations`: "give", "take back" and "follow", for texts that come with their translations; see
home.translations.sync.given.
`translatable_drafts`: callables(pages) → ids of those drafts that translators may begin with before readers see them.
`left_out`: callables(model, language code) → Q of the rows of Page or of a snippet that are not made in this language:
no translation is opened and translators do not see them; None where it leaves out none.
`milestone_audience`: callables(milestone) → a sentence that says whom an app tells of it, or nothing.
`issue_warnings`: callables(language code, now) → sentences for whoever is about to send an issue of the newsletter.
`status`: callables(now) → home.status.Status of each part that an app checks.
`hidden_videos`: callables() → addresses of videos that no block shows.
`glossary`: callables(text, source language, target language) → home.listings.TermInText of each term that occurs.
`brought_back`: callables(page) that connect a page that was deleted and comes back, in its transaction → sentences for
the editor about what could not be connected.
`copied_translations`: what copying pages in all their languages does with their translations. "copy", "forget" and
"stamp" are the functions of home.translations.sync.copying.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

Callback = TypeVar("Callback", bound=Callable[..., Any])


class Registry(Generic[Callback]):
    """Named callables. With `names`, only these can be registered, and a system check requires each of them.

    Without `names`, all are called, and each has the label of its app as its name.
    """

    def __init__(self, *names: str) -> None:
        self.names = names
        self._callbacks: dict[str, Callback] = {}

    def register(self, name: str, callback: Callback) -> Callback:
        """Raises ValueError if the name is taken, or not in `names`."""
        if self.names and name not in self.names:
            raise ValueError(f"{name!r} is not one of {', '.join(self.names)}")
        if self._callbacks.setdefault(name, callback) is not callback:
            raise ValueError(f"{name!r} is already registered")
        return callback

    def missing(self) -> list[str]:
        """Names that nobody has registered yet."""
        return [name for name in self.names if name not in self._callbacks]

    def __getitem__(self, name: str) -> Callback:
        """Raises KeyError."""
        return self._callbacks[name]

    def __iter__(self) -> Iterator[tuple[str, Callback]]:
        """In the order of `names`, else as they were registered."""
        return iter(
            [(name, self._callbacks[name]) for name in self.names or self._callbacks if name in self._callbacks]
        )


listings: Registry[Callable[..., Any]] = Registry("calendar", "call", "dates", "editions", "sessions", "speaker")
social_cards: Registry[Callable[..., Any]] = Registry("event")
after_migrate: Registry[Callable[[], None]] = Registry("site", "groups", "proposal-emails", "issue-templates")
urgency: Registry[Callable[..., Any]] = Registry()
search_facts: Registry[Callable[..., Any]] = Registry()
translatable_drafts: Registry[Callable[..., Any]] = Registry()
given_translations: Registry[Callable[..., Any]] = Registry("give", "take back", "follow")
issue_warnings: Registry[Callable[..., Any]] = Registry()
status: Registry[Callable[..., Any]] = Registry()
left_out: Registry[Callable[..., Any]] = Registry()
milestone_audience: Registry[Callable[..., Any]] = Registry()
hidden_videos: Registry[Callable[[], Iterable[str]]] = Registry()
glossary: Registry[Callable[..., Any]] = Registry()
brought_back: Registry[Callable[..., list[str]]] = Registry()
copied_translations: Registry[Callable[..., Any]] = Registry("copy", "forget", "stamp")
