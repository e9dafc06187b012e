"""`python -m portal.supervisor Procfile`: keep every process of a Procfile running, on one machine.

A process that ends is started again: at once the first time, then after a pause that doubles up to PAUSE_MAX, until one
has stayed up for STEADY. SIGTERM or SIGINT ends them all: with SIGTERM first, with SIGKILL after GRACE or at the second
signal. (honcho ends everything when one process ends; circus and supervisor are services with files of their own.)
"""

import logging
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from portal import orphans

logger = logging.getLogger("portal.supervisor")

# In seconds.
TICK = 0.2
STEADY = 10.0
PAUSE_MAX = 30.0
GRACE = 15.0


class Process:
    """One line of the Procfile and the child process that runs it now."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.child: subprocess.Popen[bytes] | None = None
        self.started = self.due = self.pause = 0.0

    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def tend(self) -> None:
        """Start the child when it is due; when it has ended, decide when it is due again."""
        now = time.monotonic()
        if self.child is None and now >= self.due:
            try:
                # A session of its own: Ctrl-C reaches the supervisor alone, which then ends every child in order.
                self.child, self.started = subprocess.Popen(self.command, start_new_session=True), now
                orphans.note(self.name, self.child.pid)
            except OSError as error:
                self.postpone(str(error))
        elif self.child is not None and not self.running():
            orphans.forget(self.child.pid)
            if now - self.started >= STEADY:
                self.pause = 0.0
            self.postpone(f"ended with status {self.child.returncode}")

    def postpone(self, reason: str) -> None:
        logger.error("%s: %s; starts again in %g s", self.name, reason, self.pause)
        self.child, self.due = None, time.monotonic() + self.pause
        self.pause = min(max(1.0, self.pause * 2), PAUSE_MAX)

    def signal(self, number: int) -> None:
        if self.child is not None:
            self.child.send_signal(number)  # nothing happens when it has ended


class Supervisor:
    """Runs until a signal says stop."""

    def __init__(self, processes: list[Process]) -> None:
        self.processes = processes
        self.signals = 0

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        while not self.signals:
            for process in self.processes:
                process.tend()
            time.sleep(TICK)
        self.end()

    def _note_signal(self, *args: object) -> None:
        self.signals += 1

    def end(self) -> None:
        for process in self.processes:
            process.signal(signal.SIGTERM)
        patience = time.monotonic() + GRACE
        while any(process.running() for process in self.processes):
            if self.signals > 1 or time.monotonic() > patience:
                for process in self.processes:
                    process.signal(signal.SIGKILL)
            time.sleep(TICK)
        for process in self.processes:
            if process.child is not None:
                orphans.forget(process.child.pid)


def read_procfile(path: Path) -> list[Process]:
    """The processes that the `name: command` lines of a Procfile name."""
    lines = [line.partition(":") for line in path.read_text().splitlines() if line.strip() and line[0] != "#"]
    return [Process(name.strip(), shlex.split(command)) for name, _, command in lines]


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    os.umask(0o077)  # as in portal.settings.environment, which is not loaded here
    # The programs of this environment are found first, also when it has not been activated.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    Supervisor(read_procfile(Path(sys.argv[1]))).run()
