"""Wagtail's database search, made to accept any query.

Wagtail's backends raise an error on a quotation mark (SQLite), a NUL or several thousand characters (both); see wagtail
issue 13227.
"""

import unicodedata
from typing import Any

from modelsearch.backends.database import SearchBackend as DatabaseSearchBackend

MAX_CHARACTERS = 300
MAX_WORDS = 32


def clean(query: str) -> str:
    """A query that a database accepts: without quotes and control characters, of limited length."""
    query = unicodedata.normalize("NFC", query)[:MAX_CHARACTERS]
    kept = (" " if char in '"\\' or unicodedata.category(char) in ("Cc", "Cs") else char for char in query)
    return " ".join("".join(kept).split()[:MAX_WORDS])


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name Wagtail looks for
    """Wrap the back end of the database in use; Wagtail calls this with its WAGTAILSEARCH_BACKENDS entry."""
    backend = DatabaseSearchBackend(params)

    class SafeBackend(type(backend)):  # type: ignore[misc]
        def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().search(clean(query) if isinstance(query, str) else query, *args, **kwargs)

        def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().autocomplete(clean(query) if isinstance(query, str) else query, *args, **kwargs)

    return SafeBackend(params)
