"""The portal as processes: a web server and workers, of which some are killed, and a mail server that counts."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import requests

from portal.supervisor import read_procfile

ROOT = Path(__file__).resolve().parents[2]


class MailServer:
    """Accepts everything."""

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()  # by Message-ID

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.accepted[message["Message-ID"]] += 1
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A line of the Procfile, in a process group of its own."""

    def __init__(self, name: str, log: Path, steady: float) -> None:
        self.command = next(each.command for each in read_procfile(ROOT / "Procfile") if each.name == name)
        self.log, self.steady = log.open("a"), steady
        self.start()

    def start(self) -> None:
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        environment["WEB_THREADS"] = "4"
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=self.log, stderr=self.log, start_new_session=True
        )

    @property
    def is_steady(self) -> bool:
        return time.monotonic() - self.begun > self.steady

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def kill_a_child(self) -> bool:
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, check=False)  # noqa: S607
        if pids := listed.stdout.split():
            os.kill(int(random.choice(pids)), signal.SIGKILL)
        return bool(pids)

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()


class Portal:
    """`kill_one` takes a process of the web server (its whole group now and then) or a worker.

    `steady`: seconds after which a web server or worker that was started is worth killing, as it is at work.
    """

    def __init__(self, folder: Path, port: int, workers: int, steady: float) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / "processes.log"
        self.web = Process("web", self.log, steady)
        self.workers = [Process("worker", self.log, steady) for _number in range(workers)]
        self.kills: Counter[str] = Counter()

    def wait(self) -> None:
        deadline = time.monotonic() + 20 * self.web.steady
        while time.monotonic() < deadline:
            try:
                requests.get(f"{self.address}/healthz", timeout=5).raise_for_status()
                return
            except requests.RequestException:
                time.sleep(0.5)
        raise SystemExit(f"the web server does not start:\n{self.log.read_text()[-2000:]}")

    def kill_one(self) -> None:
        kind = random.choices(["web process", "worker", "web server"], [6, 3, 1])[0]
        steady = [worker for worker in self.workers if worker.is_steady]
        if kind == "worker" and steady:
            random.choice(steady).kill()
        elif kind == "web server" and self.web.is_steady:
            self.web.kill()
        elif self.web.kill_a_child():
            kind = "web process"
        else:
            return
        self.kills[kind] += 1

    def end(self) -> None:
        for process in (*self.workers, self.web):
            process.end()
