"""A process keeps as many pages as fit; the least recently read go first."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from home.caching.cached_response import CachedResponse
from home.caching.memory import LRUCache

BODY = b"x" * 1000  # counts as 4000 bytes


@pytest.fixture
def kept(settings) -> LRUCache:
    """A memory with room for two pages, and two in it."""
    settings.KEPT_PAGES_BYTES = 8000
    kept = LRUCache()
    for key in ("a", "b"):
        kept.put(key, entry())
    return kept


def entry() -> CachedResponse:
    return CachedResponse(1, datetime(2021, 5, 6, tzinfo=UTC), {}, {"": BODY}, "x", 0)


def test_what_was_not_read_for_longest_makes_room(kept):
    kept.get("a")
    kept.put("c", entry())
    assert list(kept.entries) == ["a", "c"]


def test_a_page_kept_again_takes_its_room_once(kept):
    for _again in range(5):
        kept.put("b", entry())
    assert (list(kept.entries), kept.size) == (["a", "b"], 8000)


def test_a_page_larger_than_all_the_room_is_not_kept_and_hurts_nobody(kept):
    large = entry()
    large.bodies[""] = BODY * 9
    kept.put("c", large)
    assert (list(kept.entries), kept.size) == ([], 0)
    kept.put("a", entry())
    assert list(kept.entries) == ["a"]


def test_after_clearing_there_is_all_the_room_again(kept):
    kept.clear()
    assert (kept.get("a"), kept.size) == (None, 0)


def test_what_is_compressed_later_counts_too(kept):
    kept.response("b", kept.entries["b"], RequestFactory().get("/", headers={"Accept-Encoding": "br"}))
    bodies = kept.entries["b"].bodies
    assert list(bodies) == ["", "br"]
    assert (list(kept.entries), kept.size) == (["b"], 3000 + len(bodies[""]) + len(bodies["br"]))
