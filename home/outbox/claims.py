"""Who may send which mail, and what became of it: the database's side of sending.

Each step is one committed, conditional update. A row is claimed by a lease; `handover` is committed *before* the
network call, so that a crash leaves at most one mail per worker in doubt.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from home.outbox.actions import apply_final_state
from home.outbox.enums import BatchState, DeliveryState, InDoubtPolicy
from home.outbox.kinds import kind_of, names_with_policy
from home.outbox.models import Delivery
from home.outbox.provider import HandoverResult, Verdict

END_STATES = {
    Verdict.SENT: DeliveryState.SENT,
    Verdict.FAILED: DeliveryState.FAILED,
    Verdict.BOUNCED: DeliveryState.BOUNCED,
    Verdict.UNCERTAIN: DeliveryState.UNCERTAIN,
}


def lease_duration() -> timedelta:
    """Longer than one portion of work, and than the slowest provider's answer."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def claim(*, owner: str, limit: int, now: datetime) -> list[Delivery]:
    """Up to `limit` mails that are due, for `owner` alone until the lease ends."""
    with transaction.atomic():
        rows = Delivery.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=ids).update(lease_owner=owner, lease_until=now + lease_duration())
    return list(Delivery.objects.filter(pk__in=ids, lease_owner=owner).order_by("priority", "due_at", "pk"))


def release(deliveries: Iterable[Delivery], *, owner: str) -> None:
    """Release claimed mails whose sending has not begun."""
    mine = Delivery.objects.filter(pk__in=[row.pk for row in deliveries], lease_owner=owner)
    mine.filter(state=DeliveryState.QUEUED).update(lease_owner="", lease_until=None)


def begin_handover(delivery: Delivery, *, owner: str, now: datetime) -> bool:
    """Whether this worker may send it now: still queued, still leased to it, its batch neither paused nor cancelled."""
    mine = Delivery.objects.may_go().filter(pk=delivery.pk, state=DeliveryState.QUEUED, lease_owner=owner)
    taken = mine.update(
        state=DeliveryState.HANDOVER, attempts=F("attempts") + 1, lease_until=now + lease_duration(), changed_at=now
    )
    delivery.attempts += taken
    return bool(taken)


def record_result(delivery: Delivery, result: HandoverResult, *, owner: str, now: datetime) -> None:
    """Record the result of a hand-over. A webhook may have been faster: its result stays."""
    changes = {"note": result.note[:300], "provider_id": result.provider_id[:200], "changed_at": now}
    changes |= {"lease_owner": "", "lease_until": None}
    verdict = result.verdict
    if verdict == Verdict.UNCERTAIN and kind_of(delivery.kind).in_doubt == InDoubtPolicy.RESEND:
        verdict = Verdict.LATER
    state = END_STATES.get(verdict)
    if state is None:
        state, wait = DeliveryState.QUEUED, retry_delay(delivery.attempts)
        if verdict != Verdict.LATER:  # the provider's fault, not this mail's
            wait, changes["attempts"] = timedelta(0), F("attempts") - 1
        if wait is None:
            state = DeliveryState.FAILED
        changes["due_at"] = now + (wait or timedelta(0))
    ours = Delivery.objects.filter(pk=delivery.pk, lease_owner=owner)
    if ours.filter(state__in=(DeliveryState.HANDOVER, DeliveryState.UNCERTAIN)).update(state=state, **changes):
        apply_final_state(delivery=delivery, state=state, now=now)


def retry_delay(attempts: int) -> timedelta | None:
    """The pause after so many attempts, with some jitter; None to give up."""
    pauses = settings.OUTBOX_BACKOFF_SECONDS
    if attempts > len(pauses):
        return None
    return timedelta(seconds=pauses[attempts - 1] * random.uniform(1, 1.2))  # noqa: S311


def withdraw(delivery: Delivery, reason: str, *, owner: str, now: datetime) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED, lease_owner=owner)
    mine.update(state=DeliveryState.CANCELLED, note=reason[:300], changed_at=now, lease_owner="", lease_until=None)


def recover_expired(*, now: datetime) -> int:
    """Mails that a killed worker was handing over: send them again or hold them, by their kind. Returns how many."""
    left = Delivery.objects.filter(Delivery.objects.all().lease_is_over(now), state=DeliveryState.HANDOVER)
    again = left.filter(kind__in=names_with_policy(InDoubtPolicy.RESEND)).update(
        state=DeliveryState.QUEUED, lease_owner="", lease_until=None, changed_at=now
    )
    held = left.update(state=DeliveryState.UNCERTAIN, changed_at=now)
    stopped = Delivery.objects.filter(state=DeliveryState.QUEUED, batch__state=BatchState.CANCELLED)
    return again + held + stopped.update(state=DeliveryState.CANCELLED, changed_at=now)
