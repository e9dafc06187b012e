"""One process at a time prepares or upgrades a portal; a second one waits for the first."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

KEY = 4_711_021  # of the lock in PostgreSQL, which processes of all machines share


@contextmanager
def one_at_a_time(tell: Callable[[str], object]) -> Iterator[None]:
    """Calls `tell` with a sentence if it has to wait. A process that is killed holds no lock."""
    with (Path(settings.VAR_DIR) / "prepare.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process prepares this portal: waiting until it is done …")
            fcntl.flock(file, fcntl.LOCK_EX)
        with lock_in_database(tell):
            yield


@contextmanager
def lock_in_database(tell: Callable[[str], object]) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        if not cursor.fetchone()[0]:
            tell("Another machine prepares this portal: waiting until it is done …")
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
