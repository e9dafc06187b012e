"""`python -m benchmarks.sending --readers 10000`: what sending an issue costs when the provider costs nothing.

A database of its own in a temporary folder. Prints mails a second, queries a mail beyond the two committed updates
(hand-over and answer), and how much the memory grew between the first and the last portion.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from typing import Any


def memory() -> int:
    """The most this process ever used, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Queries:
    """Counts statements; apart from the rest the claim, and the two updates that each mail owes to safety."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.claiming = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        is_mail = sql.startswith('UPDATE "outbox_delivery"') and '"outbox_delivery"."id" = ' in sql
        self.count["claim" if self.claiming else "owed" if is_mail else "other"] += 1
        return execute(sql, params, many, context)

    def watch(self, claim: Callable[..., Any]) -> Callable[..., Any]:
        def watched(**arguments: Any) -> Any:
            self.claiming = True
            try:
                return claim(**arguments)
            finally:
                self.claiming = False

        return watched


def measure(readers: int) -> dict[str, Any]:
    from django.db import connection
    from django.utils import timezone

    from home.newsletter.jobs import send_issues
    from home.outbox import claims
    from home.outbox.models import Delivery
    from home.outbox.sending import send_due
    from tests.newsletter.crash import prepare

    prepare(readers)
    begun = time.perf_counter()
    while send_issues(now=timezone.now()):
        pass
    written = time.perf_counter()
    send_due(now=timezone.now())
    first, queries = memory(), Queries()
    claims.claim = queries.watch(claims.claim)
    with connection.execute_wrapper(queries):
        while send_due(now=timezone.now()):
            pass
    sent = time.perf_counter()
    counted = Delivery.objects.filter(state="sent").count()
    return {
        "mails": counted,
        "seconds to write them down": round(written - begun, 1),
        "seconds to send": round(sent - written, 1),
        "mails a second": round(counted / (sent - written)),
        "queries a mail, owed": round(queries.count["owed"] / (counted - 100), 3),
        "queries a mail, claim": round(queries.count["claim"] / (counted - 100), 3),
        "queries a mail, other": round(queries.count["other"] / (counted - 100), 3),
        "memory after the first portion, MB": round(first / 1024),
        "memory at the end, MB": round(memory() / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10_000)
    readers = parser.parse_args().readers
    with tempfile.TemporaryDirectory(prefix="portal-sending-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_VAR_DIR": folder,
            "OUTBOX_PER_MINUTE": "0",
            "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        }
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        call_command("migrate", verbosity=0)
        print(json.dumps(measure(readers), indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
