"""Whether the search index must be rebuilt because a new version of the portal changed its content."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from modelsearch.index import get_indexed_models
from wagtail.search.models import IndexEntry

# Raise it with a change of home.analysis, or of what the search methods of a model return. Other fields, other weights
# and new versions of the libraries are noticed without it.
INDEX_VERSION = 1
NOTE = "search-index"  # name of a file in VAR_DIR
LIBRARIES = ("modelsearch", "snowballstemmer")


def fingerprint() -> str:
    """Changes with the fields of any indexed model, their weights, and how words are brought to their stems."""
    return hashlib.sha256("\n".join(sorted(_sources())).encode()).hexdigest()


def is_built() -> bool:
    """Whether an index in the present form exists; an empty one, such as that of a new database, does not count."""
    path = _path()
    return path.exists() and path.read_text() == fingerprint() and IndexEntry.objects.exists()


def mark_built() -> None:
    """Remember that the index has been built in the present form."""
    _path().write_text(fingerprint())


def _path() -> Path:
    return Path(settings.VAR_DIR) / NOTE


def _sources() -> Iterator[str]:
    yield f"version {INDEX_VERSION}"
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    for model in get_indexed_models():
        for field in model.get_search_fields():
            yield f"{model._meta.label} {type(field).__name__} {field.field_name} {getattr(field, 'boost', None)}"
