from collections.abc import Collection
from typing import Any

from home.listings import SearchResultFacts
from home.newsletter.models import NewsletterIssuePage


def search_result_facts(pages: Collection[Any], language: str) -> dict[int, SearchResultFacts]:
    """What search results show of an issue (home.registry.search_facts): when it was sent."""
    return {
        page.pk: SearchResultFacts(date=page.first_published_at)
        for page in pages
        if isinstance(page, NewsletterIssuePage)
    }
