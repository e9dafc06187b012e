"""What a page depends on, collected while it is rendered: instants of change, and reads that may be cached."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from home.caching import shared_reads

Params = ParamSpec("Params")
Result = TypeVar("Result")

_rendering: ContextVar[Any] = ContextVar("page_rendering", default=None)
_expiry: ContextVar[list[datetime] | None] = ContextVar("page_expiry", default=None)


def expire_at(instant: datetime | None) -> None:
    """Record that the page being rendered changes at `instant` (aware). No effect for None, or outside a rendering."""
    seen = _expiry.get()
    if seen is not None and instant is not None:
        seen.append(instant)


@contextmanager
def collect_expiry() -> Iterator[list[datetime]]:
    """Collect the instants named by `expire_at` inside the block; the earliest one is when the page is stale."""
    seen: list[datetime] = []
    token = _expiry.set(seen)
    try:
        yield seen
    finally:
        _expiry.reset(token)
        for instant in seen:
            expire_at(instant)


@contextmanager
def rendering_generation(current: Any) -> Iterator[None]:
    """Inside, an anonymous page is rendered at this generation: `cached_until_publish` reads may come from memory.

    At None, which is no generation, none do.
    """
    token = _rendering.set(current)
    try:
        yield
    finally:
        _rendering.reset(token)


def cached_until_publish(make: Callable[Params, Result]) -> Callable[Params, Result]:
    """Cache what `make` reads from the database for its (hashable) arguments, for one generation.

    In the process, and in a file for the other processes (home.caching.shared_reads).

    Caches only while an anonymous page is rendered, which writes nothing, so that uncommitted changes are never cached.
    Elsewhere it just calls `make`. All requests get the same objects, which must not be changed.
    """
    kept: list[tuple[Any, dict[Any, Result]]] = [(object(), {})]

    @wraps(make)
    def find(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        current = _rendering.get()
        if current is None:
            return make(*args, **kwargs)
        known, found = kept[0]
        if known != current:
            found = {}
            kept[0] = (current, found)
        key = (args, tuple(kwargs.items()))
        if key not in found:
            found[key] = _read_once(make, key, current)
        return found[key]

    return find


def _read_once(make: Callable[..., Result], key: Any, current: Any) -> Result:
    path = shared_reads.path_of(make, key, current)
    shared = shared_reads.load(path) if path else shared_reads.MISSING
    if shared is not shared_reads.MISSING:
        return cast("Result", shared)
    args, kwargs = key
    result = make(*args, **dict(kwargs))
    if path:
        shared_reads.store(path, result)
    return result
