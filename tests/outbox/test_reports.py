"""Reports of the provider, as anymail passes them on."""

import pytest
from anymail.signals import AnymailTrackingEvent, tracking

from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery, Suppression
from home.outbox.signals import delivery_failed


@pytest.fixture
def told():
    heard = []

    def hear(state, **kwargs):
        heard.append(state)

    delivery_failed.connect(hear)
    yield heard
    delivery_failed.disconnect(hear)


def tell(delivery: Delivery, event_type: str, **fields) -> None:
    fields = {"metadata": {"delivery": str(delivery.uuid)}, **fields}
    tracking.send(sender=None, event=AnymailTrackingEvent(event_type=event_type, **fields), esp_name="Test")
    delivery.refresh_from_db()


@pytest.mark.parametrize(
    ("event", "reason", "state", "suppressed"),
    [
        ("delivered", None, DeliveryState.DELIVERED, 0),
        ("bounced", "bounced", DeliveryState.BOUNCED, 1),
        ("bounced", "timed_out", DeliveryState.FAILED, 0),
        ("complained", "spam", DeliveryState.COMPLAINED, 1),
        ("rejected", "blocked", DeliveryState.FAILED, 0),
        ("opened", None, DeliveryState.SENT, 0),
    ],
)
def test_a_report_moves_the_mail_and_stops_list_mail_once(write, told, event, reason, state, suppressed) -> None:
    delivery = write()
    Delivery.objects.update(state=DeliveryState.SENT)
    for _again in range(2):
        tell(delivery, event, reject_reason=reason)
    assert (delivery.state, Suppression.objects.count()) == (state, suppressed)
    assert told == ([state] if state in ("bounced", "failed", "complained") else [])


def test_a_report_settles_a_doubt(write) -> None:
    delivery = write()
    Delivery.objects.update(state=DeliveryState.UNCERTAIN)
    tell(delivery, "delivered")
    assert delivery.state == DeliveryState.DELIVERED


def test_a_late_report_of_delivery_does_not_undo_a_bounce(write) -> None:
    delivery = write()
    tell(delivery, "bounced", reject_reason="bounced")
    tell(delivery, "delivered")
    assert delivery.state == DeliveryState.BOUNCED


@pytest.mark.parametrize("metadata", [{}, None, {"delivery": "not a number"}])
def test_a_mail_is_found_by_the_providers_number_too(write, metadata) -> None:
    delivery = write()
    Delivery.objects.update(provider_id="abc")
    tell(delivery, "delivered", metadata=metadata, message_id="unknown")
    assert delivery.state == DeliveryState.QUEUED
    tell(delivery, "delivered", metadata=metadata, message_id="abc")
    assert delivery.state == DeliveryState.DELIVERED
