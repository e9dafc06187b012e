"""How long mail waits, and what the mail server says, in words."""

from datetime import timedelta

import pytest

from home.outbox.actions import enqueue_batch, enqueue_for_stranger
from home.outbox.enums import BatchState, DeliveryState
from home.outbox.kinds import MailContent
from home.outbox.models import Batch, Delivery, Transport
from home.outbox.sending import NOT_COMPOSED
from home.outbox.status import mail_statuses, oldest_waiting
from home.status import Status
from tests.outbox.conftest import NOW, TEST_KIND

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def found(name: str, now=NOW) -> Status:
    return next(one for one in mail_statuses(now=now) if one.name == name)


def test_a_mail_that_waits_longer_than_the_setting_is_told(write, settings):
    assert oldest_waiting(now=NOW) is None
    write()
    assert found("mail", NOW + 9 * MINUTE).is_fine
    late = found("mail", NOW + 10 * MINUTE)
    assert (late.is_fine, late.urgent, late.message) == (False, True, "An email has been waiting for 10 minutes.")
    settings.OUTBOX_MAX_WAIT_MINUTES = 11
    assert found("mail", NOW + 10 * MINUTE).is_fine


def test_a_list_waits_for_itself_only_while_it_leaves(write):
    batch = Batch.objects.create(key="list")
    enqueue_batch(kind=TEST_KIND, batch=batch, rows=[(f"l:{n}", f"{n}@example.org", "en") for n in (1, 2)], now=NOW)
    later = NOW + 60 * MINUTE
    assert not found("mail", later).is_fine
    Delivery.objects.filter(key="l:1").update(state=DeliveryState.DELIVERED, changed_at=later - 9 * MINUTE)
    assert found("mail", later).is_fine
    write("single")
    assert not found("mail", later).is_fine
    Delivery.objects.filter(key="single").delete()
    Delivery.objects.filter(key="l:1").update(changed_at=later - 11 * MINUTE)
    assert not found("mail", later).is_fine
    Batch.objects.update(state=BatchState.PAUSED)
    assert found("mail", later).is_fine


def test_a_mail_that_cannot_be_composed_waits_since_it_was_written(write):
    """Its next try is always near; one that the server put off is nobody's work."""
    mail, later = write(), NOW + 20 * MINUTE
    Delivery.objects.filter(pk=mail.pk).update(due_at=later + MINUTE, note=NOT_COMPOSED)
    assert not found("mail", later).is_fine
    Delivery.objects.filter(pk=mail.pk).update(attempts=1, note="Try again later")
    assert found("mail", later).is_fine


def test_a_mail_that_was_put_off_on_purpose_waits_from_the_time_when_it_is_due():
    for number in range(4):
        enqueue_for_stranger(
            kind=TEST_KIND, key=f"s:{number}", address="ana@example.org", language="en",
            content=MailContent("A", "B"), now=NOW,
        )  # fmt: skip
    Delivery.objects.filter(due_at=NOW).update(state=DeliveryState.SENT)
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 1
    assert found("mail", NOW + 23 * 60 * MINUTE).is_fine
    assert not found("mail", NOW + (24 * 60 + 10) * MINUTE).is_fine


def test_a_server_that_refuses_needs_a_person_and_one_that_is_away_does_not():
    transport = Transport.objects.current()
    assert found("mail_server").is_fine
    transport.stop(reason="no route", needs_person=False, now=NOW)
    assert (found("mail_server").is_fine, found("mail_server").details) == (True, ["no route"])
    transport.stop(reason="wrong password", needs_person=True, now=NOW)
    assert (found("mail_server").is_fine, found("mail_server").details) == (False, ["wrong password"])


def test_mails_in_doubt_are_counted(write):
    assert found("mail_in_doubt").is_fine
    Delivery.objects.filter(pk=write().pk).update(state=DeliveryState.UNCERTAIN)
    assert (found("mail_in_doubt").is_fine, found("mail_in_doubt").urgent) == (False, False)
