"""What a rendered page depends on, said while it is rendered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_expiry: ContextVar[list[datetime] | None] = ContextVar("page_expiry", default=None)


def expire_at(instant: datetime | None) -> None:
    """Note that what is being rendered changes at `instant` (aware). None, or outside a rendering: nothing happens."""
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
