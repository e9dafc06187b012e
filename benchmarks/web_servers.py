"""`python -m benchmarks.web_servers [seconds]`: the portal's web server beside others, with one kept page.

gunicorn's own threads, and granian if it is in the environment (`.venv/bin/pip install granian`; the portal does not
need it). Two processes each; wrk requests them in turn, ROUNDS times, and all figures but the last are medians. Then
each is asked while CONNECTIONS clients send a byte a second (tests.slow_clients); the slowest answer from the fourth
second on counts. The ratios are to the portal's own.
"""

import asyncio
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from urllib.parse import urlsplit

from benchmarks.report import Figure, Row, table
from benchmarks.serving import medians
from benchmarks.sites.event_site import empty_portal, fill
from benchmarks.sites.servers import GUNICORN, Server, gunicorn
from tests import slow_clients

ROUNDS, CONNECTIONS, SLOW_SECONDS = 3, 300, 12
FORM = "/en/subscription/"  # reads its body before anything is checked
PORTAL = "gunicorn and waitress (the portal's)"
PROGRAMS = {PORTAL: GUNICORN, "gunicorn's threads": (*GUNICORN, "--worker-class", "gthread")}
GRANIAN = ("granian", "--interface", "wsgi", "--port", "{port}", "--workers", "2", "--blocking-threads", "4")


def slowest_answer(server: Server) -> float:
    parts = urlsplit(server.address)
    portal = slow_clients.Portal(parts.hostname or "", parts.port or 80, parts.netloc)
    wanted = {"connections": CONNECTIONS, "seconds": SLOW_SECONDS, "page": parts.path, "form": FORM}
    return asyncio.run(slow_clients.measure(portal, **wanted))


def measure(seconds: int) -> Iterator[Row]:
    programs = PROGRAMS | ({"granian": (*GRANIAN, "--no-ws", "--no-log")} if find_spec("granian") else {})
    with empty_portal(REDIS_URL=""), ExitStack() as stack:
        path = fill().call
        servers = {
            name: stack.enter_context(gunicorn("portal.wsgi:application", path, program=program, LOG_LEVEL="ERROR"))
            for name, program in programs.items()
        }
        for server in servers.values():
            server.wrk(1)
        turns = [{name: server.wrk(seconds) for name, server in servers.items()} for _round in range(ROUNDS)]
        for name, server in servers.items():
            found, ratio = medians(turns, name), medians(turns, name, to=PORTAL)
            yield Row(
                f"{name}, requests a second", Figure(found.rate), "", ratio.rate, also=f"PSS {server.pss():.0f} MB"
            )
            yield Row(f"{name}, 99th percentile", Figure(found.percentile, "ms"), "", ratio.percentile)
            yield Row(f"{name}, CPU a request", Figure(found.processor, "ms"), "", ratio.processor)
            yield Row(f"{name}, with slow clients", Figure(slowest_answer(server), "s"), aim="< 1 s")


if __name__ == "__main__":
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (apt install wrk).")
    table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
