from datetime import datetime
from typing import Any

from wagtail.signals import page_published

from home.newsletter import archive, milestone_issues
from home.newsletter.enums import SubscriberState
from home.newsletter.models import NewsletterIssuePage, Subscriber
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery
from home.outbox.signals import delivery_failed
from home.signals import milestone

SUBSCRIBER_STATES = {
    DeliveryState.BOUNCED: SubscriberState.BOUNCED,
    DeliveryState.COMPLAINED: SubscriberState.COMPLAINED,
}


def connect() -> None:
    delivery_failed.connect(stop_mailing, dispatch_uid="newsletter")
    page_published.connect(archive.after_publishing, sender=NewsletterIssuePage, dispatch_uid="newsletter")
    milestone.connect(milestone_issues.prepare_issue, dispatch_uid="newsletter")


def stop_mailing(delivery: Delivery, state: DeliveryState, now: datetime, **kwargs: Any) -> None:
    """Mail bounced permanently or was reported as spam: end the subscription."""
    if state in SUBSCRIBER_STATES:
        readers = Subscriber.objects.filter(address=delivery.address).exclude(state=SubscriberState.UNSUBSCRIBED)
        readers.update(state=SUBSCRIBER_STATES[state], changed_at=now)
