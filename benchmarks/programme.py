"""`python -m benchmarks.programme`: how the cost of the programme grows with its slots.

6 rooms and as many days as needed. Each page is rendered without page cache: repeatedly, and for the first time after a
publication, with empty caches. The ratio is that of the cost per slot: at most 1 is linear or better.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from benchmarks.cost import Cost, cost
from benchmarks.report import Figure, Row, compared, table
from benchmarks.sites.event_site import empty_portal

SIZES = (30, 300, 1000)
VIEWS = ("list", "grid")


def measure() -> Iterator[Row]:
    first: dict[str, Figure] = {}
    for count in SIZES:
        for name, found in costs(count):
            a_slot = Figure(found.milliseconds / count, "ms")
            smallest = first.setdefault(name, a_slot)
            yield Row(f"{name}, {count:,} slots, CPU", Figure(found.milliseconds, "ms"), also=str(found))
            if smallest is not a_slot:
                yield compared(f"{name}, {count:,} slots, CPU of one", a_slot, f"of {SIZES[0]}", smallest, "≤ 1")


def costs(count: int) -> Iterator[tuple[str, Cost]]:
    """Of each view. The rows are taken back afterwards."""
    from django.db import transaction

    from tests.programmes import programme_of

    with transaction.atomic():
        path = programme_of(count).get_url()
        for view in VIEWS:
            with generation(lambda: count):
                yield view, cost(path, view=view)
            with generation(object):
                yield f"{view}, first time", cost(path, view=view)
        transaction.set_rollback(True)


@contextmanager
def generation(current: Callable[[], object]) -> Iterator[None]:
    with patch("home.caching.middleware.generation", current), patch("home.caching.generation.generation", current):
        yield


if __name__ == "__main__":
    with empty_portal():
        table(measure())
