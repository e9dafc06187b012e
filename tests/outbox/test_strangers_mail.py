"""Mail that anybody can trigger by typing somebody's address into a form."""

from datetime import timedelta

import pytest

from home.outbox.actions import enqueue_for_stranger
from home.outbox.addresses import has_account, mailbox
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


@pytest.mark.parametrize("address", ["ana@example.org", "Ana+list@example.org"])
def test_strangers_use_up_no_mail_that_an_account_needs(address, django_user_model):
    django_user_model.objects.create_user("ana", address)
    for number in range(4):
        cause(number, f"ana+{number}@example.org")
    assert due_times() == [NOW] * 2 + [NOW + DAY] * 2
    cause(4, address, for_account=True)
    assert due_times()[-1] == NOW
    for number in range(5, 9):
        cause(number, address, for_account=True)
    assert due_times()[5:] == [], "three a day, whoever asks for them"
    cause(9, address, now=NOW + DAY, for_account=True)
    assert due_times()[5:] == [NOW + DAY]


def test_mails_to_accounts_alone_are_three_a_day_too(django_user_model):
    django_user_model.objects.create_user("ana", "ana@example.org")
    for number in range(4):
        cause(number, for_account=True)
    assert due_times() == [NOW] * 3 + [NOW + DAY]


def test_nothing_is_kept_for_an_account_that_is_closed(django_user_model):
    django_user_model.objects.create_user("ana", "ana@example.org", is_active=False)
    django_user_model.objects.create_user("anabel", "anabel+x@example.org")
    for number in range(3):
        cause(number)
    assert due_times() == [NOW] * 3


def test_a_mail_that_is_there_already_is_not_counted_again():
    for _again in range(5):
        cause(1)
    cause(2)
    assert due_times() == [NOW, NOW]


def test_an_account_at_gmail_is_found_by_every_spelling(django_user_model):
    django_user_model.objects.create_user("ana", "an.a+portal@googlemail.com")
    assert has_account("a.na@gmail.com")
    assert not has_account("anna@gmail.com")


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("a@b.org", "a@b.org"), ("A+x@B.org", "a@b.org"), ("+x@b.org", "@b.org"), ("a@b+c.org", "a@b+c.org"),
        ("a.n.a@b.org", "a.n.a@b.org"), ("A.n.a+x@gmail.com", "ana@gmail.com"), ("ana@GoogleMail.com", "ana@gmail.com"),
    ],
)  # fmt: skip
def test_another_spelling_is_no_other_mailbox(address, box):
    assert mailbox(address) == box
