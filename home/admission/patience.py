"""How long a request may wait for a database that does not answer; `portal.postgres` keeps to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

left: ContextVar[list[float] | None] = ContextVar("seconds_to_wait_for_the_database", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Inside, slow answers of the database may take so long together. Outside there is no limit."""
    token = left.set([seconds])
    try:
        yield
    finally:
        left.reset(token)
