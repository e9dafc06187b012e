"""`python -m tests.newsletter.crash --readers 10000`: send an issue while workers are killed, and count.

Uses its own database (SQLite; with DATABASE_URL naming a PostgreSQL server, a new database there), a real SMTP server
that refuses some mails for now and some for good, several workers, and SIGKILL at random instants. What arrived is
counted by Message-ID and recipient at the server; what the portal believes is read from its database afterwards. Prints
the figures as JSON; exit code 1 if anybody got two mails, none, or one in the wrong language, if a refusal for good was
not noted, if more mails are in doubt than workers were killed, or if more were begun in WINDOW seconds than the rate
allows.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.database import copy_sqlite
from tests.postgres import own_database

ROOT = Path(__file__).resolve().parents[2]
TEMPORARY, FOR_GOOD = 0.05, 0.01
WINDOW = 10  # seconds
SUBJECTS = {"en": "The programme is ready", "es": "El programa está listo"}


def luck(address: str) -> float:
    """A number from 0 to 1 for each address, the same in every run and evenly distributed."""
    return int(hashlib.sha256(address.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


class Server:
    """Accepts and records mail; refuses FOR_GOOD permanently and TEMPORARY once, half of these after DATA."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str, str]] = []  # recipient, Message-ID, subject
        self.refused: Counter[str] = Counter()
        self.begun: list[float] = []  # times of a monotonic clock

    def refuses_now(self, address: str, low: float, high: float) -> bool:
        if not low <= luck(address) < high or self.refused[address]:
            return False
        self.refused[address] += 1
        return True

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        self.begun.append(time.monotonic())
        if luck(address) < FOR_GOOD:
            return "550 5.1.1 no such mailbox"
        if self.refuses_now(address, FOR_GOOD, FOR_GOOD + TEMPORARY / 2):
            return "450 4.2.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        if self.refuses_now(address, FOR_GOOD + TEMPORARY / 2, FOR_GOOD + TEMPORARY):
            return "451 4.3.0 try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.accepted.append((address, message["Message-ID"], message["Subject"]))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(count: int) -> None:
    """A newsletter and an issue in both languages, `count` confirmed readers, and an approved mailing."""
    from django.utils import timezone

    from home.newsletter.actions import mailings
    from home.newsletter.models import NewsletterIssuePage, NewsletterPage, Subscriber
    from tests import factories

    now, words = timezone.now(), {"intro": "Hear when it is ready.", "consent_text": "Yes."}
    page = factories.add(factories.home_page(), NewsletterPage(title="Newsletter", slug="newsletter", **words))
    factories.home_page("es")
    factories.translated(page, "es", slug="boletin", title="Boletín")
    body = [("text", {"text": "<p>Eight hours, two languages.</p>"})]
    issue = factories.add(page, NewsletterIssuePage(title=SUBJECTS["en"], slug="ready", body=body))
    factories.translated(issue, "es", slug="listo", title=SUBJECTS["es"])
    common = {"state": "confirmed", "requested_at": now, "confirmed_at": now, "changed_at": now}
    rows = [
        Subscriber(address=f"reader{number}@example.org", language=("en", "es")[number % 2], **common)
        for number in range(count)
    ]
    Subscriber.objects.bulk_create(rows, batch_size=500)
    mailings.approve(issue=issue, choices={}, send_at=now, user=None, now=now)


class Workers:
    """Processes of `manage.py worker`; a killed one is replaced."""

    def __init__(self, count: int, log: Path) -> None:
        self.log = log.open("w")
        self.running = [self.start() for _number in range(count)]

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, stdout=self.log, stderr=self.log)

    def kill_one(self) -> None:
        number = random.randrange(len(self.running))
        self.running[number].send_signal(signal.SIGKILL)
        self.running[number].wait()
        self.running[number] = self.start()

    def end(self) -> None:
        for worker in self.running:
            worker.terminate()
        for worker in self.running:
            worker.wait(timeout=60)
        self.log.close()


