from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search page over whatever pages declare as searchable."""

    name = "search"
