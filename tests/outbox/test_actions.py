from datetime import timedelta

import pytest

from home.outbox.actions import lift_suppression, resolve_doubt, retry, suppress
from home.outbox.addresses import keyed_hash, masked, normalise
from home.outbox.enums import DeliveryState, SuppressionReason
from home.outbox.jobs import KEEP_ADDRESSES, forget_old_mail
from home.outbox.models import Delivery, Suppression
from tests.outbox.conftest import NOW


def test_addresses_have_one_spelling_and_one_mark(settings) -> None:
    assert normalise("  Ana.Perez@Example.ORG ") == "ana.perez@example.org"
    assert keyed_hash("ANA@example.org") == keyed_hash("ana@example.org")
    mark = keyed_hash("ana@example.org")
    settings.ADDRESS_HASH_KEY = "another"
    assert keyed_hash("ana@example.org") != mark
    assert masked("ana@example.org") == "a…@example.org"


@pytest.mark.parametrize(("again", "state"), [(True, DeliveryState.QUEUED), (False, DeliveryState.SENT)])
def test_a_person_decides_a_doubt_once(write, again, state) -> None:
    delivery = write()
    Delivery.objects.update(state=DeliveryState.UNCERTAIN)
    assert resolve_doubt(delivery=delivery, again=again, now=NOW)
    assert not resolve_doubt(delivery=delivery, again=not again, now=NOW)
    delivery.refresh_from_db()
    assert delivery.state == state


def test_only_a_failed_mail_is_retried(write) -> None:
    delivery = write()
    Delivery.objects.update(state=DeliveryState.SENT)
    assert not retry(delivery=delivery, now=NOW)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=7)
    assert retry(delivery=delivery, now=NOW)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 0)


def test_a_suppression_is_lifted_for_its_reasons_only(db) -> None:
    suppress(address="ana@example.org", reason=SuppressionReason.BOUNCED, now=NOW)
    lift_suppression(address="ana@example.org", reasons=[SuppressionReason.ERASED])
    assert Suppression.objects.covering(["ana@example.org", "bea@example.org"]) == {"ana@example.org"}
    assert "ana" not in str(Suppression.objects.values().get())
    lift_suppression(address="Ana@example.org", reasons=[SuppressionReason.BOUNCED])
    assert Suppression.objects.of("ana@example.org") is None


def test_after_a_year_a_mail_keeps_its_number_only(write, settings, tmp_path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    old, doubtful, fresh = write("a:1"), write("a:2"), write("a:3")
    Delivery.objects.filter(pk=old.pk).update(state=DeliveryState.SENT)
    Delivery.objects.filter(pk=doubtful.pk).update(state=DeliveryState.UNCERTAIN)
    Delivery.objects.filter(pk=fresh.pk).update(state=DeliveryState.SENT, changed_at=NOW + timedelta(days=2))
    later = NOW + KEEP_ADDRESSES + timedelta(days=1)
    assert (forget_old_mail(now=later), forget_old_mail(now=later)) == (3, 0), "the address of one, the content of two"
    known = dict(Delivery.objects.values_list("key", "address"))
    assert known == {"a:1": "", "a:2": "a-2@example.org", "a:3": "a-3@example.org"}


def test_the_content_of_mails_goes_after_a_month_but_of_those_that_may_be_sent_again(write):
    for state in DeliveryState.values:
        Delivery.objects.filter(pk=write(state).pk).update(state=state)
    forget_old_mail(now=NOW + timedelta(days=30))
    assert not Delivery.objects.filter(text="").exists()
    forget_old_mail(now=NOW + timedelta(days=31))
    emptied = Delivery.objects.filter(text="", html="")
    assert set(emptied.values_list("key", flat=True)) == {"sent", "delivered", "bounced", "complained", "cancelled"}
    assert not emptied.filter(address="").exists() and not emptied.filter(subject="").exists()
