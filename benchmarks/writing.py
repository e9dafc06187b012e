"""`python -m benchmarks.writing [processes …]`: how many short transactions a second the database does.

Each is the first step of a public form: the rate limiter counts an attempt (insert, update and read in one
transaction), from 1, 2, 4 and 8 processes at once.
"""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal

COUNT = 300  # of each process


def write(number: int, count: int) -> tuple[float, int]:
    """`count` attempts in this process; the slowest in seconds, and how many raised."""
    import django

    django.setup()
    from django.db import DatabaseError

    from home.forms.rate_limit import Limit, allow

    slowest, failed = 0.0, 0
    for attempt in range(count):
        began = time.perf_counter()
        try:
            allow(f"benchmark {number} {attempt}", Limit(1, timedelta(hours=1)), now=datetime.now(UTC))
        except DatabaseError:
            failed += 1
        slowest = max(slowest, time.perf_counter() - began)
    return slowest, failed


def measure(processes: int) -> tuple[float, float, int]:
    """Transactions a second, the slowest in ms, and how many failed."""
    with get_context("spawn").Pool(processes) as pool:
        pool.starmap(write, [(number, 1) for number in range(processes)])  # connected, and code loaded
        began = time.perf_counter()
        results = pool.starmap(write, [(number, COUNT) for number in range(processes)], chunksize=1)
        took = time.perf_counter() - began
    slowest, failed = zip(*results, strict=True)
    return processes * COUNT / took, 1000 * max(slowest), sum(failed)


def rows(numbers: list[int]) -> Iterator[Row]:
    from django.db import connection

    for processes in numbers:
        rate, slowest, failed = measure(processes)
        yield Row(
            f"{connection.vendor}, {processes} processes, transactions a second", Figure(rate),
            also=f"the slowest {slowest:.0f} ms, {failed} failed",
        )  # fmt: skip


if __name__ == "__main__":
    with empty_portal():
        table(rows([int(number) for number in sys.argv[1:]] or [1, 2, 4, 8]))
