"""One portion of sending: claim, compose, hand over one by one, record the results."""

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
from django.utils.translation import gettext_noop

from home.characters import lines, one_line
from home.outbox import claims, provider
from home.outbox.kinds import MailContent, Withdrawn, kind_of
from home.outbox.models import Delivery, Suppression, Transport
from home.outbox.models.transport import MAX_SLOT_WAIT
from home.outbox.provider import HandoverResult, Verdict

logger = logging.getLogger(__name__)

PORTION_SIZE = 100
PORTION_SECONDS = 5  # then other work of the worker has its turn
MAX_FAILURES_IN_A_ROW = 5  # so many consecutive permanent failures, or mails in doubt, are a problem of the provider
NOT_COMPOSED = gettext_noop("The text of this email could not be made. The portal tries again every five minutes.")
NOTHING_LEFT = gettext_noop("what this email was about has been deleted")
STOPPING_VERDICTS = (Verdict.UNREACHABLE, Verdict.PROVIDER_REFUSES)


def send_due(*, now: datetime, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send a portion of what is due; returns how many mails were processed, 0 if none is left or may be sent."""
    swept = claims.recover_expired(now=now)
    transport = Transport.objects.current()
    if transport.is_stopped(now):
        return 0
    owner, per_minute = uuid4().hex, settings.OUTBOX_PER_MINUTE
    if per_minute and transport.next_slot(now) > now + MAX_SLOT_WAIT:
        return swept
    limit = min(PORTION_SIZE, max(1, per_minute * PORTION_SECONDS // 60)) if per_minute else PORTION_SIZE
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
        error = provider.open_connection(self.connection)
        if error:
            self.stop(error)
            return 0
        try:
            return self.send_all(compose(self.deliveries))
        finally:
            claims.release(self.deliveries, owner=self.owner)
            self.close()

    def send_all(self, contents: dict[int, MailContent | Withdrawn]) -> int:
        ends_at = self.clock() + timedelta(seconds=PORTION_SECONDS)
        for number, delivery in enumerate(self.deliveries):
            content = contents.get(delivery.pk)
            if isinstance(content, Withdrawn):
                claims.withdraw(delivery, content.reason, owner=self.owner, now=self.clock())
                continue
            if content is None:
                continue
            if self.clock() >= ends_at or not self.wait_for_slot():
                return number
            if not claims.begin_handover(delivery, owner=self.owner, now=self.clock()):
                continue
            self.slot = None
            result = self.deliver(delivery, content)
            claims.record_result(delivery, result, owner=self.owner, now=self.clock())
            if self.must_stop(result):
                return 0
        return len(self.deliveries)

    def deliver(self, delivery: Delivery, content: MailContent) -> HandoverResult:
        """Hand over; a connection that broke before the message was sent is reopened once."""
        result = provider.hand_over(self.connection, build_message(delivery, content))
        if result.verdict in (Verdict.UNREACHABLE, Verdict.UNCERTAIN):
            self.close()
            error = provider.open_connection(self.connection)
            if result.verdict == Verdict.UNREACHABLE:
                return error or provider.hand_over(self.connection, build_message(delivery, content))
        return result

    def must_stop(self, result: HandoverResult) -> bool:
        self.in_a_row = self.in_a_row + 1 if result.verdict in (Verdict.FAILED, Verdict.UNCERTAIN) else 0
        if self.in_a_row >= MAX_FAILURES_IN_A_ROW:
            result = HandoverResult(Verdict.PROVIDER_REFUSES, result.note)
        if result.verdict in STOPPING_VERDICTS:
            self.stop(result)
            return True
        if result.verdict == Verdict.SENT and self.transport.failures:
            self.transport.resume()
        return False

    def stop(self, result: HandoverResult) -> None:
        """Pause all workers for a while, or until a person resumes."""
        logger.warning("sending stopped: %s", result.note)
        needs_person = result.verdict == Verdict.PROVIDER_REFUSES
        self.transport.stop(reason=result.note, needs_person=needs_person, now=self.clock())
        claims.release(self.deliveries, owner=self.owner)

    def wait_for_slot(self) -> bool:
        """False if none is near. An unused slot goes to the next mail."""
        if self.slot is None:
            self.slot = Transport.objects.reserve(per_minute=settings.OUTBOX_PER_MINUTE, now=self.clock())
        if self.slot is None:
            return False
        time.sleep(max(0.0, (self.slot - self.clock()).total_seconds()))
        return True

    def close(self) -> None:
        try:
            self.connection.close()
        except Exception as error:  # noqa: BLE001  the result of every mail is recorded already
            logger.info("closing the connection: %s", error)


def compose(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    """Primary key → content. Mails whose kind fails to compose them stay in the queue."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.kind].append(delivery)
    contents: dict[int, MailContent | Withdrawn] = {}
    for name, rows in by_kind.items():
        contents |= _compose_kind(name, rows)
    return contents


def _compose_kind(name: str, rows: list[Delivery]) -> dict[int, MailContent | Withdrawn]:
    kind = kind_of(name)
    unwanted = Suppression.objects.covering(row.address for row in rows) if kind.is_list else set()
    withdrawn: dict[int, MailContent | Withdrawn] = {
        row.pk: Withdrawn("suppressed") for row in rows if row.address in unwanted
    }
    if kind.compose is None:
        return {row.pk: MailContent(row.subject, row.text, row.html, row.headers) for row in rows} | withdrawn
    nothing_left = dict.fromkeys((row.pk for row in rows), Withdrawn(NOTHING_LEFT))
    try:
        return {**nothing_left, **kind.compose(rows), **withdrawn}
    except Exception:
        logger.exception("could not compose %d mails of kind %s", len(rows), name)
        later = timezone.now() + timedelta(minutes=5)
        changes = {"due_at": later, "note": NOT_COMPOSED, "changed_at": timezone.now()}
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)
        return withdrawn


def build_message(delivery: Delivery, content: MailContent) -> EmailMultiAlternatives:
    mail: Any = EmailMultiAlternatives(
        subject=one_line(content.subject),
        body=lines(content.text),
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, **content.headers},
    )
    if content.html:
        mail.attach_alternative(lines(content.html), "text/html")
    mail.metadata = {"delivery": str(delivery.uuid)}  # anymail returns it with every report
    return mail
