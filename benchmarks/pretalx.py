"""`python -m benchmarks.pretalx`: uncached pages compared with those of pretalx, with an event of the same size.

On request only: installs pretalx from the package index into var/bench, with the Python 3.13 that NEXT_PYTHON names;
needs redis-server, as pretalx does. Both on SQLite, both requested with Django's test client; pretalx's programme
without its script, which would fetch the sessions.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, cost
from benchmarks.report import Figure, Row, compared, table
from benchmarks.sites.event_site import empty_portal, fill
from tests.redis_server import redis

ROOT = Path(__file__).resolve().parents[1]
VERSION = "2026.2.1"
AIMS = {"home": 0.7, "call": 0.7, "session": 0.33, "speaker": 0.33, "speakers": 0.25, "programme": 0.25}
CONFIGURATION = """
[filesystem]
data = {folder}
[site]
debug = False
url = http://testserver
secret = only-for-benchmarks
[database]
backend = sqlite3
name = {folder}/db.sqlite3
[redis]
location = {redis}
"""


def installed() -> Path:
    """pretalx's own Python."""
    place = ROOT / "var/bench" / f"pretalx-{VERSION}"
    python = place / "bin/python"
    if not python.exists():
        subprocess.run([os.environ.get("NEXT_PYTHON", "python3.13"), "-m", "venv", place], check=True)
    uv = [Path(sys.executable).parent / "uv", "pip", "install", "--quiet", "--python", python, f"pretalx=={VERSION}"]
    subprocess.run(uv, check=True)
    return python


def theirs(python: Path) -> dict[str, Cost]:
    with TemporaryDirectory(prefix="portal-benchmark-") as folder, redis(Path(folder)) as address:
        configuration = Path(folder) / "pretalx.cfg"
        configuration.write_text(CONFIGURATION.format(folder=folder, redis=address))
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PRETALX_CONFIG_FILE": str(configuration),
            "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        }
        for command in ("migrate", "rebuild"):
            subprocess.run(
                [python, "-m", "pretalx", command], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        program = [python, "-m", "benchmarks.sites.pretalx_event"]
        output = subprocess.run(program, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE).stdout
    return {name: Cost(**found) for name, found in json.loads(output.splitlines()[-1]).items()}


def measure() -> Iterator[Row]:
    peer = theirs(installed())
    with empty_portal():
        for name, address in asdict(fill()).items():
            found, other = cost(address), peer[name]
            yield compared(
                f"{name}, CPU", Figure(found.milliseconds, "ms"), f"pretalx {VERSION}",
                Figure(other.milliseconds, "ms"), f"≤ {AIMS[name]}", f"{found}; pretalx {other}",
            )  # fmt: skip
    served = peer["programme as served"]
    yield Row(
        "pretalx's programme as served, without a session in it", Figure(served.milliseconds, "ms"), also=str(served)
    )


if __name__ == "__main__":
    table(measure())
