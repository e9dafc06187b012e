"""The web server as `make run` starts it: slow clients, large bodies, who the client is, and how it ends."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from django.db import connection

from tests.database import copy_sqlite

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for a start
BUSY = 3  # seconds that an answer may take while other tests use the machine; without them python -m tests.slow_clients
MEGABYTE = b"x" * 1_000_000


@dataclass
class Server:
    address: str
    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.settimeout(60)
        return connection


@contextmanager
def serve(application: str, folder: Path, **variables: str) -> Iterator[Server]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    own = {"PORT": str(port), "WEB_CONCURRENCY": "1", "PORTAL_VAR_DIR": str(folder), "LOG_LEVEL": "ERROR"}
    own |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "PORTAL_BASE_URL": "",
    }
    run: dict[str, Any] = {"cwd": ROOT, "env": os.environ | own | variables}
    command = [Path(sys.executable).parent / "gunicorn", "--config", "python:portal.gunicorn", application]
    server = Server(f"http://127.0.0.1:{port}", port, subprocess.Popen(command, **run), folder)
    try:
        until(server)
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def until(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(f"{server.address}/healthz", timeout=5)
        except requests.ConnectionError:
            assert time.monotonic() < deadline and server.process.poll() is None
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def portal(tmp_path_factory, django_db_setup) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("portal")
    if connection.vendor == "sqlite":
        copy_sqlite(connection.settings_dict["NAME"], folder / "portal.sqlite3")
    environment = os.environ | {"PORTAL_VAR_DIR": str(folder), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
    with serve("portal.wsgi", folder, MAX_REQUEST_MB="2") as server:
        requests.get(f"{server.address}/en/", timeout=60)
        yield server


@pytest.fixture(scope="module")
def echo(tmp_path_factory) -> Iterator[Server]:
    with serve("tests.portal.echo", tmp_path_factory.mktemp("echo")) as server:
        yield server


def test_slow_clients_leave_the_portal_to_others(portal):
    """Half of them drip headers, half the body of a form."""
    program = [sys.executable, "-m", "tests.slow_clients", portal.address, "--seconds", "8", "--limit", str(BUSY)]
    result = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert int(result.stdout.split(" connections were opened")[0].split()[-1]) >= 300


def test_forms_that_wait_for_a_write_lock_leave_the_portal_to_others(portal):
    """Eight forms, as many as two processes have threads for."""
    codes: list[int] = []

    def send() -> None:
        codes.append(requests.post(f"{portal.address}/en/subscription/", data={"address": "x"}, timeout=60).status_code)

    with closing(sqlite3.connect(portal.folder / "portal.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        forms = [threading.Thread(target=send) for _number in range(8)]
        for form in forms:
            form.start()
        time.sleep(2)
        for path in ("/healthz", "/en/", "/en/search/?q=open", "/en/"):
            assert requests.get(f"{portal.address}{path}", timeout=BUSY).status_code == 200, path
        assert codes == []
        database.execute("ROLLBACK")
    for form in forms:
        form.join()
    assert len(codes) == 8 and max(codes) < 500


def test_a_request_that_takes_too_long_to_arrive_is_given_up(portal):
    with portal.connect() as head, portal.connect() as body:
        head.sendall(b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        body.sendall(b"POST /en/subscription/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nemail=")
        began = time.monotonic()
        assert (head.recv(1), body.recv(1)) == (b"", b"")
    assert 15 < time.monotonic() - began < 50


def test_the_answer_to_head_has_no_body_which_would_begin_the_next_answer(echo):
    with echo.connect() as connection:
        asked = (
            "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        connection.sendall(asked.encode())
        answer = b"".join(iter(lambda: connection.recv(10_000), b"")).decode()
    head, second, body = answer.split("\r\n\r\n")
    assert "Content-Length: " in head and second.startswith("HTTP/1.1 200 OK")
    assert json.loads(body)["REQUEST_METHOD"] == "GET"


@pytest.mark.parametrize(("path", "words"), [("/en/subscription/", "up to 2 MB"), ("/es/subscription/", "hasta 2 MB")])
def test_a_body_over_the_limit_is_refused_before_it_is_read_and_in_words(portal, path, words):
    """A client that sends nothing before it has an answer gets one, and one that sends everything can read it."""
    for sent in (0, 8):
        with portal.connect() as connection:
            connection.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n".encode())
            for _time in range(sent):
                connection.sendall(MEGABYTE)
            connection.settimeout(BUSY)
            answer = b"".join(iter(lambda connection=connection: connection.recv(10_000), b"")).decode()
        assert answer.startswith("HTTP/1.1 413 ") and words in answer


def test_a_body_in_chunks_is_read_up_to_the_limit_only(portal):
    def chunks() -> Iterator[bytes]:
        for _number in range(50):
            taken.append(1)
            yield MEGABYTE
            time.sleep(0.05)

    taken: list[int] = []
    try:
        answered = requests.post(f"{portal.address}/en/subscription/", data=chunks(), timeout=60).status_code == 413
    except requests.ConnectionError:
        answered = False  # this client stops reading when it cannot send
    assert answered or len(taken) < 50


def test_the_largest_body_that_is_allowed_arrives(echo):
    answer = requests.post(f"{echo.address}/", data=MEGABYTE * 25, timeout=60).json()
    assert answer["read"] == 25_000_000
    assert requests.post(f"{echo.address}/", data=MEGABYTE * 25 + b"x", timeout=60).json()["read"] == 0


def test_nobody_can_write_the_headers_of_the_proxy(echo):
    """WSGI cannot tell X_Forwarded_For from X-Forwarded-For, so the server drops it."""
    given = {"X-Forwarded-For": "192.0.2.1", "X_Forwarded_For": "192.0.2.2", "X-Forwarded-Proto": "https"}
    answer = requests.get(f"{echo.address}/", headers=given, timeout=60).json()
    assert (answer["HTTP_X_FORWARDED_FOR"], answer["HTTP_X_FORWARDED_PROTO"]) == ("192.0.2.1", "https")
    assert answer["REMOTE_ADDR"] == "127.0.0.1"


def answered_after(number: int, server: Server) -> list[int]:
    """The status of an answer that takes 2 seconds, if the server gets a signal meanwhile."""
    answers: list[int] = []
    asking = threading.Thread(
        target=lambda: answers.append(requests.get(f"{server.address}/slow", timeout=60).status_code)
    )
    asking.start()
    time.sleep(0.5)
    server.process.send_signal(number)
    asking.join()
    return answers


def test_a_request_under_way_is_answered_while_the_process_is_replaced(echo):
    assert answered_after(signal.SIGHUP, echo) == [200]
    until(echo)


def test_a_request_under_way_is_answered_before_the_server_ends(tmp_path):
    with serve("tests.portal.echo", tmp_path) as server:
        assert answered_after(signal.SIGTERM, server) == [200]
        assert server.process.wait(timeout=60) == 0


def test_a_killed_process_is_replaced(echo):
    listed = subprocess.run(["ps", "--ppid", str(echo.process.pid), "-o", "pid="], capture_output=True, check=True)
    os.kill(int(listed.stdout), signal.SIGKILL)
    time.sleep(0.5)
    until(echo)
