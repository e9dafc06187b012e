import json

import pytest
from django.test import Client

from home.newsletter import tokens
from home.newsletter.actions import subscriptions
from home.newsletter.enums import ConsentEvent, SubscriberState
from home.newsletter.models import ConsentRecord, Subscriber
from home.outbox.models import Delivery, Suppression
from tests.newsletter.conftest import NOW

pytestmark = pytest.mark.usefixtures("newsletter")


def private_page(subscriber: Subscriber, ending: str = "") -> str:
    return f"/es/subscription/preferences/{tokens.make_token(tokens.PREFERENCES, subscriber)}/{ending}"


@pytest.mark.parametrize("ending", ["", "data.json"])
def test_a_private_page_is_kept_and_told_nowhere(client: Client, reader, ending: str) -> None:
    answer = client.get(private_page(reader(), ending))
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_changing_the_language(client: Client, reader) -> None:
    subscriber = reader(language="en")
    assert '<option value="en" selected>' in client.get(private_page(subscriber)).content.decode()
    subscriber = reader("bea@example.org", language="es")
    for _again in range(2):
        client.post(private_page(subscriber), {"action": "language", "language": "en"})
    assert client.post(private_page(subscriber), {"action": "language", "language": "xx"}).status_code == 200
    subscriber.refresh_from_db()
    assert (subscriber.language, ConsentRecord.objects.count()) == ("en", 1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "leave"}, True),
        ({"action": "language", "language": "en"}, True),
        ({"action": "language", "language": "xx"}, False),
        ({"action": "erase"}, False),
    ],
)
def test_what_was_done_is_said(client: Client, reader, sent, said) -> None:
    page = private_page(reader())
    assert 'role="status"' not in client.get(page).content.decode()
    assert ('role="status"' in client.post(page, sent).content.decode()) == said


def test_one_click_needs_no_cookie_no_token_and_may_come_twice(reader) -> None:
    """As a mail provider posts it, from anywhere (RFC 8058)."""
    subscriber = reader()
    client = Client(enforce_csrf_checks=True, headers={"Origin": "https://mail.example.net"})
    for _again in range(2):
        answer = client.post(
            f"/es/subscription/leave/{subscriber.unsubscribe_key}/7/", {"List-Unsubscribe": "One-Click"}
        )
        assert (answer.status_code, answer.cookies.output()) == (200, "")
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.UNSUBSCRIBED
    assert [record.event for record in ConsentRecord.objects.all()] == [ConsentEvent.UNSUBSCRIBED]


@pytest.mark.parametrize("mailing", ["", "7/", f"{10**30}/"])
def test_looking_at_the_link_to_leave_changes_nothing(client: Client, reader, mailing) -> None:
    subscriber = reader()
    answer = client.get(f"/es/subscription/leave/{subscriber.unsubscribe_key}/{mailing}")
    subscriber.refresh_from_db()
    assert (answer.status_code, subscriber.state) == (200, SubscriberState.CONFIRMED)
    assert str(subscriber) in answer.content.decode()
    button = '<form class="form" method="post"'
    assert button in answer.content.decode()
    assert button not in client.post(f"/es/subscription/leave/{subscriber.unsubscribe_key}/").content.decode()


def test_a_number_of_a_mailing_too_large_for_any_database(client: Client, reader) -> None:
    key = reader().unsubscribe_key
    assert client.post(f"/es/subscription/leave/{key}/{10**30}/").status_code == 200


def test_the_export_holds_all_that_is_known(client: Client, reader) -> None:
    subscriber = reader()
    subscriptions.send_link(address=subscriber.address, now=NOW)
    answer = client.get(private_page(subscriber, "data.json"))
    data = json.loads(answer.content)
    assert data["subscriber"]["address"] == "ana@example.org"
    assert [mail["kind"] for mail in data["mails"]] == ["newsletter link"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_erasing_leaves_a_mark_and_numbers_only(client: Client, reader) -> None:
    subscriber = reader()
    subscriptions.send_link(address=subscriber.address, now=NOW)
    subscriptions.unsubscribe(subscriber=subscriber, now=NOW)
    ConsentRecord.objects.update(form_path="/es/subscription/")
    assert client.post(private_page(subscriber), {"action": "erase"}).status_code == 200
    assert Subscriber.objects.exists()
    page = private_page(subscriber)
    assert client.post(page, {"action": "erase", "sure": "on"}).status_code == 200
    assert client.post(page, {"action": "erase", "sure": "on"}).status_code == 404
    assert not Subscriber.objects.exists()
    assert list(Delivery.objects.values_list("address", "html", "subject")) == [("", "", "")]
    assert list(ConsentRecord.objects.values_list("subscriber", "form_path")) == [(None, "")]
    assert "ana" not in json.dumps(list(Suppression.objects.values()), default=str)


@pytest.mark.parametrize("address", ["ana@example.org", "nobody@example.org"])
def test_the_private_link_is_mailed_and_never_shown(working_client: Client, reader, address) -> None:
    reader()
    answer = working_client.post("/es/subscription/link/", {"address": address})
    assert answer.url == "/es/subscription/link/sent/"
    assert Delivery.objects.count() == (address == "ana@example.org")


def test_a_wrong_address_is_said(client: Client, db) -> None:
    answer = client.post("/es/subscription/link/", {"address": "x"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode() and 'value="x"' in answer.content.decode()