def run(server: Server, workers: Workers, count: int, kills: int, patience: float) -> float:
    """Waits for the mailing and returns the seconds it took. Kills workers after random numbers of mails."""
    from home.newsletter.models import Mailing

    moments = sorted(random.sample(range(count // 20, count * 19 // 20), kills))
    begun = time.monotonic()
    while time.monotonic() - begun < patience:
        time.sleep(random.uniform(0.02, 0.1))
        if moments and len(server.accepted) >= moments[0]:
            moments.pop(0)
            workers.kill_one()
        elif not moments and Mailing.objects.filter(state="done").exists():
            return time.monotonic() - begun
    raise SystemExit(f"not done after {patience} seconds: {len(server.accepted)} of {count}")


def most_in_a_window(begun: list[float]) -> int:
    """How many mails were begun in the fullest WINDOW seconds."""
    times = sorted(begun)
    return max((number + 1 - bisect_left(times, last - WINDOW) for number, last in enumerate(times)), default=0)


def judge(server: Server) -> dict[str, int]:
    """Compares what the server has with what the portal's database says."""
    from home.newsletter.models import Subscriber
    from home.outbox.models import Delivery

    languages = dict(Subscriber.objects.values_list("address", "language"))
    deliveries = {row.address: row for row in Delivery.objects.filter(kind="newsletter issue")}
    arrived = Counter(address for address, _number, _subject in server.accepted)
    doubts = {address for address, row in deliveries.items() if row.state == "uncertain"}
    refused = {address for address in languages if luck(address) < FOR_GOOD}
    states = Counter(row.state for row in deliveries.values())
    return {
        "readers": len(languages),
        "got exactly one": sum(count == 1 for count in arrived.values()),
        "got two or more": sum(count > 1 for count in arrived.values()),
        "in the wrong language": sum(SUBJECTS[languages[to]] != subject for to, _number, subject in server.accepted),
        "with a foreign Message-ID": sum(deliveries[to].message_id != number for to, number, _s in server.accepted),
        "refused for good, noted as bounced": sum(deliveries[address].state == "bounced" for address in refused),
        "refused for good": len(refused),
        "refused once, then accepted": sum(arrived[address] == 1 for address in server.refused),
        "in doubt, for a person": len(doubts),
        "of these arrived": sum(arrived[address] for address in doubts),
        "got nothing and in no list": len(set(languages) - set(arrived) - doubts - refused),
        **{f"state {state}": number for state, number in sorted(states.items())},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--per-minute", type=int, default=0, help="mails a minute over all workers (0: no limit)")
    parser.add_argument("--patience", type=float, default=3600, help="seconds")
    parser.add_argument("--migrated", help="an SQLite database to begin with a copy of, which saves a minute")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-crash-") as folder, own_database(folder) as address:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_VAR_DIR": folder,
            "OUTBOX_PER_MINUTE": str(options.per_minute),
            "OUTBOX_LEASE_SECONDS": "15",
            "OUTBOX_BACKOFF_SECONDS": "2,5,10",
            "DATABASE_URL": address,
        }
        server = Server()
        port = free_port()
        controller = Controller(server, hostname="127.0.0.1", port=port)
        controller.start()
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        if options.migrated:
            copy_sqlite(options.migrated, Path(folder) / "portal.sqlite3")
        call_command("migrate", verbosity=0)
        prepare(options.readers)
        workers = Workers(options.workers, Path(folder) / "workers.log")
        try:
            seconds = run(server, workers, options.readers, options.kills, options.patience)
        finally:
            workers.end()
            controller.stop()
        figures = judge(server)
        figures |= {"database": connection.vendor, "kills": options.kills, "seconds": round(seconds, 1)}
        figures |= {"workers": options.workers, "most in a window": most_in_a_window(server.begun)}
        connection.close()
    print(json.dumps(figures, indent=2))  # noqa: T201
    faults = ("got two or more", "in the wrong language", "with a foreign Message-ID", "got nothing and in no list")
    unnoted = figures["refused for good"] - figures["refused for good, noted as bounced"]
    too_many_doubts = figures["in doubt, for a person"] > options.kills
    allowed = options.per_minute * WINDOW / 60 + 1 + options.workers  # each may be delayed with a mail in progress
    too_fast = bool(options.per_minute) and figures["most in a window"] > allowed
    return int(any(figures[name] for name in faults) or bool(unnoted) or too_many_doubts or too_fast)


if __name__ == "__main__":
    sys.exit(main())
