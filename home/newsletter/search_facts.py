from collections.abc import Collection
from typing import Any

from home.listings import Facts
from home.newsletter.models import NewsletterIssuePage


def facts_of(pages: Collection[Any], language: str) -> dict[int, Facts]:
    """What search results show of an issue (home.registry.found): when it was sent."""
    return {page.pk: Facts(date=page.first_published_at) for page in pages if isinstance(page, NewsletterIssuePage)}
