"""Mail that anybody can trigger by typing somebody's address into a form."""

from datetime import timedelta

import pytest

from home.forms.rate_limit import Limit
from home.outbox.actions import enqueue_for_stranger
from home.outbox.addresses import mailbox
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind
from home.outbox.models import Delivery
from tests.outbox.conftest import NOW

pytestmark = pytest.mark.django_db

KINDS = [MailKind(name, name, InDoubtPolicy.RESEND) for name in ("one", "two")]
DAY = timedelta(days=1)


def cause(number, address="ana@example.org", now=NOW, **more):
    enqueue_for_stranger(
        kind=KINDS[number % 2],
        key=f"mail:{number}",
        address=address,
        language="en",
        content=MailContent("A", "B"),
        now=now,
        **more,
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


def test_strangers_use_up_no_mail_that_is_kept_for_a_known_address():
    for number in range(6):
        cause(number, f"ana+{number}@example.org")
        cause(number + 10, f"ana+{number}@example.org", kept=Limit(1, DAY))
    Delivery.objects.all().delete()
    cause(30, kept=Limit(1, DAY))
    assert due_times() == [NOW]
    cause(32, kept=Limit(1, DAY))
    assert due_times() == [NOW], "one a day"
    cause(34, now=NOW + DAY, kept=Limit(1, DAY))
    assert due_times() == [NOW, NOW + DAY], "also on the day to which the others were put off"


def test_mails_are_kept_for_each_purpose_and_count_not_among_those_of_strangers():
    for number in range(3):
        cause(number, kept=Limit(1, DAY), kept_for=f"purpose {number}")
    for number in range(3, 7):
        cause(number)
    assert due_times() == [NOW] * 6 + [NOW + DAY]


def test_one_sender_causes_ten_mails_a_day():
    for number in range(25):
        cause(number, f"{number}@example.org", sender=f"Bea+{number}@example.org")
    assert due_times() == [NOW] * 10 + [NOW + DAY] * 10
    cause(30, "30@example.org", sender="carl@example.org")
    assert due_times()[-1] == NOW


def test_a_mail_that_is_there_already_is_not_counted_again():
    for _again in range(5):
        cause(1)
    cause(2)
    assert due_times() == [NOW, NOW]


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("a@b.org", "a@b.org"), ("A+x@B.org", "a@b.org"), ("+x@b.org", "@b.org"), ("a@b+c.org", "a@b+c.org"),
        ("a.n.a@b.org", "a.n.a@b.org"), ("A.n.a+x@gmail.com", "ana@gmail.com"), ("ana@GoogleMail.com", "ana@gmail.com"),
    ],
)  # fmt: skip
def test_another_spelling_is_no_other_mailbox(address, box):
    assert mailbox(address) == box
