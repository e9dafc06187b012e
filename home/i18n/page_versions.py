"""A page, its ancestors and their children in every language: all that the frame around a page needs."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.caching.dependencies import cached_until_publish
from home.i18n.languages import fallbacks, language_codes
from home.page_privacy import Paths, private_paths

Versions = dict[str, Page]  # language code → live, public page that is no alias


@cached_until_publish
def pages_above(path: str) -> list[Page]:
    """The page at a path of the tree and those above it, from the home page down."""
    steps = range(2 * Page.steplen, len(path) + 1, Page.steplen)
    return list(Page.objects.filter(path__in=[path[:step] for step in steps]).order_by("path")) if steps else []


def versions_by_key(pages: PageQuerySet, private: Paths) -> dict[UUID, Versions]:
    """Translation key → the live pages among these that are no aliases and not below a `private` path."""
    found: dict[UUID, Versions] = defaultdict(dict)
    languages = language_codes()
    for page in pages.live().filter(alias_of__isnull=True):
        if page.locale_id in languages and not page.path.startswith(private):
            found[page.translation_key][languages[page.locale_id]] = page
    return found


@cached_until_publish
def versions_of(*keys: UUID, private: Paths) -> dict[UUID, Versions]:
    return versions_by_key(Page.objects.filter(translation_key__in=keys), private)


@cached_until_publish
def menu_pages_below(*paths: str, private: Paths) -> dict[UUID, Versions]:
    """What menus show below the pages at these paths, in the order of the tree."""
    if not paths:
        return {}
    below = [Q(path__startswith=path, depth=len(path) // Page.steplen + 1) for path in paths]
    return versions_by_key(Page.objects.in_menu().filter(reduce(or_, below)).order_by("path"), private)


@dataclass
class NavigationLink:
    """A link for readers: `lang` is the language of the title, empty if it is the page's own."""

    title: str
    url: str
    lang: str
    is_current: bool


@dataclass
class PageVersions:
    """Three queries, whatever the depth, the number of languages and the size of the menus.

    Shows nothing private, except what is private together with the page itself: whoever sees that page has opened it.
    """

    page: Page
    request: HttpRequest | None
    _menus: dict[tuple[int, str], list[NavigationLink]] = field(default_factory=dict)
    _breadcrumbs: dict[str, list[NavigationLink]] = field(default_factory=dict)

    @cached_property
    def private(self) -> Paths:
        return private_paths(self.page)

    @cached_property
    def languages(self) -> dict[int, str]:
        """Locale id → language code, in the order of PORTAL_LANGUAGES."""
        return language_codes()

    @cached_property
    def ancestors_and_self(self) -> list[Page]:
        """From the home page down to the page, in the page's own language."""
        known: list[Page] | None = getattr(self.page, "ancestors_and_self", None)  # of our own page types
        return known or [*pages_above(self.page.path[: -Page.steplen]), self.page]

    @cached_property
    def versions_by_key(self) -> dict[UUID, Versions]:
        """Translation key → versions, for the page and each of its ancestors. The home page is above all others."""
        shared = self.ancestors_and_self[:-1] or [self.page]
        found = versions_of(*(page.translation_key for page in shared), private=self.private)
        if self.page not in shared:
            own = Page.objects.filter(translation_key=self.page.translation_key)
            found = {**found, **versions_by_key(own, self.private)}
        return defaultdict(dict, self._in_languages(found))

    def _in_languages(self, found: dict[UUID, Versions]) -> dict[UUID, Versions]:
        """What was read before a language was taken out of the setting may have it still."""
        codes = set(self.languages.values())
        kept = {
            key: {code: page for code, page in versions.items() if code in codes} for key, versions in found.items()
        }
        return {key: versions for key, versions in kept.items() if versions}

    @cached_property
    def menu_versions(self) -> dict[UUID, Versions]:
        """Translation key → versions, of what menus show below the home page and below the section (an edition)."""
        paths = (
            page.path
            for link in self.ancestors_and_self[:2]
            for page in self.versions_by_key[link.translation_key].values()
        )
        return self._in_languages(menu_pages_below(*paths, private=self.private))

    def translations(self) -> Versions:
        """The page itself in each language that has it, in the portal's order."""
        own = self.versions_by_key[self.page.translation_key]
        return {code: own[code] for code in self.languages.values() if code in own}

    def url_for(self, code: str, link: Page | None = None) -> str | None:
        """The path of the page or of an ancestor (default: the page) for a reader of `code`.

        None where that language has no live home page, or the page is not below the home page of the site.
        """
        link = link or self.page
        slugs: list[str] = []
        for page in reversed(self.ancestors_and_self[: self.ancestors_and_self.index(link) + 1]):
            localized = self.versions_by_key[page.translation_key].get(code)
            address = localized and localized.get_url(self.request)
            if address:
                return address + "".join(f"{slug}/" for slug in reversed(slugs))
            slugs.append(page.slug)
        return None

    def navigation_link(
        self, versions: Versions, code: str, parent_address: str, *, is_current: bool
    ) -> NavigationLink:
        """A page for a reader of `code`: its translation, else the nearest version inside the reader's own tree."""
        mine = versions.get(code)
        if mine is not None:
            return NavigationLink(mine.title, mine.get_url(self.request), "", is_current)
        nearest = [versions[other] for other in fallbacks(code) if other in versions]
        page = (nearest or list(versions.values()))[0]
        return NavigationLink(page.title, f"{parent_address}{page.slug}/", self.languages[page.locale_id], is_current)

    def menu(self, level: int, code: str) -> list[NavigationLink]:
        """The menu below the home page (level 0) or below the section (level 1), in the order of the tree."""
        if (level, code) not in self._menus:
            self._menus[level, code] = self._make_menu(level, code)
        return self._menus[level, code]

    def _make_menu(self, level: int, code: str) -> list[NavigationLink]:
        if len(self.ancestors_and_self) <= level:
            return []
        top = self.ancestors_and_self[level]
        depth, base = top.depth + 1, self.url_for(code, top) or ""
        here = {page.translation_key for page in self.ancestors_and_self}
        return [
            self.navigation_link(versions, code, base, is_current=key in here)
            for key, versions in self.menu_versions.items()
            if next(iter(versions.values())).depth == depth
        ]

    def breadcrumbs(self, code: str) -> list[NavigationLink]:
        """From the home page to the page itself."""
        if code not in self._breadcrumbs:
            self._breadcrumbs[code] = self._make_breadcrumbs(code)
        return self._breadcrumbs[code]

    def _make_breadcrumbs(self, code: str) -> list[NavigationLink]:
        crumbs, parent_address = [], ""
        for page in self.ancestors_and_self:
            versions = self.versions_by_key[page.translation_key] or {self.languages[page.locale_id]: page}
            crumb = self.navigation_link(versions, code, parent_address, is_current=page.pk == self.page.pk)
            crumbs.append(crumb)
            parent_address = crumb.url
        return crumbs
