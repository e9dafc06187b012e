from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.i18n.languages import language_codes
from home.i18n.localized import absolute
from home.page_privacy import public


@dataclass
class SitemapEntry:
    location: str
    lastmod: datetime | None
    alternates: dict[str, str] = field(default_factory=dict)


def entries(request: HttpRequest) -> list[SitemapEntry]:
    """One entry a page and language; each names all languages of its page, itself included. Two queries and a few."""
    codes = language_codes()
    pages = public(Page.objects.filter(depth__gt=1, alias_of__isnull=True, locale__in=codes)).order_by("path")
    addresses: dict[Any, dict[str, str]] = defaultdict(dict)
    found = []
    for page in pages:
        address = page.get_url(request)
        if address is None:  # not below the home page of the site
            continue
        location = absolute(address)
        addresses[page.translation_key][codes[page.locale_id]] = location
        found.append(SitemapEntry(location, page.last_published_at, addresses[page.translation_key]))
    return found
