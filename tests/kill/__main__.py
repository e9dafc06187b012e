"""`python -m tests.kill`: kill web processes and workers while people write, then count what is lost or there twice.

Uses its own database (SQLite; with DATABASE_URL naming a PostgreSQL server, a new database there), the processes of
the Procfile and a real SMTP server. Eight kinds of people write at once, each one thing after the other, while SIGKILL
takes a web process, the whole web server or a worker. Prints the figures as JSON; exit code 1 if an answered write is
lost, if one was done twice, if a page was old after its publication was answered, if a request was answered with an
error, if a mail is missing or was sent twice although it may not be, or if mail was left two minutes after the last
kill.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.kill.processes import MailServer, Portal, free_port
from tests.postgres import own_database

MAIL_WITHIN = 120  # seconds


def write_and_kill(portal: Portal, site: Any, options: argparse.Namespace) -> tuple[list[Any], Any]:
    """Everybody writes `each` times at least, and goes on until the last kill."""
    from tests.kill.people import KINDS, Tally

    tally = Tally(most=options.each * 3)
    people = [kind(portal.address, site, tally) for kind in KINDS]
    [person.start() for person in people]
    deadline = time.monotonic() + options.patience
    while time.monotonic() < deadline:
        time.sleep(random.uniform(0.5, 2 * options.pause - 0.5))
        if portal.kills.total() < options.kills:
            portal.kill_one()
        elif all(len(person.answered) >= options.each or not person.is_alive() for person in people):
            break
    tally.is_over.set()
    [person.join() for person in people]
    return people, tally


def wait_for_mail() -> float:
    """Seconds until no task and no mail is waiting, except mail that a person has to decide about."""
    from django.utils import timezone

    from home.models import BackgroundTask
    from home.outbox.enums import OPEN_STATES
    from home.outbox.models import Delivery

    begun = time.monotonic()
    while time.monotonic() - begun < 10 * MAIL_WITHIN:
        waiting = Delivery.objects.filter(state__in=OPEN_STATES, due_at__lte=timezone.now())
        if not waiting.exists() and not BackgroundTask.objects.filter(name__startswith="newsletter").exists():
            break
        time.sleep(0.5)
    return time.monotonic() - begun


def count_mail(server: MailServer) -> dict[str, int]:
    """What arrived, by Message-ID, against what the portal believes."""
    from home.outbox.kinds import kind_of
    from home.outbox.models import Delivery

    rows = list(Delivery.objects.all())
    twice = [row for row in rows if server.accepted[row.message_id] > 1]
    missing = [row for row in rows if not server.accepted[row.message_id]]
    return {
        "mails": len(rows),
        "arrived once": sum(server.accepted[row.message_id] == 1 for row in rows),
        "in doubt, for a person": sum(row.state == "uncertain" for row in rows),
        "sent again under the same Message-ID": sum(kind_of(row.kind).in_doubt == "resend" for row in twice),
        "sent twice": sum(kind_of(row.kind).in_doubt != "resend" for row in twice),
        "said to be sent, never arrived": sum(row.state == "sent" for row in missing),
        "unknown to the portal": len(server.accepted.keys() - {row.message_id for row in rows}),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=62)
    parser.add_argument("--each", type=int, default=40, help="answered writes of each kind")
    parser.add_argument("--pause", type=float, default=3, help="mean seconds between kills")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--steady", type=float, default=6, help="seconds that a start takes; more on a busy machine")
    parser.add_argument("--patience", type=float, default=1800, help="seconds")
    options = parser.parse_args()
    server, mail_port, web_port = MailServer(), free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="portal-kill-") as folder, own_database(folder) as address:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_VAR_DIR": folder,
            "DATABASE_URL": address,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "OUTBOX_PER_MINUTE": "0",
            "PORT": str(web_port),
            "TRUSTED_PROXY_COUNT": "1",
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "16",  # connections of this process: one for each kind of people and more
        }
        controller = Controller(server, hostname="127.0.0.1", port=mail_port)
        controller.start()
        import django
        from django.core.management import call_command
        from django.db import connection, connections

        django.setup()
        call_command("migrate", verbosity=0)
        from tests.kill.site import make_site

        site = make_site(options.each * 3)
        begun = time.monotonic()
        portal = Portal(Path(folder), web_port, options.workers, options.steady)
        try:
            portal.wait()
            people, tally = write_and_kill(portal, site, options)
            seconds_for_mail = wait_for_mail()
        finally:
            portal.end()
            controller.stop()
        figures = {
            "database": connection.vendor,
            "seconds": round(time.monotonic() - begun),
            "kills": dict(portal.kills),
            "answered": {person.kind: len(person.answered) for person in people},
            "without an answer": dict(tally.cut_off),
            "other answers": dict(tally.others),
            "lost": {person.kind: person.judge()[0] for person in people},
            "doubled": {person.kind: person.judge()[1] for person in people},
            "old after a publication": tally.stale,
            "seconds until all mail was out": round(seconds_for_mail, 1),
            **count_mail(server),
            "errors of the test": [f"{person.kind}: {person.error!r}" for person in people if person.error],
        }
        errors = [line for line in portal.log.read_text().splitlines() if '"ERROR"' in line and "SIGKILL" not in line]
        connections.close_all()
    print(json.dumps(figures, indent=2))  # noqa: T201
    wrong = [
        *figures["lost"].values(),
        *figures["doubled"].values(),
        *(figures[name] for name in ("old after a publication", "other answers", "sent twice", "errors of the test")),
        *(figures[name] for name in ("said to be sent, never arrived", "unknown to the portal")),
        figures["seconds until all mail was out"] > MAIL_WITHIN,
        figures["arrived once"] + figures["sent again under the same Message-ID"] + figures["in doubt, for a person"]
        < figures["mails"],
        min(figures["answered"].values()) < options.each,
    ]
    if any(wrong):
        print("\n".join(errors), file=sys.stderr)  # noqa: T201
    return int(any(wrong))


if __name__ == "__main__":
    sys.exit(main())
