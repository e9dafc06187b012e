"""What leaves for a Sentry-compatible service when a private page fails, received by a server of the test."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli

UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
ROOT = Path(__file__).resolve().parents[2]
PRIVATE = {
    "body": "ana@example.org",
    "token": "Tm93SGVyZUlzQVRva2Vu.abc-DEF_123456789",
    "query": "searched-for-this",
    "cookie": "session-of-somebody",
    "client": "198.51.100.7",
    "local variable": "only in a variable",
    "breadcrumb": "said before",
    "log argument": "argument of a log line",
    "text of the error": "Key (email)=(eva@example.org) already exists",
}

FAIL = """
import logging
from unittest import mock
import django
django.setup()
from django.test import Client
PRIVATE = {private!r}

def fail(*args):
    variable = PRIVATE["local variable"]
    logging.getLogger("portal").warning(PRIVATE["breadcrumb"])
    logging.getLogger("portal").error("could not write to %s", PRIVATE["log argument"])
    raise LookupError(PRIVATE["text of the error"])

client = Client(raise_request_exception=False, headers={{"Cookie": "login=" + PRIVATE["cookie"]}})
with mock.patch("home.newsletter.tokens.read_token", fail):
    path = f"/en/subscription/confirm/{{PRIVATE['token']}}/?q={{PRIVATE['query']}}"
    answer = client.post(path, {{"address": PRIVATE["body"]}}, REMOTE_ADDR=PRIVATE["client"])
print("status", answer.status_code, "id", answer.headers.get("X-Request-ID"))
"""


@contextmanager
def service() -> Iterator[tuple[str, list[str]]]:
    """A DSN, and the texts of the envelopes that arrive there."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(UNPACKED[self.headers["Content-Encoding"]](body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://key@127.0.0.1:{server.server_port}/1", received
    finally:
        server.shutdown()
        server.server_close()


def fail(dsn: str, folder: Path) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": "",
        "PORTAL_VAR_DIR": str(folder),
        "PORTAL_ENV_FILE": str(folder / "none"),
        "SENTRY_DSN": dsn,
    }
    command = [sys.executable, "-c", FAIL.format(private=PRIVATE)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_reports_hold_nothing_of_a_person(tmp_path):
    with service() as (dsn, received):
        said = fail(dsn, tmp_path)
    request_id = said.split("id ")[1].strip()
    assert said.startswith("status 50")  # 503 where the error page finds no database
    events = [json.loads(line) for text in received for line in text.splitlines() if '"exception"' in line]
    errors = [each for event in events for each in event["exception"]["values"]]
    assert "LookupError" in {each["type"] for each in errors}
    assert {event.get("tags", {}).get("request_id") for event in events} == {request_id}
    assert any(event.get("logentry", {}).get("message") == "could not write to %s" for event in events)
    assert any(event["transaction"] == "/en/subscription/confirm/{token}/" for event in events)
    frames = [
        frame for event in events for each in event["exception"]["values"] for frame in each["stacktrace"]["frames"]
    ]
    assert any(frame["function"] == "confirm" and frame["module"] == "home.newsletter.views" for frame in frames)
    whole = "\n".join(received)
    assert [name for name, text in PRIVATE.items() if text in whole] == []


def test_without_a_dsn_nothing_is_loaded():
    import_only = "import django, sys; django.setup(); print('sentry_sdk' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "SENTRY_DSN": ""}
    done = subprocess.run(
        [sys.executable, "-c", import_only], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
