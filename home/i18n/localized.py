"""Which page does a reader of a language get, and at which address?

Where a translation is missing the original is served inside the reader's own tree, under the nearest live localized
ancestor and the original's slugs (BasePage.route is the other half of this).
"""

from typing import Any

from django.conf import settings
from django.http import Http404
from wagtail.models import Page


def absolute(path: str) -> str:
    """The full address of a path of this portal, for mails, feeds and link elements."""
    return f"{settings.PORTAL_BASE_URL}{path}" if path.startswith("/") else path


def live_translation(page: Page, locale_id: int) -> Page | None:
    """The live translation of a page in a locale, aliases left out."""
    return (
        Page.objects.live()
        .filter(translation_key=page.translation_key, locale_id=locale_id, alias_of__isnull=True)
        .first()
    )


def find_original_below(page: Page, slugs: list[str]) -> Any:
    """The live page whose slugs stand below any translation of `page`, in the language it was born in.

    Raises Http404 where there is none.
    """
    siblings = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    paths = [f"{url_path}{'/'.join(slugs)}/" for url_path in siblings.values_list("url_path", flat=True)]
    for found in Page.objects.live().filter(url_path__in=paths).specific():
        if found.original.live:
            return found.original
    raise Http404
