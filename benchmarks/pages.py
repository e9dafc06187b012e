"""`python -m benchmarks.pages`: CPU milliseconds and queries of each uncached page, with 60 sessions and speakers.

In one process, without a server; a bare Django view beside it, so that the figures can be compared on any machine.
"""

import statistics
import sys
import time
from dataclasses import asdict

from benchmarks.event_site import empty_portal, fill, tell

TURNS = 15


def cost(path: str) -> tuple[float, int, int]:
    """Median CPU in ms, queries and bytes of a page that no cache has."""
    from django.db import connection
    from django.test import Client

    client, times, queries = Client(), [], []
    client.get(path)
    with connection.execute_wrapper(lambda execute, *args: queries.append(args[0]) or execute(*args)):
        client.get(path, {"turn": "counted"})
    body = b""
    for turn in range(TURNS):
        began = time.process_time()
        response = client.get(path, {"turn": turn})
        body = response.content
        times.append(time.process_time() - began)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
    return statistics.median(times) * 1000, len(queries), len(body)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with empty_portal():
        for name, path in asdict(fill(count)).items():
            milliseconds, queries, size = cost(path)
            tell(f"{name:10} {milliseconds:6.1f} ms CPU {queries:4} queries {size:8,} bytes")


if __name__ == "__main__":
    main()
