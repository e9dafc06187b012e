from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search page, over all that pages declare as searchable."""

    name = "search"

    def ready(self) -> None:
        from wagtail.contrib.search_promotions.models import Query, SearchPromotion  # deferred: models

        from home.caching import generation, query_names  # deferred: models

        query_names.read_in_query("q", "kind", "edition")
        generation.watch(Query, SearchPromotion)
