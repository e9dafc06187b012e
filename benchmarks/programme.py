"""How the time to render the programme page grows from 30 to 300 slots in 6 rooms over 3 days.

    DJANGO_SETTINGS_MODULE=portal.settings.test .venv/bin/python -m benchmarks.programme

Uses a test database of its own. Prints the median of ten renderings of list and grid, nothing of them kept or
remembered, and the factor between the two sizes: 10 would be linear.
"""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterator
from unittest.mock import patch

import django

VIEWS = {"list": "", "grid": "view=grid&"}
TURNS = 10


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        medians = {count: dict(measure(count)) for count in (30, 300)}
    finally:
        teardown_databases(databases, verbosity=0)
    for view in VIEWS:
        tell(f"{view}: × {medians[300][view] / medians[30][view]:.1f} from 30 to 300 slots")


def measure(count: int) -> Iterator[tuple[str, float]]:
    """View → median in seconds; the rows are taken back afterwards."""
    from django.db import transaction
    from django.test import Client

    from tests.programmes import programme_of

    with transaction.atomic(), patch("portal.page_cache.generation", object):
        path, client = programme_of(count).get_url(), Client()
        for view, query in VIEWS.items():
            client.get(f"{path}?{query}")
            times, body = [], b""
            for turn in range(TURNS):
                start = time.perf_counter()
                body = client.get(f"{path}?{query}turn={turn}").content
                times.append(time.perf_counter() - start)
            median = statistics.median(times)
            tell(f"{count} slots, {view}: {median * 1000:.0f} ms, {len(gzip.compress(body, 6)):,} bytes compressed")
            yield view, median
        transaction.set_rollback(True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    main()
