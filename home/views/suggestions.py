"""Suggestions for an address that leads nowhere."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from home.i18n.languages import distance_from, language_of
from home.i18n.reader_links import ReaderLink, page_links
from home.page_privacy import public

SLUG = re.compile(r"[\w-]{1,255}", re.ASCII)
MAX_DEPTH = 8  # no page is deeper; longer addresses get no query
MAX_SUGGESTIONS = 4


@dataclass(frozen=True)
class Suggestion:
    title: str
    above: str  # the page it lies below, empty below the home page
    lang: str  # of the title, empty where it is the reader's own
    link: ReaderLink


@dataclass(frozen=True)
class Suggestions:
    """`pages` are perhaps what was meant, `parent` is the nearest page above, `words` are for the search."""

    pages: list[Suggestion] = field(default_factory=list)
    parent: Suggestion | None = None
    words: str = ""


def suggest(request: HttpRequest) -> Suggestions:
    """Live, public pages only; never the title of a draft. A few queries, none for addresses of files."""
    code, *slugs = [part for part in request.path.split("/") if part] or [""]
    if code not in settings.PORTAL_LANGUAGES or not slugs or len(slugs) > MAX_DEPTH:
        return Suggestions()
    if not all(SLUG.fullmatch(slug) for slug in slugs):
        return Suggestions()
    homes = list(Page.objects.filter(depth=2).values_list("url_path", flat=True))
    pages = _suggestions(_candidates(homes, slugs))[:MAX_SUGGESTIONS]
    above = [f"{home}{''.join(f'{slug}/' for slug in slugs[:end])}" for home in homes for end in range(len(slugs))]
    parents = public(Page.objects.filter(url_path__in=above, depth__gt=2)).order_by("-depth")
    parent = next((page for page in parents if language_of(page) == code), None)
    return Suggestions(pages, _suggestions([parent])[0] if parent else None, re.sub(r"[-_]+", " ", slugs[-1]).strip())


def _candidates(homes: list[str], slugs: list[str]) -> list[Page]:
    """Pages at this address in any language, or with this last part, one per translation key, drafts included."""
    here = [f"{home}{'/'.join(slugs)}/" for home in homes]
    keys = Page.objects.filter(Q(url_path__in=here) | Q(slug=slugs[-1]), depth__gt=1).values("translation_key")
    shown = public(Page.objects.filter(translation_key__in=keys, alias_of__isnull=True))
    distance = distance_from(get_language() or settings.LANGUAGE_CODE)
    by_key = {}
    for page in sorted(shown, key=lambda page: (-distance(language_of(page)), -page.depth)):
        by_key[page.translation_key] = page
    return list(by_key.values())


def _suggestions(pages: list[Page]) -> list[Suggestion]:
    mine = get_language()
    links = page_links(pages, mine)
    paths = {page.path: page.path[: -page.steplen] for page in pages}
    above = dict(Page.objects.live().filter(path__in=paths.values(), depth__gt=2).values_list("path", "title"))
    shown = []
    for page in pages:
        language = language_of(page)
        if link := links[page.pk]:
            shown.append(
                Suggestion(page.title, above.get(paths[page.path], ""), "" if language == mine else language, link)
            )
    return shown
