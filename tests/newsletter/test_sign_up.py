"""From the form to the confirmed address: the same answer for every address, and a button to confirm."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from home.newsletter.actions import subscriptions
from home.newsletter.consent import version_of
from home.newsletter.enums import ConsentEvent, SubscriberState
from home.newsletter.models import ConsentRecord, Subscriber
from home.outbox.actions import suppress
from home.outbox.enums import DeliveryState, SuppressionReason
from home.outbox.models import Delivery, Suppression
from tests.markup import fields_of, unwrapped
from tests.newsletter.conftest import CONSENT, NOW

pytestmark = pytest.mark.usefixtures("newsletter")
URL = "/es/subscription/"


@pytest.fixture
def client(working_client: Client) -> Client:
    return working_client


def form(**fields: str) -> dict[str, str]:
    words = {
        "address": "Ana@Example.org",
        "language": "es",
        "consent": "on",
        "consent_version": version_of(CONSENT["es"]),
    }
    return {**words, **fields}


def confirm_path() -> str:
    text = Delivery.objects.get(kind="newsletter confirmation").text
    return re.search(r"http://localhost(/es/subscription/confirm/\S+)", text)[1]


def test_the_whole_way(client: Client) -> None:
    answer = client.post(URL, form())
    assert (answer.status_code, answer.url) == (302, "/es/subscription/asked/")
    assert client.get(answer.url).status_code == 200
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.language, subscriber.state) == ("ana@example.org", "es", "pending")
    page = client.get(confirm_path())
    assert 'method="post"' in page.content.decode()
    assert Subscriber.objects.get().state == SubscriberState.PENDING
    for _again in range(2):
        assert client.post(confirm_path()).status_code == 200
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED
    records = ConsentRecord.objects.values_list("event", "text", "text_version", "language")
    words = (CONSENT["es"], version_of(CONSENT["es"]), "es")
    assert list(records) == [(ConsentEvent.ASKED, *words), (ConsentEvent.CONFIRMED, *words)]
    assert not client.cookies


def test_the_mail_is_in_the_readers_language_and_says_what_they_agreed_to(client: Client) -> None:
    client.post(URL, form())
    mail = Delivery.objects.get()
    assert CONSENT["es"] in mail.text and CONSENT["es"] in mail.html
    assert mail.headers == {"Auto-Submitted": "auto-generated"}
    assert "<style" in mail.html and "@media" in mail.html and 'style="' in mail.html


@pytest.mark.parametrize("state", SubscriberState.values)
def test_every_known_address_gets_the_same_answer_and_one_mail(client: Client, reader, state) -> None:
    reader(state=state)
    answer = client.post(URL, form())
    assert (answer.status_code, answer.url) == (302, "/es/subscription/asked/")
    kind = "newsletter link" if state == SubscriberState.CONFIRMED else "newsletter confirmation"
    assert [mail.kind for mail in Delivery.objects.all()] == [kind]
    after = SubscriberState.CONFIRMED if state == SubscriberState.CONFIRMED else SubscriberState.PENDING
    assert Subscriber.objects.get().state == after


@pytest.mark.parametrize("reason", SuppressionReason)
def test_a_stopped_address_comes_back_by_its_own_confirmed_sign_up(client: Client, reason) -> None:
    suppress(address="ana@example.org", reason=reason, now=NOW)
    for _again in range(2):
        assert client.post(URL, form()).url == "/es/subscription/asked/"
    mail = Delivery.objects.get()
    assert Suppression.objects.of("ana@example.org"), "until it is confirmed, somebody else may have typed it"
    link = re.search(r"/es/subscription/confirm/\S+", mail.text)[0]
    client.get(link)
    assert Suppression.objects.exists()
    client.post(link)
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "nobody"},
        {"address": ""},
        {"address": "a\0b@example.org"},
        {"address": "a@example.org\nBcc: b@example.org"},
        {"address": "x" * 300 + "@example.org"},
        {"language": "xx"},
        {"language": "\0"},
        {"consent": ""},
        {"consent_version": "older"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, fields) -> None:
    answer = client.post(URL, form(**fields))
    assert answer.status_code == 400
    assert 'role="alert" tabindex="-1" autofocus>' in answer.content.decode()
    assert "<title>Error: " in unwrapped(answer.content.decode())
    assert not Subscriber.objects.exists()


def test_a_changed_consent_text_is_shown_unticked(client: Client) -> None:
    """A cache kept the page while an editor changed the consent text."""
    content = client.post(URL, form(consent_version="older")).content.decode()
    assert f'value="{version_of(CONSENT["es"])}"' in content
    assert "checked" not in content.split('id="newsletter-sign-up"')[1]


def test_a_filled_trap_does_nothing_until_the_form_is_sent_again(client: Client) -> None:
    answer = client.post(URL, form(leave_empty="Robbie"))
    assert not Subscriber.objects.exists()
    again = fields_of(answer.content, "newsletter-sign-up")
    assert client.post(URL, again).url == "/es/subscription/asked/"
    assert Subscriber.objects.get().address == "ana@example.org"


def test_one_address_is_written_to_once_an_hour_and_three_times_a_day_at_most(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _hour in range(5):
            for _twice in range(2):
                assert client.post(URL, form()).url == "/es/subscription/asked/"
            clock.shift(3600)
    assert [mail.due_at - mail.created_at for mail in Delivery.objects.order_by("pk")] == [timedelta(0)] * 3 + [
        timedelta(days=1)
    ] * 2


def test_who_asks_for_somebody_again_does_not_void_their_link(client: Client) -> None:
    client.post(URL, form())
    link = confirm_path()
    client.post(URL, form())
    assert client.post(link).status_code == 200
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED


def test_who_does_not_confirm_leaves_nothing_behind(client: Client) -> None:
    from home.newsletter.jobs import forget_unconfirmed

    client.post(URL, form())
    week = timezone.now() + timedelta(days=7)
    assert forget_unconfirmed(now=week - timedelta(hours=1)) == 0
    assert forget_unconfirmed(now=week + timedelta(seconds=1)) == 1
    assert not Subscriber.objects.exists()
    assert list(Delivery.objects.values_list("address", "text", "state")) == [("", "", "cancelled")]


def test_the_link_is_worth_nothing_after_a_week(client: Client) -> None:
    client.post(URL, form())
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        answer = client.post(confirm_path())
    assert (answer.status_code, Subscriber.objects.get().state) == (404, "pending")


def test_a_get_leads_to_the_newsletters_page(client: Client) -> None:
    assert client.get(URL).url == "/es/boletin/"


@pytest.mark.parametrize("then", [subscriptions.confirm, subscriptions.unsubscribe])
def test_nobody_is_asked_to_confirm_once_more_the_next_day(client: Client, then: Callable[..., None]) -> None:
    client.post(URL, form())
    Delivery.objects.update(due_at=timezone.now() + timedelta(days=1))
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).exists()
    then(subscriber=Subscriber.objects.get(), now=timezone.now())
    assert not Delivery.objects.filter(state=DeliveryState.QUEUED).exists()
