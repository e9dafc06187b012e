"""`python -m benchmarks.serving [seconds]`: a kept page, a bare Django view of the same bytes, and a Wagtail site.

Each in its own gunicorn with two workers; wrk requests them in turn, for some seconds each, ROUNDS times. The ratios
are to the bare view in the same round; all figures are medians. If redis-server is installed, the portal is also
measured with it. On a busy machine only the processor time is reliable.
"""

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal, fill
from benchmarks.sites.servers import LoadResult, Server, gunicorn
from benchmarks.sites.wagtail_site import wagtail_site
from tests.redis_server import redis

ROUNDS = 5
BARE, KEPT, REDIS = "bare Django view", "portal, kept page", "portal, kept page, with Redis"
STOCK, STOCK_CACHED = "`wagtail start`, home page", "`wagtail start`, home page, Django's page cache"
AIMS = {KEPT: ("≥ 0.8", "≤ 2"), REDIS: ("≥ 0.6", "≤ 2")}


def serve(folder: Path, stack: ExitStack) -> dict[str, Server]:
    path = fill().call
    kept = stack.enter_context(gunicorn("portal.wsgi", path, REDIS_URL=""))
    body = folder / "body"
    body.write_bytes(kept.body())
    servers = {
        BARE: stack.enter_context(gunicorn("benchmarks.sites.bare", BARE_BODY=str(body))),
        KEPT: kept,
        STOCK: stack.enter_context(wagtail_site(folder / "stock")),
        STOCK_CACHED: stack.enter_context(wagtail_site(folder / "stock-cached", cached=True)),
    }
    if shutil.which("redis-server"):
        address = stack.enter_context(redis(folder))
        servers[REDIS] = stack.enter_context(gunicorn("portal.wsgi", path, REDIS_URL=address))
    return servers


def measure(seconds: int) -> Iterator[Row]:
    with empty_portal() as folder, ExitStack() as stack:
        servers = serve(folder, stack)
        for server in servers.values():
            server.wrk(1)
        turns = [{name: server.wrk(seconds) for name, server in servers.items()} for _round in range(ROUNDS)]
        for name, server in servers.items():
            found, ratio = medians(turns, name), medians(turns, name, to=BARE)
            aim, aim_of_percentile = AIMS.get(name, ("", ""))
            yield Row(
                f"{name}, requests a second", Figure(found.rate), "bare", ratio.rate, aim,
                f"{len(server.body()):,} bytes; a worker holds {server.memory():.0f} MB",
            )  # fmt: skip
            yield Row(
                f"{name}, 99th percentile", Figure(found.percentile, "ms"), "bare", ratio.percentile, aim_of_percentile
            )
            yield Row(f"{name}, CPU a request", Figure(found.processor, "ms"), "bare", ratio.processor)


def medians(turns: list[dict[str, LoadResult]], name: str, *, to: str = "") -> LoadResult:
    """The median of each figure, or of its ratios to those of another server in the same round."""

    def values(figure: str) -> Iterator[float]:
        for turn in turns:
            yield getattr(turn[name], figure) / (getattr(turn[to], figure) if to else 1)

    return LoadResult(*(statistics.median(values(figure)) for figure in ("rate", "percentile", "processor")))


if __name__ == "__main__":
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (apt install wrk).")
    table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
