"""`python -m benchmarks.serving [seconds]`: a kept page against a bare Django view of the same bytes, in turn.

Both in a gunicorn of their own with the portal's settings, two workers and as many threads; wrk asks each for some
seconds, ROUNDS times in turn. With REDIS_URL set the portal keeps its pages there too. Prints the medians of requests a
second, of the 99th percentile and of the processor time a request takes, their ratios, and the memory of a worker.
Beside other work the processor time is what to trust.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.event_site import empty_portal, fill, tell

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, CONNECTIONS = 5, 8
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@contextmanager
def gunicorn(application: str, **variables: str) -> Iterator[tuple[str, int]]:
    """Serve a WSGI application; yields its address and the process id."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    command = [Path(sys.executable).parent / "gunicorn", "--config", "python:portal.gunicorn", application]
    environment = os.environ | {"PORT": port, "WEB_CONCURRENCY": "2", "LOG_LEVEL": "WARNING"} | variables
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        for _attempt in range(300):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def wrk(url: str, seconds: int, server: int) -> tuple[float, float, float]:
    """Requests a second, the 99th percentile in ms, and the milliseconds of processor time a request took."""
    before = processor_time(server)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(output)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))  # type: ignore[union-attr]
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()  # type: ignore[union-attr]
    requests = int(re.search(r"(\d+) requests in", output).group(1))  # type: ignore[union-attr]
    return rate, float(value) * UNITS[unit], 1000 * (processor_time(server) - before) / requests


def workers(server: int) -> list[int]:
    listed = subprocess.run(["ps", "--ppid", str(server), "-o", "pid="], check=True, capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def processor_time(server: int) -> float:
    """Seconds that the workers of a gunicorn have used so far."""
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in workers(server)]
    return sum(int(row[11]) + int(row[12]) for row in stats) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """The most that one worker of a gunicorn holds, in MB; what the workers share counts for each."""
    listed = subprocess.run(["ps", "--ppid", str(pid), "-o", "rss="], check=True, capture_output=True, text=True)
    return max(int(line) for line in listed.stdout.split()) / 1024


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (apt install wrk).")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with empty_portal() as folder, gunicorn("portal.wsgi") as (portal, pid):
        url = f"{portal}{fill().call}"
        asked = urllib.request.Request(url, headers={"Accept-Encoding": "br"})  # noqa: S310
        body = folder / "body"
        body.write_bytes(urllib.request.urlopen(asked).read())  # noqa: S310
        found: dict[str, list[tuple[float, float, float]]] = {"bare": [], "kept": []}
        with gunicorn("benchmarks.bare", BARE_BODY=str(body)) as (bare, bare_pid):
            for address, server in ((bare, bare_pid), (url, pid)):
                wrk(address, 1, server)
            for _round in range(ROUNDS):
                found["bare"].append(wrk(bare, seconds, bare_pid))
                found["kept"].append(wrk(url, seconds, pid))
        load = os.getloadavg()[0]
        tell(
            f"{body.stat().st_size:,} bytes, {'Redis' if os.environ.get('REDIS_URL') else 'no Redis'}, load {load:.1f}"
        )
        for name, turns in found.items():
            rate, worst, cost = (statistics.median(values) for values in zip(*turns, strict=True))
            tell(f"{name}: {rate:,.0f} requests/s, 99 % within {worst:.1f} ms, {cost:.3f} ms of processor time each")
        pairs = list(zip(found["bare"], found["kept"], strict=True))
        rate, worst, cost = (statistics.median(kept[n] / bare[n] for bare, kept in pairs) for n in range(3))
        tell(f"ratio {rate:.2f}, of the 99th percentile {worst:.2f}, of processor time {cost:.2f}")
        tell(f"a worker holds {memory(pid):.0f} MB")


if __name__ == "__main__":
    main()
