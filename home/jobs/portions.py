"""Portions of work that end in time, so that mail and other due work has its turn between them."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

PORTION_SECONDS = 2.0  # no item is begun later; with the last one a portion stays under 5 seconds


def in_portion(items: Iterable[Item]) -> Iterator[Item]:
    """The first of the items at least, and no further one after PORTION_SECONDS."""
    ends_at = monotonic() + PORTION_SECONDS
    for item in items:
        yield item
        if monotonic() >= ends_at:
            return


class Failures:
    """What fails in a portion keeps nothing else back: it is logged, and its error raised once nothing else is left."""

    def __init__(self) -> None:
        self.first: Exception | None = None

    @contextmanager
    def at(self, what: str, pk: Any) -> Iterator[None]:
        """Around one piece of the work, named in the log by words and a number without personal data."""
        try:
            yield
        except Exception as error:
            logger.exception("failed, and goes on with the others: %s %s", what, pk)
            self.first = self.first or error

    def raise_unless(self, done: int) -> None:
        """Raise the first error, if there is one and nothing was `done`: as a turn that did something is repeated."""
        if self.first and not done:
            raise self.first
