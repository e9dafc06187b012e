"""A Redis server for tests."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis server on a socket in `folder`; yields its address."""
    path = folder / "redis.sock"
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"unix://{path}"
    finally:
        server.terminate()
        server.wait()
