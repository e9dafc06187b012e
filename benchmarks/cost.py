"""The cost of rendering a page. Uses Django only, so that it also works for other projects."""

import gzip
import statistics
import time
from dataclasses import dataclass
from typing import Any

TURNS = 15


@dataclass
class Cost:
    milliseconds: float  # of processor time
    queries: int
    compressed: int  # bytes

    def __str__(self) -> str:
        return f"{self.queries} queries, {self.compressed / 1000:.1f} kB gzip"


def cost(path: str, headers: dict[str, str] | None = None, **query: Any) -> Cost:
    """The median of anonymous requests after a first one, each with a port of its own, so from no page cache."""
    from django.db import connection
    from django.test import Client

    client, times, queries, body = Client(headers=headers), [], [], b""
    client.get(path, query)
    with connection.execute_wrapper(lambda execute, *args: queries.append(args[0]) or execute(*args)):
        client.get(path, query, headers={"host": "testserver:8001"})
    for turn in range(TURNS):
        began = time.process_time()
        response = client.get(path, query, headers={"host": f"testserver:{9000 + turn}"})
        body = response.content
        times.append(time.process_time() - began)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
    return Cost(statistics.median(times) * 1000, len(queries), len(gzip.compress(body, 6)))
