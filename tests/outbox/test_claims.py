"""A lease is released with the mail it is for, and with no other."""

from datetime import timedelta

import pytest

from home.outbox import claims
from home.outbox.enums import DeliveryState
from home.outbox.kinds import NOTICE
from home.outbox.models import Delivery
from home.outbox.provider import HandoverResult, Verdict
from tests.outbox.conftest import NOW


@pytest.fixture
def claimed(write) -> list[Delivery]:
    write("letter:1")
    write("letter:2")
    return claims.claim(owner="worker", limit=10, now=NOW)


def leases() -> dict[str, str]:
    return dict(Delivery.objects.values_list("key", "lease_owner"))


def test_what_was_not_begun_is_given_back_alone(claimed) -> None:
    claims.release(claimed[:1], owner="worker")
    assert leases() == {"letter:1": "", "letter:2": "worker"}
    claims.release(claimed, owner="another")
    assert leases()["letter:2"] == "worker"
    given_back = Delivery.objects.get(key="letter:1")
    assert (given_back.lease_until, given_back.state) == (None, DeliveryState.QUEUED)


def test_who_lost_the_lease_records_nothing(claimed) -> None:
    first = claimed[0]
    Delivery.objects.update(state=DeliveryState.HANDOVER)
    for owner, state in (("another", DeliveryState.HANDOVER), ("worker", DeliveryState.SENT)):
        claims.record_result(first, HandoverResult(Verdict.SENT), owner=owner, now=NOW)
        first.refresh_from_db()
        assert first.state == state


def test_a_mail_of_a_killed_worker_is_claimed_by_the_next_at_once(claimed) -> None:
    Delivery.objects.update(state=DeliveryState.HANDOVER, kind=NOTICE.name)
    later = NOW + timedelta(days=1)
    assert claims.recover_expired(now=later) == 2
    assert set(Delivery.objects.values_list("state", "lease_owner", "lease_until")) == {
        (DeliveryState.QUEUED, "", None)
    }
    assert len(claims.claim(owner="next", limit=10, now=later)) == 2


def test_a_withdrawn_mail_says_why_and_is_nobodys(claimed) -> None:
    first = claimed[0]
    claims.withdraw(first, "another's", owner="another", now=NOW)
    claims.withdraw(first, "not wanted", owner="worker", now=NOW)
    first.refresh_from_db()
    assert (first.state, first.note, first.lease_owner) == (DeliveryState.CANCELLED, "not wanted", "")
    assert leases()["letter:2"] == "worker"
