"""`python -m benchmarks.flood [addresses]`: the speed of a kept page before and after a flood of different addresses.

One gunicorn with two workers, without Redis. Each address of the flood is asked for once: searches, filters, pages
that do not exist, names that no page reads. The kept page and a bare Django view are asked in turn, so that ratios
hold on a busy machine too; all figures are medians. The second flood shows whether memory goes on growing.
"""

import shutil
import statistics
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import Paths, empty_portal, fill
from benchmarks.sites.servers import Server, gunicorn

ADDRESSES, ROUNDS, SECONDS, CLIENTS = 10_000, 5, 3, 8


def addresses(paths: Paths, *, first: int, count: int) -> Iterator[str]:
    kinds = (
        "/en/search/?q=word{}", "/en/nowhere-{}/", f"{paths.programme}?theme=theme-{{}}", f"{paths.speakers}?page={{}}",
        f"{paths.call}?utm_source={{}}",
    )  # fmt: skip
    for number in range(first, first + count):
        yield kinds[number % len(kinds)].format(number)


def flood(server: Server, paths: Paths, *, first: int, count: int) -> None:
    root = server.address.removesuffix(urlsplit(server.address).path)

    def ask(path: str) -> None:
        try:
            urllib.request.urlopen(f"{root}{path}", timeout=60).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise

    with ThreadPoolExecutor(CLIENTS) as pool:
        for _done in pool.map(ask, addresses(paths, first=first, count=count)):
            pass


def speed(server: Server, bare: Server) -> tuple[float, float]:
    """Requests a second, and as a part of the bare view's."""
    rates = [(server.wrk(SECONDS).rate, bare.wrk(SECONDS).rate) for _round in range(ROUNDS)]
    return statistics.median(one for one, _two in rates), statistics.median(one / two for one, two in rates)


def measure(count: int) -> Iterator[Row]:
    with empty_portal() as folder, ExitStack() as stack:
        paths = fill()
        server = stack.enter_context(gunicorn("portal.wsgi", paths.call, REDIS_URL=""))
        body = folder / "body"
        body.write_bytes(server.body())
        bare = stack.enter_context(gunicorn("benchmarks.sites.bare", BARE_BODY=str(body)))
        server.wrk(1)
        rate, before = speed(server, bare)
        yield Row(
            "kept page, requests a second", Figure(rate), "bare", before, "", f"{server.memory():.0f} MB a worker"
        )
        for time in range(2):
            flood(server, paths, first=time * count, count=count)
            held = f"{server.memory():.0f} MB a worker"
            server.wrk(1)
            rate, after = speed(server, bare)
            yield Row(f"after {(time + 1) * count:,} addresses", Figure(rate), "before", after / before, "≥ 0.8", held)


if __name__ == "__main__":
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (apt install wrk).")
    table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ADDRESSES))
