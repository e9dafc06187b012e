"""Addresses of pages, made from their titles in any script."""

from itertools import count

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.models import Page

MAX_LENGTH = 80


def slug_from(title: str, otherwise: str) -> str:
    """A readable slug in ASCII: "李明" → "liming"; `otherwise` where no letter is left."""
    return slugify(string_to_ascii(title))[:MAX_LENGTH].strip("-") or otherwise


def free_slug(parent: Page, title: str, otherwise: str, *, page: Page | None = None) -> str:
    """A slug that no page below `parent` has, `page` itself left out."""
    others = parent.get_children().exclude(pk=page.pk if page else None)
    slug, taken = slug_from(title, otherwise), set(others.values_list("slug", flat=True))
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in numbered if name not in taken)
