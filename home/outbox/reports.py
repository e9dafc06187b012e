"""Reports of the provider, from anymail's webhooks (normalised over all providers)."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from home.outbox.actions import record_report
from home.outbox.models import Delivery


def handle_tracking_event(event: Any, **kwargs: Any) -> None:
    """Receiver of anymail.signals.tracking. A soft bounce fails this mail only."""
    delivery = delivery_of_event(event)
    if delivery is not None:
        note = event.description or event.mta_response or event.event_type
        name = "failed" if is_soft_bounce(event) else event.event_type
        record_report(delivery=delivery, event=name, note=note, now=timezone.now())


def is_soft_bounce(event: Any) -> bool:
    """Providers mark hard bounces by the reason; "timed_out" and "other" may pass."""
    return event.event_type == "bounced" and event.reject_reason in ("timed_out", "other")


def delivery_of_event(event: Any) -> Delivery | None:
    """By the metadata sent with the mail, else by the provider's message id."""
    named = str((event.metadata or {}).get("delivery", ""))
    try:
        return Delivery.objects.filter(uuid=UUID(named)).first()
    except ValueError:
        known = event.message_id and Delivery.objects.filter(provider_id=event.message_id[:200])
        return known.first() if known else None
