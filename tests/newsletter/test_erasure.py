"""After erasure no column of any table holds anything of a subscriber; a new column is covered automatically."""

from datetime import timedelta

import pytest

from home.newsletter.actions import subscriptions
from home.newsletter.models import ConsentRecord, Subscriber
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
