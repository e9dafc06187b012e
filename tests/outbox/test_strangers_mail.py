"""Mail that anybody can trigger by typing somebody's address into a form."""

from datetime import timedelta

import pytest

from home.outbox.actions import enqueue_for_stranger
from home.outbox.addresses import mailbox
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind
from home.outbox.models import Delivery
from tests.outbox.conftest import NOW

pytestmark = pytest.mark.django_db

KINDS = [MailKind(name, name, InDoubtPolicy.RESEND) for name in ("one", "two")]
DAY = timedelta(days=1)


def cause(number, address="ana@example.org", now=NOW):
    enqueue_for_stranger(
        kind=KINDS[number % 2],
        key=f"mail:{number}",
        address=address,
        language="en",
        content=MailContent("A", "B"),
        now=now,
    )


def due_times():
    return list(Delivery.objects.order_by("pk").values_list("due_at", flat=True))


def test_a_mailbox_gets_three_today_three_tomorrow_and_no_more():
    spellings = ["ana@example.org", "Ana+list@Example.org", "ana+a+b@example.org", "ANA@example.org"]
    for number in range(12):
        cause(number, spellings[number % 4])
    assert due_times() == [NOW] * 3 + [NOW + DAY] * 3
    assert Delivery.objects.filter(address="ana+list@example.org").exists(), "mail goes to the address that was given"
    cause(12, "bea@example.org")
    assert due_times()[-1] == NOW
    cause(13, now=NOW + DAY)
    assert due_times()[-1] == NOW + 2 * DAY, "what waits for a day counts on that day"


def test_a_mail_that_is_there_already_is_not_counted_again():
    for _again in range(5):
        cause(1)
    cause(2)
    assert due_times() == [NOW, NOW]


@pytest.mark.parametrize(
    ("address", "box"),
    [("a@b.org", "a@b.org"), ("A+x@B.org", "a@b.org"), ("+x@b.org", "@b.org"), ("a@b+c.org", "a@b+c.org")],
)
def test_what_follows_a_plus_sign_is_no_other_mailbox(address, box):
    assert mailbox(address) == box
