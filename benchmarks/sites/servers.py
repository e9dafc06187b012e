"""Gunicorn servers with the portal's settings and two workers, measured with wrk and /proc."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS, START = 8, 60  # seconds
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass
class LoadResult:
    rate: float  # requests a second
    percentile: float  # the 99th, in ms
    processor: float  # ms a request


def pss(pid: int) -> float:
    """The process's own memory, and its part of what it shares, in MB."""
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0


@dataclass
class Server:
    address: str
    pid: int

    def wrk(self, seconds: int) -> LoadResult:
        before = self.processor_time()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br"]
        output = subprocess.run([*command, self.address], check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in output:
            raise RuntimeError(output)
        found = re.search(r"99%\s+([\d.]+)(us|ms|s).* (\d+) requests in.*Requests/sec:\s+([\d.]+)", output, re.DOTALL)
        value, unit, count, rate = found.groups()  # type: ignore[union-attr]
        used = 1000 * (self.processor_time() - before)
        return LoadResult(float(rate), float(value) * UNITS[unit], used / int(count))

    def workers(self) -> list[int]:
        listed = subprocess.run(
            ["ps", "--ppid", str(self.pid), "-o", "pid="], check=True, capture_output=True, text=True
        )
        return [int(line) for line in listed.stdout.split()]

    def processor_time(self) -> float:
        """Seconds that the workers have used so far."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers()]
        return sum(int(row[11]) + int(row[12]) for row in stats) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The most that one worker holds, in MB; what the workers share counts for each."""
        found = [re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in self.workers()]
        return max(int(one[1]) for one in found if one) / 1024

    def pss(self) -> float:
        """What all its processes hold, in MB; what they share counts once."""
        return sum(map(pss, [self.pid, *self.workers()]))

    def body(self) -> bytes:
        asked = urllib.request.Request(self.address, headers={"Accept-Encoding": "br"})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            return answer.read()


GUNICORN = ("gunicorn", "--config", "python:portal.gunicorn", "--log-level", "warning")


@contextmanager
def gunicorn(
    application: str, path: str = "/", *, folder: Path = ROOT, program: tuple[str, ...] = GUNICORN, **variables: str
) -> Iterator[Server]:
    """Serve a WSGI application from `folder`; the server is asked for `path`. `program` may be another web server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    chosen = {"PORT": port, "WEB_CONCURRENCY": "2", "LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT)}
    command = [str(Path(sys.executable).parent / program[0]), *(part.format(port=port) for part in program[1:])]
    process = subprocess.Popen([*command, application], cwd=folder, env=os.environ | chosen | variables)
    try:
        server = Server(f"http://127.0.0.1:{port}{path}", process.pid)
        deadline = time.monotonic() + START
        while not answers(server):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{application} does not start: {shlex.join(command)}")
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait()


def answers(server: Server) -> bool:
    try:
        return bool(server.body())
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False
