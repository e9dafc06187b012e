"""Which process renders a page that several need at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from django.conf import settings
from django.core.cache import cache

MAX_WAIT = 5  # seconds that one process waits for another to render a page


@contextmanager
def render_lock(key: str) -> Iterator[None]:
    """With Redis, other processes that want the same page wait for the one that renders it, and find it there.

    They wait only briefly, because the renderer may have been killed, and not for each other, because not every page
    can be kept.
    """
    if not settings.REDIS_URL:
        yield
        return
    name, deadline = f"rendering:{key}", monotonic() + MAX_WAIT
    is_ours = cache.add(name, True, timeout=MAX_WAIT)
    while not is_ours and cache.has_key(name) and monotonic() < deadline:
        sleep(0.02)
    try:
        yield
    finally:
        if is_ours:
            cache.delete(name)
