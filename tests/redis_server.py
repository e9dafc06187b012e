"""A Redis server for tests."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

PATIENCE = 60  # seconds


class RedisServer:
    """On a socket in `folder`. It can be stopped and started again, and keeps its data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "redis.sock"
        self.url = f"unix://{self.path}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(self.path), "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while not self.answers() and time.monotonic() < deadline:
            time.sleep(0.05)

    def answers(self) -> bool:
        """Returns when the data has been loaded."""
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except RedisError:
            return False

    def save(self) -> None:
        with Redis.from_url(self.url) as client:
            client.save()

    def stop(self) -> None:
        self.save()
        self.end()

    def crash(self) -> None:
        """Data since the last save is lost."""
        self.process.kill()
        self.process.wait()

    def hang(self) -> None:
        """It accepts connections but never answers."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        self.go_on()
        self.process.terminate()
        self.process.wait()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis server on a socket in `folder`; yields its address."""
    server = RedisServer(folder)
    server.start()
    try:
        yield server.url
    finally:
        server.end()
