"""Links that are forged, expired, used up, for another purpose or another person."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from home.newsletter import tokens
from home.newsletter.actions import subscriptions
from home.newsletter.enums import SubscriberState
from home.newsletter.models import Subscriber
from tests.newsletter.conftest import NOW

pytestmark = pytest.mark.usefixtures("newsletter")


@pytest.fixture
def pending(reader) -> Subscriber:
    return reader(state=SubscriberState.PENDING)


def bad_tokens(subscriber: Subscriber) -> dict[str, str]:
    good = tokens.make_token(tokens.CONFIRM, subscriber)
    return {
        "forged": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "nonsense": "nonsense",
        "other purpose": tokens.make_token(tokens.PREFERENCES, subscriber),
        "other form": signing.dumps("text", salt="newsletter.confirm"),
        "nobody": signing.dumps(["0" * 32, subscriber.confirm_nonce], salt="newsletter.confirm"),
        "other nonce": signing.dumps([subscriber.uuid.hex, "other"], salt="newsletter.confirm"),
    }


@pytest.mark.parametrize("kind", ["forged", "nonsense", "other purpose", "other form", "nobody", "other nonce"])
def test_a_bad_link_changes_nothing_and_helps(client, pending, kind) -> None:
    answer = client.post(f"/en/subscription/confirm/{bad_tokens(pending)[kind]}/")
    assert answer.status_code == 404
    content = answer.content.decode()
    assert 'action="/en/subscription/link/"' in content and 'href="/en/subscription/"' in content
    assert 'name="address"' in content
    assert Subscriber.objects.get().state == SubscriberState.PENDING


def test_a_confirmation_link_is_used_up_when_its_reader_leaves(client, pending) -> None:
    """A link in an old mail must not renew a subscription."""
    path = f"/en/subscription/confirm/{tokens.make_token(tokens.CONFIRM, pending)}/"
    client.post(path)
    subscriptions.unsubscribe(subscriber=pending, now=NOW)
    assert client.post(path).status_code == 404
    assert Subscriber.objects.get().state == SubscriberState.UNSUBSCRIBED


def test_a_newer_request_leaves_the_older_link_valid(client, pending) -> None:
    old = tokens.make_token(tokens.CONFIRM, pending)
    subscriptions.request_subscription(
        address=pending.address, language="en", consent_text="Yes", form_path="/", now=timezone.now()
    )
    assert client.post(f"/en/subscription/confirm/{old}/").status_code == 200
    pending.refresh_from_db()
    assert pending.state == SubscriberState.CONFIRMED


def test_one_persons_link_does_nothing_to_another(client, reader) -> None:
    ana, bea = reader("ana@example.org"), reader("bea@example.org")
    client.post(f"/en/subscription/preferences/{tokens.make_token(tokens.PREFERENCES, ana)}/", {"action": "leave"})
    bea.refresh_from_db()
    assert bea.state == SubscriberState.CONFIRMED


@pytest.mark.parametrize("path", ["preferences/{}/", "preferences/{}/data.json"])
def test_the_private_page_wants_its_own_token_in_time(client, reader, path) -> None:
    subscriber = reader()
    token = tokens.make_token(tokens.PREFERENCES, subscriber)
    assert client.get(f"/en/subscription/{path.format(token)}").status_code == 200
    other = tokens.make_token(tokens.CONFIRM, subscriber)
    assert client.get(f"/en/subscription/{path.format(other)}").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert client.get(f"/en/subscription/{path.format(token)}").status_code == 404


@pytest.mark.parametrize("key", ["unknown", "x" * 500, "%00", "ñ"])
def test_an_unknown_key_to_leave_is_answered_with_a_page_that_helps(client, db, key) -> None:
    answer = client.post(f"/en/subscription/leave/{key}/1/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404
