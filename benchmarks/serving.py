"""`python -m benchmarks.serving [seconds]`: a kept page against a bare Django view of the same bytes, in turn.

Both in a gunicorn of their own with the portal's settings, two workers and as many threads; wrk asks each for some
seconds, ROUNDS times in turn. With REDIS_URL set the portal keeps its pages there too. Prints the median requests a
second, the 99th percentile, the ratio of both, and the memory of a worker.
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


def wrk(url: str, seconds: int) -> tuple[float, float]:
    """Requests a second, and the 99th percentile in ms."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(output)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))  # type: ignore[union-attr]
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()  # type: ignore[union-attr]
    return rate, float(value) * UNITS[unit]


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
        found: dict[str, list[tuple[float, float]]] = {"bare": [], "kept": []}
        with gunicorn("benchmarks.bare", BARE_BODY=str(body)) as (bare, _pid):
            for address in (bare, url):
                wrk(address, 1)
            for _round in range(ROUNDS):
                found["bare"].append(wrk(bare, seconds))
                found["kept"].append(wrk(url, seconds))
        load = os.getloadavg()[0]
        tell(
            f"{body.stat().st_size:,} bytes, {'Redis' if os.environ.get('REDIS_URL') else 'no Redis'}, load {load:.1f}"
        )
        for name, turns in found.items():
            rate, worst = (statistics.median(values) for values in zip(*turns, strict=True))
            tell(f"{name}: {rate:,.0f} requests/s, 99 % within {worst:.1f} ms")
        ratios = [kept[0] / bare[0] for bare, kept in zip(found["bare"], found["kept"], strict=True)]
        slower = [kept[1] / bare[1] for bare, kept in zip(found["bare"], found["kept"], strict=True)]
        tell(f"ratio {statistics.median(ratios):.2f}, of the 99th percentile {statistics.median(slower):.2f}")
        tell(f"a worker holds {memory(pid):.0f} MB")


if __name__ == "__main__":
    main()
