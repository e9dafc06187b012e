"""The supervisor with real child processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal import orphans, supervisor
from tests.portal.test_private_files import open_to_others

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[2]
# Writes its process id, then waits; prints a message on SIGTERM.
CHILD = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path(sys.argv[1]).with_suffix(".end").write_text("ended")
    sys.exit()
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "a") as file:
    file.write(f"{__import__('os').getpid()}\\n")
time.sleep(60)
"""


def until(condition: Callable[[], object], seconds: float = 60) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "child.py").write_text(CHILD)
    (tmp_path / "Procfile").write_text(
        f"# two of them\nweb: python {tmp_path}/child.py {tmp_path}/web\n"
        f"worker: python {tmp_path}/child.py {tmp_path}/worker\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.supervisor", str(tmp_path / "Procfile")],
        cwd=ROOT,
        env=os.environ | {"PORTAL_VAR_DIR": str(tmp_path)},
        start_new_session=True,
        umask=0o022,
    )
    until(lambda: pids(tmp_path / "web") and pids(tmp_path / "worker"))
    yield process
    process.kill()
    process.wait()
    for pid in pids(tmp_path / "web") + pids(tmp_path / "worker"):
        if not gone(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_killed_process_is_started_again_and_the_other_left_alone(supervised, tmp_path):
    os.kill(pids(tmp_path / "web")[0], signal.SIGKILL)

    until(lambda: len(pids(tmp_path / "web")) == 2)
    assert not gone(pids(tmp_path / "web")[1])
    assert len(pids(tmp_path / "worker")) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both_in_order(supervised, tmp_path, number):
    supervised.send_signal(number)

    assert supervised.wait(timeout=60) == 0
    assert (tmp_path / "web.end").exists()
    assert (tmp_path / "worker.end").exists()
    assert gone(pids(tmp_path / "web")[0])
    assert gone(pids(tmp_path / "worker")[0])


@pytest.fixture(autouse=True)
def own_notes(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR_DIR", str(tmp_path))


def test_what_a_killed_supervisor_left_is_ended_by_the_next_start_which_says_so(supervised, tmp_path):
    """Not while the supervisor runs, nor another process that has got the number of one that is gone."""
    told: list[str] = []
    orphans.end_all(told.append)
    assert told == []
    supervised.kill()
    supervised.wait()
    web, worker = pids(tmp_path / "web")[0], pids(tmp_path / "worker")[0]
    row = tmp_path / "processes" / f"{web}.json"
    row.write_text(row.read_text().replace(f'"began": "{orphans.began(web)}"', '"began": "1"'))

    orphans.end_all(told.append)

    assert told == [f"Ended worker (process {worker}), which a killed run of this portal had left."]
    assert (gone(web), orphans.began(worker)) == (False, "")
    assert (tmp_path / "worker.end").exists() and not list((tmp_path / "processes").iterdir())
    orphans.end_all(told.append)
    assert len(told) == 1


def test_its_notes_are_for_their_owner_alone(supervised, tmp_path):
    until(lambda: len(list((tmp_path / "processes").iterdir())) == 2)
    assert open_to_others(tmp_path / "processes") == []


def test_a_supervisor_that_ends_in_order_leaves_no_note(supervised, tmp_path):
    until(lambda: len(list((tmp_path / "processes").iterdir())) == 2)
    supervised.terminate()
    supervised.wait(timeout=60)
    assert list((tmp_path / "processes").iterdir()) == []


def test_a_process_that_does_not_end_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = supervisor.Process("deaf", [sys.executable, "-c", deaf])
    process.child = subprocess.Popen(process.command, stdout=subprocess.PIPE)
    process.child.stdout.read(1)

    supervisor.Supervisor([process]).end()

    assert process.child.returncode == -signal.SIGKILL
    process.child.stdout.close()


def test_the_pause_grows_while_a_process_keeps_failing(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    process = supervisor.Process("web", [sys.executable, "-c", "raise SystemExit(3)"])

    pauses = []
    for _ in range(8):
        process.tend()
        process.child.wait()
        process.tend()
        pauses.append(process.due - now[0])
        now[0] = process.due

    assert pauses == [0, 1, 2, 4, 8, 16, 30, 30]


def test_the_pause_is_forgotten_once_a_process_stayed_up(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    process = supervisor.Process("web", [sys.executable, "-c", ""])
    process.pause = 16.0

    process.tend()
    process.child.wait()
    now[0] += supervisor.STEADY
    process.tend()

    assert process.due == now[0]


def test_a_program_that_does_not_exist_is_tried_again_with_pauses():
    process = supervisor.Process("web", ["/does/not/exist"])

    process.tend()
    process.tend()

    assert process.child is None
    assert process.due > time.monotonic()
