"""Actions on mail for the rest of the portal: enqueue, stop, process the provider's reports."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from home.forms.rate_limit import Limit, allow
from home.outbox import files
from home.outbox.addresses import keyed_hash, known_hashes, mailbox, normalise
from home.outbox.enums import ACCEPTED_STATES, OPEN_STATES, BatchState, DeliveryState, SuppressionReason
from home.outbox.kinds import MailContent, MailKind
from home.outbox.models import Batch, Delivery, Suppression
from home.outbox.models.deliveries import Priority
from home.outbox.signals import delivery_failed

DAY = timedelta(days=1)
STRANGERS_MAILS = Limit(3, DAY)
MAILS_TO_KNOWN = Limit(10, DAY)  # to somebody who has confirmed this very address before
MAILS_BY_SENDER = Limit(10, DAY)
NOTHING_KEPT = Limit(0, DAY)
NO_CONTENT: dict[str, object] = {"subject": "", "text": "", "html": "", "headers": {}}
ERASED_FIELDS: dict[str, object] = {**NO_CONTENT, "address": "", "note": ""}


def enqueue(
    *,
    kind: MailKind,
    key: str,
    address: str,
    language: str,
    content: MailContent,
    now: datetime,
    due_at: datetime | None = None,
) -> Delivery:
    """Store one mail; the worker sends it from `due_at` on (default: at once).

    Call it in the transaction that makes the mail necessary. `key` names the occasion: repeating a key changes nothing
    and returns the existing mail.
    """
    delivery, _created = Delivery.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind.name,
            "address": normalise(address),
            "language": language,
            "subject": content.subject[:250],
            "text": content.text,
            "html": content.html,
            "headers": content.headers,
            "due_at": due_at or now,
            "created_at": now,
            "changed_at": now,
        },
    )
    return delivery


def enqueue_for_stranger(
    *,
    kind: MailKind,
    key: str,
    address: str,
    language: str,
    content: MailContent,
    now: datetime,
    kept: Limit = NOTHING_KEPT,
    kept_for: str = "",
    sender: str = "",
    counted_for: str = "",
) -> None:
    """Like `enqueue`, for a mail that anybody can cause who types an address that is not known to be theirs.

    All kinds together send such a mailbox three mails a day; three more are sent the next day, and any others never.
    Before that, `kept` mails go to this very address each day, whatever strangers cause at its mailbox: for somebody
    who is known there. `kept_for` names their purpose, if it is not that of the kind. What `sender` causes, a confirmed
    address or an account, is ten mails a day as well. `counted_for` takes the mailbox's place where nothing will reach
    it.
    """
    if Delivery.objects.filter(key=key).exists():
        return
    box, own = counted_for or mailbox(address), f"{kept_for or kind.name}|{keyed_hash(address)}"
    for due_at in (now, now + DAY):
        limit = kept if due_at == now else NOTHING_KEPT
        if _sender_has_room(sender, at=due_at) and _has_room(box, own, limit, at=due_at):
            enqueue(kind=kind, key=key, address=address, language=language, content=content, now=now, due_at=due_at)
            return


def _has_room(box: str, own: str, kept: Limit, *, at: datetime) -> bool:
    """Count a mail that a stranger causes: whether it may be sent on that day. Every address takes the same work."""
    is_kept = allow(f"mail to {'a known' if kept.count else 'any'} address|{own}", kept, now=at)
    counted = own if is_kept else keyed_hash(box)
    return allow(f"mail caused by strangers|{counted}", STRANGERS_MAILS, now=at) or is_kept


def _sender_has_room(sender: str, *, at: datetime) -> bool:
    return not sender or allow(f"mail caused by|{keyed_hash(mailbox(sender))}", MAILS_BY_SENDER, now=at)


def enqueue_batch(*, kind: MailKind, batch: Batch, rows: Iterable[tuple[str, str, str]], now: datetime) -> None:
    """Store many mails of a kind that composes its content: rows of (key, address, language).

    Existing keys are skipped.
    """
    deliveries = [
        Delivery(
            kind=kind.name, key=key, batch=batch, priority=Priority.BATCH, address=address, language=language,
            due_at=now, created_at=now, changed_at=now,
        )
        for key, address, language in rows
    ]  # fmt: skip
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)


def enqueue_all(*, kind: MailKind, mails: Iterable[tuple[str, str, str, MailContent]], now: datetime) -> None:
    """Store many mails with their content, behind single ones: rows of (key, address, language, content).

    Existing keys are skipped.
    """
    deliveries = [
        Delivery(
            kind=kind.name, key=key, priority=Priority.BATCH, address=normalise(address), language=language,
            subject=content.subject[:250], text=content.text, html=content.html, headers=content.headers,
            due_at=now, created_at=now, changed_at=now,
        )
        for key, address, language, content in mails
    ]  # fmt: skip
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)


def set_batch_state(*, batch: Batch, state: BatchState, now: datetime) -> None:
    """Pause, resume or cancel. A mail that is being handed over is still sent; a cancelled batch stays cancelled."""
    with transaction.atomic():
        changed = Batch.objects.filter(pk=batch.pk).exclude(state=BatchState.CANCELLED).update(state=state)
        if changed and state == BatchState.CANCELLED:
            waiting = batch.deliveries.filter(state=DeliveryState.QUEUED)
            waiting.update(state=DeliveryState.CANCELLED, changed_at=now)
    batch.refresh_from_db()


def resolve_doubt(*, delivery: Delivery, again: bool, now: datetime) -> bool:
    """A person decides about a mail in doubt: send it again, or count it as sent. False if it is no longer in doubt."""
    state = DeliveryState.QUEUED if again else DeliveryState.SENT
    doubtful = Delivery.objects.in_doubt().filter(pk=delivery.pk)
    return bool(doubtful.update(state=state, due_at=now, lease_owner="", lease_until=None, changed_at=now))


def retry(*, delivery: Delivery, now: datetime) -> bool:
    """Send a failed mail again, with new attempts."""
    failed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED)
    return bool(failed.update(state=DeliveryState.QUEUED, attempts=0, due_at=now, changed_at=now))


def suppress(*, address: str, reason: SuppressionReason, now: datetime) -> None:
    """Stop list mail to this address. The worker cancels waiting mails just before sending."""
    Suppression.objects.update_or_create(
        address_hash=keyed_hash(address), defaults={"reason": reason}, create_defaults={"reason": reason, "since": now}
    )


def lift_suppression(*, address: str, reasons: Iterable[SuppressionReason]) -> None:
    """Allow list mail again, because the person asked for it."""
    Suppression.objects.filter(address_hash__in=known_hashes(address), reason__in=list(reasons)).delete()


SUPPRESSION_REASONS = {
    DeliveryState.BOUNCED: SuppressionReason.BOUNCED,
    DeliveryState.COMPLAINED: SuppressionReason.COMPLAINED,
}


def apply_final_state(*, delivery: Delivery, state: DeliveryState, now: datetime) -> None:
    """Process the final state of a mail: suppress addresses that bounce or complain, and send the signal to apps."""
    if state in SUPPRESSION_REASONS:
        suppress(address=delivery.address, reason=SUPPRESSION_REASONS[state], now=now)
    if state in (*SUPPRESSION_REASONS, DeliveryState.FAILED):
        delivery_failed.send(sender=Delivery, delivery=delivery, state=state, now=now)


REPORTED_STATES = {
    "delivered": DeliveryState.DELIVERED,
    "bounced": DeliveryState.BOUNCED,
    "complained": DeliveryState.COMPLAINED,
    "rejected": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
}
REPORTABLE_FROM = {
    DeliveryState.DELIVERED: (*OPEN_STATES, DeliveryState.SENT, DeliveryState.UNCERTAIN),
    DeliveryState.BOUNCED: (*OPEN_STATES, *ACCEPTED_STATES, DeliveryState.UNCERTAIN),
    DeliveryState.COMPLAINED: (*OPEN_STATES, *ACCEPTED_STATES, DeliveryState.UNCERTAIN),
    DeliveryState.FAILED: (*OPEN_STATES, DeliveryState.SENT, DeliveryState.UNCERTAIN),
}


def record_report(*, delivery: Delivery, event: str, note: str, now: datetime) -> bool:
    """Process the provider's report of a mail; repeating it changes nothing. Returns whether anything changed.

    It also settles mails in doubt: the provider reports only on mails that it has accepted.
    """
    state = REPORTED_STATES.get(event)
    if state is None:
        return False
    with transaction.atomic():
        open_ones = Delivery.objects.filter(pk=delivery.pk, state__in=REPORTABLE_FROM[state])
        changed = open_ones.update(state=state, note=note[:300], changed_at=now, lease_owner="", lease_until=None)
        if changed:
            apply_final_state(delivery=delivery, state=state, now=now)
    return bool(changed)


def withdraw(*, mails: QuerySet[Delivery], now: datetime) -> None:
    """Do not send those of these mails that still wait: they are needed no more."""
    waiting = mails.filter(state=DeliveryState.QUEUED)
    waiting.update(state=DeliveryState.CANCELLED, changed_at=now, lease_owner="", lease_until=None)


def erase_mails(*, mails: QuerySet[Delivery], now: datetime) -> None:
    """Withdraw those that wait, and empty address and content of all; their number stays.

    Where mails are files, the files are deleted after the commit.
    """
    uuids = dict(mails.values_list("pk", "uuid"))
    chosen = Delivery.objects.filter(pk__in=uuids)
    chosen.filter(state=DeliveryState.QUEUED).update(state=DeliveryState.CANCELLED, changed_at=now)
    chosen.update(**ERASED_FIELDS)
    transaction.on_commit(lambda: files.delete_mails(uuids.values()))


def erase_content(*, mails: QuerySet[Delivery]) -> None:
    """Empty what these mails say, and delete their files after the commit; their address stays."""
    uuids = dict(mails.values_list("pk", "uuid"))
    Delivery.objects.filter(pk__in=uuids).update(**NO_CONTENT)
    transaction.on_commit(lambda: files.delete_mails(uuids.values()))
