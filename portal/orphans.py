"""Processes that outlive a supervisor that was killed: noted while they run, and ended by the next `make run`.

A process is known by its number and by when it began, since numbers are used again. On systems without /proc nothing is
noted.
"""

import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

GRACE = 15.0  # seconds between SIGTERM and SIGKILL
ROOT = Path(__file__).resolve().parents[1]


def folder() -> Path:
    return Path(os.environ.get("PORTAL_VAR_DIR") or ROOT / "var") / "processes"


def began(pid: int) -> str:
    """When a process began, in the clock's own ticks; empty where there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    state, *fields = stat.rpartition(") ")[2].split()
    return "" if state == "Z" else fields[18]  # proc_pid_stat(5): field 22, starttime


def note(name: str, pid: int) -> None:
    mine = os.getpid()
    if began(pid):
        folder().mkdir(parents=True, exist_ok=True)
        row = {"name": name, "pid": pid, "began": began(pid), "parent": mine, "parent_began": began(mine)}
        (folder() / f"{pid}.json").write_text(json.dumps(row))


def forget(pid: int) -> None:
    (folder() / f"{pid}.json").unlink(missing_ok=True)


def end_all(tell: Callable[[str], object]) -> None:
    """End those whose supervisor is gone, and say so. Those of one that runs are left alone."""
    for path in sorted(folder().glob("*.json")):
        row = json.loads(path.read_text())
        if began(row["parent"]) == row["parent_began"]:
            continue
        if began(row["pid"]) == row["began"]:
            end(row["pid"], row["began"])
            tell(f"Ended {row['name']} (process {row['pid']}), which a killed run of this portal had left.")
        path.unlink(missing_ok=True)


def end(pid: int, since: str) -> None:
    patience = time.monotonic() + GRACE
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        while began(pid) == since:
            if time.monotonic() > patience:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)
