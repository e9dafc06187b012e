"""Portions of work that end in time, so that mail and other due work has its turn between them."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")

PORTION_SECONDS = 2.0  # no item is begun later; with the last one a portion stays under 5 seconds


def in_portion(items: Iterable[Item]) -> Iterator[Item]:
    """The first of the items at least, and no further one after PORTION_SECONDS."""
    ends_at = monotonic() + PORTION_SECONDS
    for item in items:
        yield item
        if monotonic() >= ends_at:
            return
