"""What the rest of the portal does with mail: write it down, stop it, take the provider's reports."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from home.outbox.addresses import keyed_hash, normalise
from home.outbox.enums import ACCEPTED, OPEN, BatchState, DeliveryState, Reason
from home.outbox.kinds import Kind, Words
from home.outbox.models import Batch, Delivery, Suppression
from home.outbox.models.deliveries import Priority
from home.outbox.signals import settled

NOTHING: dict[str, object] = {"address": "", "subject": "", "text": "", "html": "", "headers": {}, "note": ""}


def enqueue(
    *, kind: Kind, key: str, address: str, language: str, words: Words, now: datetime, due_at: datetime | None = None
) -> Delivery:
    """Write down one mail; the worker sends it from `due_at` on (default: at once).

    Belongs into the transaction that makes it necessary. `key` names the occasion: the same key again changes nothing
    and returns the mail that is already there.
    """
    delivery, _created = Delivery.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind.name,
            "address": normalise(address),
            "language": language,
            "subject": words.subject[:250],
            "text": words.text,
            "html": words.html,
            "headers": words.headers,
            "due_at": due_at or now,
            "created_at": now,
            "changed_at": now,
        },
    )
    return delivery


def enqueue_batch(*, kind: Kind, batch: Batch, rows: Iterable[tuple[str, str, str]], now: datetime) -> None:
    """Write down many mails of a kind that composes its words: rows of (key, address, language).

    Keys that are there already are left alone.
    """
    deliveries = [
        Delivery(
            kind=kind.name, key=key, batch=batch, priority=Priority.BATCH, address=address, language=language,
            due_at=now, created_at=now, changed_at=now,
        )
        for key, address, language in rows
    ]  # fmt: skip
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)


def set_batch_state(*, batch: Batch, state: BatchState, now: datetime) -> None:
    """Pause, resume or cancel. The mail being handed over at this instant still goes; a cancelled batch stays so."""
    with transaction.atomic():
        changed = Batch.objects.filter(pk=batch.pk).exclude(state=BatchState.CANCELLED).update(state=state)
        if changed and state == BatchState.CANCELLED:
            waiting = batch.deliveries.filter(state=DeliveryState.QUEUED)
            waiting.update(state=DeliveryState.CANCELLED, changed_at=now)
    batch.refresh_from_db()


def decide(*, delivery: Delivery, again: bool, now: datetime) -> bool:
    """A person settles a mail in doubt: send it again, or take it as sent. False where it is not in doubt any more."""
    state = DeliveryState.QUEUED if again else DeliveryState.SENT
    doubtful = Delivery.objects.in_doubt().filter(pk=delivery.pk)
    return bool(doubtful.update(state=state, due_at=now, lease_owner="", lease_until=None, changed_at=now))


def retry(*, delivery: Delivery, now: datetime) -> bool:
    """A person sends a failed mail again, with new attempts."""
    failed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED)
    return bool(failed.update(state=DeliveryState.QUEUED, attempts=0, due_at=now, changed_at=now))


def suppress(*, address: str, reason: Reason, now: datetime) -> None:
    """No list mail to this address any more. What waits for it is cancelled by the worker, just before sending."""
    Suppression.objects.update_or_create(
        address_hash=keyed_hash(address), defaults={"reason": reason}, create_defaults={"reason": reason, "since": now}
    )


def lift(*, address: str, reasons: Iterable[Reason]) -> None:
    """The person behind the address asked for mail again."""
    Suppression.objects.filter(address_hash=keyed_hash(address), reason__in=list(reasons)).delete()


REASONS = {DeliveryState.BOUNCED: Reason.BOUNCED, DeliveryState.COMPLAINED: Reason.COMPLAINED}


def note_end(*, delivery: Delivery, state: DeliveryState, now: datetime) -> None:
    """Draw the consequences of a mail's end: addresses that bounce or complain get no list mail, apps are told."""
    if state in REASONS:
        suppress(address=delivery.address, reason=REASONS[state], now=now)
    if state in (*REASONS, DeliveryState.FAILED):
        settled.send(sender=Delivery, delivery=delivery, state=state, now=now)


REPORTS = {
    "delivered": DeliveryState.DELIVERED,
    "bounced": DeliveryState.BOUNCED,
    "complained": DeliveryState.COMPLAINED,
    "rejected": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
}
BEFORE = {
    DeliveryState.DELIVERED: (*OPEN, DeliveryState.SENT, DeliveryState.UNCERTAIN),
    DeliveryState.BOUNCED: (*OPEN, *ACCEPTED, DeliveryState.UNCERTAIN),
    DeliveryState.COMPLAINED: (*OPEN, *ACCEPTED, DeliveryState.UNCERTAIN),
    DeliveryState.FAILED: (*OPEN, DeliveryState.SENT, DeliveryState.UNCERTAIN),
}


def report(*, delivery: Delivery, event: str, note: str, now: datetime) -> bool:
    """Take the provider's report of a mail; twice the same changes nothing. Returns whether anything changed.

    It also settles mails in doubt: what the provider reports on, it has taken.
    """
    state = REPORTS.get(event)
    if state is None:
        return False
    with transaction.atomic():
        open_ones = Delivery.objects.filter(pk=delivery.pk, state__in=BEFORE[state])
        changed = open_ones.update(state=state, note=note[:300], changed_at=now, lease_owner="", lease_until=None)
        if changed:
            note_end(delivery=delivery, state=state, now=now)
    return bool(changed)


def forget_address(*, address: str, now: datetime) -> None:
    """Withdraw what waits for an address and take the address and the words out of every mail; their number stays."""
    forget(mails=Delivery.objects.filter(address=normalise(address)), now=now)


def forget(*, mails: QuerySet[Delivery], now: datetime) -> None:
    """The same for these mails only."""
    pks = list(mails.values_list("pk", flat=True))
    chosen = Delivery.objects.filter(pk__in=pks)
    chosen.filter(state=DeliveryState.QUEUED).update(state=DeliveryState.CANCELLED, changed_at=now)
    chosen.update(**NOTHING)
