"""After erasure no column of any table holds anything of a subscriber; a new column is covered automatically."""

from datetime import timedelta

import pytest

from home.newsletter.actions import subscriptions
from home.newsletter.enums import SubscriberState
from home.newsletter.models import ConsentRecord, Subscriber
from home.outbox.actions import enqueue, record_report
from home.outbox.enums import DeliveryState
from home.outbox.kinds import NOTICE, MailContent
from home.outbox.models import Delivery, Suppression
from tests.events.submissions.actions.test_erasure import fill, found, tied_to
from tests.events.submissions.proposals import MARK
from tests.newsletter.conftest import CONSENT, NOW

pytestmark = pytest.mark.django_db

ADDRESS = f"{MARK}@example.org"
LATER = NOW + timedelta(days=8)


def subscriber_erases() -> None:
    subscriptions.erase(subscriber=Subscriber.objects.get(), now=NOW)
    assert Suppression.objects.count() == 1


def nobody_confirms() -> None:
    assert subscriptions.purge_unconfirmed(now=LATER) == 1


@pytest.mark.parametrize("forget", [subscriber_erases, nobody_confirms])
def test_nothing_is_left_of_a_subscriber(newsletter, forget) -> None:
    subscriptions.request_subscription(
        address=ADDRESS, language="en", consent_text=CONSENT["en"], form_path="/en/newsletter/", now=NOW
    )
    subscriber = Subscriber.objects.get()
    subscriptions.send_link(address=ADDRESS, now=NOW)
    if forget is subscriber_erases:
        subscriptions.confirm(subscriber=subscriber, now=NOW)
        subscriptions.change_language(subscriber=subscriber, language="es", now=NOW)
        subscriptions.unsubscribe(subscriber=subscriber, now=NOW)
    for model in {Subscriber, Delivery, *tied_to(Subscriber)}:
        assert model._base_manager.exists(), f"{model.__name__} is tied to a subscriber: let this test make one"
        fill(model._base_manager.all())
    assert found()
    forget()
    assert found() == set()
    assert ConsentRecord.objects.exists()


@pytest.mark.parametrize("forget", [subscriber_erases, nobody_confirms])
def test_other_mail_to_the_same_address_is_sent(newsletter, forget) -> None:
    """Anybody may type any address into the form of the newsletter."""
    subscriptions.request_subscription(
        address=ADDRESS, language="en", consent_text=CONSENT["en"], form_path="/en/newsletter/", now=NOW
    )
    words = MailContent("About your proposal", "We cannot offer it.")
    enqueue(kind=NOTICE, key="decision", address=ADDRESS, language="en", content=words, now=NOW)
    forget()
    left = Delivery.objects.exclude(address="").get()
    assert (left.address, left.subject, left.state) == (ADDRESS.lower(), "About your proposal", DeliveryState.QUEUED)


@pytest.mark.parametrize("event", ["bounced", "complained"])
def test_an_address_that_never_agreed_is_forgotten_though_its_mail_comes_back(newsletter, event) -> None:
    subscriptions.request_subscription(
        address=ADDRESS, language="en", consent_text=CONSENT["en"], form_path="/en/newsletter/", now=NOW
    )
    record_report(delivery=Delivery.objects.get(), event=event, note="", now=NOW)
    assert subscriptions.purge_unconfirmed(now=NOW) == 0
    nobody_confirms()
    assert found() == set()
    assert Suppression.objects.of(ADDRESS)


def test_a_reader_whose_mail_comes_back_stays(newsletter, reader) -> None:
    reader(state=SubscriberState.BOUNCED)
    assert subscriptions.purge_unconfirmed(now=LATER) == 0
