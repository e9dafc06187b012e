"""One portion of sending: claim, write the words, hand over one by one, note what came of it."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from home.outbox import claims, provider
from home.outbox.kinds import Withdrawn, Words, kind_of
from home.outbox.models import Delivery, Suppression, Transport
from home.outbox.models.transport import NEAR
from home.outbox.provider import Outcome, Verdict

logger = logging.getLogger(__name__)

PORTION = 100
PORTION_SECONDS = 20
IN_A_ROW = 5  # as many mails refused for good, or left in doubt, one after the other are the provider's doing
STOPS = (Verdict.UNREACHABLE, Verdict.PROVIDER_REFUSES)


def send_due(*, now: datetime, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send what is due, up to a portion; returns how many mails were dealt with, 0 when nothing is left or may go."""
    swept = claims.sweep(now=now)
    transport = Transport.objects.current()
    if transport.is_stopped(now):
        return 0
    owner, per_minute = uuid4().hex, settings.OUTBOX_PER_MINUTE
    if per_minute and transport.next_slot(now) > now + NEAR:
        return swept
    limit = min(PORTION, max(1, per_minute * PORTION_SECONDS // 60)) if per_minute else PORTION
    claimed = claims.claim(owner=owner, limit=limit, now=now)
    if not claimed:
        return swept
    return Portion(transport, owner, claimed, clock).send()


class Portion:
    """The claimed mails of one owner, sent over one connection, none begun later than PORTION_SECONDS after the first.

    Later the lease of what is left might end, and single mails would wait for those of a batch.
    """

    def __init__(
        self,
        transport: Transport,
        owner: str,
        deliveries: Sequence[Delivery],
        clock: Callable[[], datetime],
    ) -> None:
        self.transport, self.owner, self.deliveries, self.clock = transport, owner, deliveries, clock
        self.slot: datetime | None = None
        self.connection = get_connection()
        self.in_a_row = 0

    def send(self) -> int:
        trouble = provider.open_connection(self.connection)
        if trouble:
            self.stop(trouble)
            return 0
        try:
            return self.send_all(compose(self.deliveries))
        finally:
            claims.release(self.deliveries, owner=self.owner)
            self.close()

    def send_all(self, words: dict[int, Words | Withdrawn]) -> int:
        ends_at = self.clock() + timedelta(seconds=PORTION_SECONDS)
        for number, delivery in enumerate(self.deliveries):
            said = words.get(delivery.pk)
            if isinstance(said, Withdrawn):
                claims.withdraw(delivery, said.reason, owner=self.owner, now=self.clock())
                continue
            if said is None:
                continue
            if self.clock() >= ends_at or not self.wait_for_slot():
                return number
            if not claims.begin_handover(delivery, owner=self.owner, now=self.clock()):
                continue
            self.slot = None
            outcome = self.deliver(delivery, said)
            claims.settle(delivery, outcome, owner=self.owner, now=self.clock())
            if self.must_stop(outcome):
                return 0
        return len(self.deliveries)

    def deliver(self, delivery: Delivery, words: Words) -> Outcome:
        """Hand over; a line that broke before the words left is opened anew, once."""
        outcome = provider.hand_over(self.connection, message(delivery, words))
        if outcome.verdict in (Verdict.UNREACHABLE, Verdict.UNCERTAIN):
            self.close()
            trouble = provider.open_connection(self.connection)
            if outcome.verdict == Verdict.UNREACHABLE:
                return trouble or provider.hand_over(self.connection, message(delivery, words))
        return outcome

    def must_stop(self, outcome: Outcome) -> bool:
        self.in_a_row = self.in_a_row + 1 if outcome.verdict in (Verdict.FAILED, Verdict.UNCERTAIN) else 0
        if self.in_a_row >= IN_A_ROW:
            outcome = Outcome(Verdict.PROVIDER_REFUSES, outcome.note)
        if outcome.verdict in STOPS:
            self.stop(outcome)
            return True
        if outcome.verdict == Verdict.SENT and self.transport.failures:
            self.transport.resume()
        return False

    def stop(self, outcome: Outcome) -> None:
        """No worker sends anything for a while, or until a person resumes."""
        logger.warning("sending stopped: %s", outcome.note)
        needs_person = outcome.verdict == Verdict.PROVIDER_REFUSES
        self.transport.stop(reason=outcome.note, needs_person=needs_person, now=self.clock())
        claims.release(self.deliveries, owner=self.owner)

    def wait_for_slot(self) -> bool:
        """False when none is near. A slot whose mail did not go after all is the next mail's."""
        if self.slot is None:
            self.slot = Transport.objects.reserve(per_minute=settings.OUTBOX_PER_MINUTE, now=self.clock())
        if self.slot is None:
            return False
        time.sleep(max(0.0, (self.slot - self.clock()).total_seconds()))
        return True

    def close(self) -> None:
        try:
            self.connection.close()
        except Exception as error:  # noqa: BLE001  every mail has been noted already
            logger.info("closing the connection: %s", error)


def compose(deliveries: Sequence[Delivery]) -> dict[int, Words | Withdrawn]:
    """Primary key → what to say. A kind that fails to write its mails leaves them out: they stay in the queue."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.kind].append(delivery)
    words: dict[int, Words | Withdrawn] = {}
    for name, rows in by_kind.items():
        words |= _compose_kind(name, rows)
    return words


def _compose_kind(name: str, rows: list[Delivery]) -> dict[int, Words | Withdrawn]:
    kind = kind_of(name)
    unwanted = Suppression.objects.covering(row.address for row in rows) if kind.is_list else set()
    withdrawn: dict[int, Words | Withdrawn] = {
        row.pk: Withdrawn("suppressed") for row in rows if row.address in unwanted
    }
    if kind.compose is None:
        return {row.pk: Words(row.subject, row.text, row.html, row.headers) for row in rows} | withdrawn
    try:
        return {**kind.compose(rows), **withdrawn}
    except Exception:
        logger.exception("no words for %d mails of kind %s", len(rows), name)
        later = timezone.now() + timedelta(minutes=5)
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=later)
        return withdrawn


def message(delivery: Delivery, words: Words) -> EmailMultiAlternatives:
    mail: Any = EmailMultiAlternatives(
        subject=" ".join(words.subject.split()),
        body=words.text,
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, **words.headers},
    )
    if words.html:
        mail.attach_alternative(words.html, "text/html")
    mail.metadata = {"delivery": str(delivery.uuid)}  # anymail hands it back with every report
    return mail
