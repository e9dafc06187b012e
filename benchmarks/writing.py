"""`python -m benchmarks.writing --processes 4`: how many short transactions a second the database takes.

Each is what a public form does first: one attempt counted by the rate limiter (insert, update and read in one
transaction). In a file of its own, or in the database that DATABASE_URL names, whose counters are deleted afterwards.
Prints transactions a second, the slowest of all, and how many failed.
"""

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any


def write(number: int, count: int) -> tuple[float, int]:
    """`count` attempts in this process; the slowest in seconds, and how many raised."""
    import django

    django.setup()
    from django.db import DatabaseError

    from home.rate_limit import Limit, allow

    slowest, failed = 0.0, 0
    for attempt in range(count):
        began = time.perf_counter()
        try:
            allow(f"benchmark {number} {attempt}", Limit(1, timedelta(hours=1)), now=datetime.now(UTC))
        except DatabaseError:
            failed += 1
        slowest = max(slowest, time.perf_counter() - began)
    return slowest, failed


def measure(processes: int, count: int) -> dict[str, Any]:
    with get_context("spawn").Pool(processes) as pool:
        pool.starmap(write, [(number, 1) for number in range(processes)])  # connected, and code loaded
        began = time.perf_counter()
        results = pool.starmap(write, [(number, count) for number in range(processes)], chunksize=1)
        took = time.perf_counter() - began
    return {
        "processes": processes,
        "transactions a second": round(processes * count / took),
        "slowest in ms": round(1000 * max(slowest for slowest, _failed in results)),
        "failed": sum(failed for _slowest, failed in results),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_VAR_DIR": folder}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from home.models import RateCounter

        call_command("migrate", verbosity=0)
        vendor = connection.vendor
        connection.close()
        for processes in options.processes:
            result = {"database": vendor, **measure(processes, options.count), "load": os.getloadavg()[0]}
            print(json.dumps(result))  # noqa: T201  what it is for
        RateCounter.objects.all().delete()
        connection.close()
