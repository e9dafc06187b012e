"""`python -m benchmarks.sending [readers]`: the cost of sending an issue without the time of a provider.

Mails a second, queries per mail beside the two committed updates (hand-over and answer), and the growth of memory
between the first and the last portion.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal

PORTION = 100


def memory() -> float:
    """The most this process ever used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Queries:
    """Counts statements; counts claims and the two updates per mail separately."""

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


def measure(readers: int) -> Iterator[Row]:
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
    yield Row(f"{counted:,} mails written down", Figure(written - begun, "s"))
    yield Row(
        f"{counted:,} mails sent", Figure(sent - written, "s"), also=f"{counted / (sent - written):,.0f} a second"
    )
    for name in ("owed", "claim", "other"):
        yield Row(f"queries a mail, {name}", Figure(queries.count[name] / (counted - PORTION)))
    yield Row("memory after the first portion", Figure(first, "MB"), also=f"{memory():.0f} MB at the end")


if __name__ == "__main__":
    with empty_portal(OUTBOX_PER_MINUTE="0"):
        from django.conf import settings

        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
