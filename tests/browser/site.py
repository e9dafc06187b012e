"""The whole portal as `make run` serves it: production settings, web server and worker, the demo in both languages."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.database import copy_sqlite

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "browser-tests-only"
PATIENCE = 300  # seconds until a server must answer


class Site:
    """`folder` keeps database and uploads of this run, and collected static files from one run to the next.

    `variables` are environment variables for this portal only.
    """

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PORTAL_VAR_DIR": str(folder),
            "SECRET_KEY": "browser-tests-only",
            "DEMO_PASSWORD": PASSWORD,
            "LOG_LEVEL": "WARNING",
            "WEB_CONCURRENCY": "1",
            **variables,
        }

    @property
    def prepared(self) -> Path:
        """A copy of the migrated database, made before anything ran on it."""
        return self.folder / "prepared.sqlite3"

    def prepare(self, migrated: str) -> None:
        """Load the demo into a copy of the SQLite database `migrated`, or from nothing where that is empty."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if path.is_dir() and path.name != "static":
                shutil.rmtree(path)
            elif path.is_file():
                path.unlink()
        if migrated:
            copy_sqlite(migrated, self.folder / "portal.sqlite3")
        self.manage("prepare")
        copy_sqlite(str(self.folder / "portal.sqlite3"), self.prepared)

    def manage(self, *arguments: str) -> None:
        """Run a management command in the portal; AssertionError with its output when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr

    @contextmanager
    def serve(self, at: str = "") -> Iterator[str]:
        """Web server and worker, yielding the address without the last slash; `at` freezes the portal, as AT= does."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = str(listener.getsockname()[1])
        environment = self.environment | {"PORT": port, "PORTAL_AT": at}
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.supervisor", "Procfile"], cwd=ROOT, env=environment, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/healthz", process)
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")
