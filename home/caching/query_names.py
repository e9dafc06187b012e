"""The names in the query of an address on which a kept page may depend; all others are ignored.

Otherwise each value of a name that nobody reads, as links in newsletters have them, would be a page of its own.
"""

from urllib.parse import unquote_plus

_known: set[str] = {"page", "place"}


def read_in_query(*names: str) -> None:
    """Views of kept pages read these; apps name theirs in AppConfig.ready()."""
    _known.update(names)


def known_names() -> list[str]:
    return sorted(_known)


def known_part(query: str) -> str:
    """The query without the pairs that no page reads, else as it is."""
    if not query:
        return query
    return "&".join(pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) in _known)
