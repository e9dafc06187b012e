"""Which page a reader of a language gets, and at which address.

If a translation is missing, the original is served inside the reader's own tree, below the nearest live translated
ancestor and with the original's slugs (see also BasePage.route).
"""

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Page

from home.i18n.languages import fallbacks, language_of, locale_id_of


def absolute(path: str) -> str:
    """The full address of a path of this portal, for mails, feeds and link elements."""
    return f"{settings.PORTAL_BASE_URL}{path}" if path.startswith("/") else path


def with_query_of(request: HttpRequest, address: str) -> str:
    """A redirect to another language keeps the filters and saved sessions of the request."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def live_translation(page: Page, locale_id: int) -> Page | None:
    """The live translation of a page in a locale, aliases left out."""
    return (
        Page.objects.live()
        .filter(translation_key=page.translation_key, locale_id=locale_id, alias_of__isnull=True)
        .first()
    )


def nearest_version(original: Any, code: str) -> Any:
    """What readers of a language get where it has no translation: a live one in the next of its fallbacks, else the
    original."""
    for other in fallbacks(code)[1:]:
        if other == language_of(original):
            break
        found = live_translation(original, locale_id_of(other) or 0)
        if found is not None:
            return found.specific
    return original


def find_original_below(page: Page, slugs: list[str]) -> Any:
    """The live original whose slugs are below any translation of `page`, each slug in any language.

    Raises Http404 where there is none.
    """
    siblings = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    paths = [f"{url_path}{'/'.join(slugs)}/" for url_path in siblings.values_list("url_path", flat=True)]
    for found in Page.objects.live().filter(url_path__in=paths).specific():
        if found.original.live:
            return found.original
    for found in _found_step_by_step(page, slugs):
        if found.original.live:
            return found.original
    raise Http404


def _found_step_by_step(page: Page, slugs: list[str]) -> Any:
    """Live pages at slugs of several languages, as where only some of the pages have the reader's fallback."""
    steps = Page.objects.filter(translation_key=page.translation_key)
    for slug in slugs:
        below = [Q(path__startswith=above.path, depth=above.depth + 1) for above in steps]
        found = Page.objects.filter(reduce(or_, below), slug=slug)
        steps = Page.objects.filter(translation_key__in=list(found.values_list("translation_key", flat=True)))
        if not steps:
            return []
    return found.live().specific()
