"""`python -m benchmarks.memory [seconds]`: what the web server and the worker hold under load, on a machine of 1 GB.

The demo, the defaults of such a machine (one web process), READERS of all pages and of searches without a pause, a
publication every PUBLISHED seconds, and the worker's first jobs: it makes all pictures. PSS counts what processes share
once; the highest of all readings counts.
"""

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import StringIO
from itertools import count
from urllib.parse import urlsplit

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal
from benchmarks.sites.servers import ROOT, Server, gunicorn, pss

SECONDS, READERS, PUBLISHED = 120, 8, 5.0
AIM = 450  # MB


class Readers:
    """Ask for all pages again and again, and for a search in between."""

    def __init__(self, server: Server, paths: list[str]) -> None:
        self.root, self.paths = server.address.removesuffix(urlsplit(server.address).path), paths
        self.is_over = threading.Event()
        self.numbers = count()
        self.threads = [threading.Thread(target=self.read) for _number in range(READERS)]

    def read(self) -> None:
        while not self.is_over.is_set():
            number = next(self.numbers)
            path = f"/en/search/?q=circle+{number}" if number % 5 == 0 else self.paths[number % len(self.paths)]
            asked = urllib.request.Request(f"{self.root}{path}", headers={"Accept-Encoding": "gzip"})  # noqa: S310
            urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310


def measure(seconds: int) -> Iterator[Row]:
    with empty_portal(DEMO_PASSWORD="benchmark", WEB_CONCURRENCY="1", LOG_LEVEL="ERROR"):  # noqa: S106
        from django.core.management import call_command
        from wagtail.models import Page

        from home.caching import generation

        call_command("load_demo", verbosity=0, stdout=StringIO())
        paths = [url for page in Page.objects.live().public().filter(depth__gt=1).specific() if (url := page.get_url())]
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT)
        try:
            with gunicorn("portal.wsgi", "/en/", WEB_CONCURRENCY="1") as server:
                readers = Readers(server, paths)
                yield Row("web, idle", Figure(server.pss(), "MB"))
                yield Row("worker, idle", Figure(pss(worker.pid), "MB"))
                [thread.start() for thread in readers.threads]
                web, jobs, both, published = 0.0, 0.0, 0.0, 0.0
                deadline = time.monotonic() + seconds
                while time.monotonic() < deadline:
                    time.sleep(1)
                    now = server.pss(), pss(worker.pid)
                    web, jobs, both = max(web, now[0]), max(jobs, now[1]), max(both, sum(now))
                    if time.monotonic() > published + PUBLISHED:
                        published = time.monotonic()
                        generation.bump()
                readers.is_over.set()
                [thread.join() for thread in readers.threads]
                also = f"{next(readers.numbers):,} requests, {len(paths)} pages"
                yield Row("web, highest", Figure(web, "MB"), also=also)
                yield Row("worker, highest", Figure(jobs, "MB"))
                yield Row("web and worker, highest", Figure(both, "MB"), f"{AIM} MB", both / AIM, "≤ 1")
        finally:
            worker.terminate()
            worker.wait()


if __name__ == "__main__":
    table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
