from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from home.jobs.background import background_task
from home.jobs.portions import Failures
from home.jobs.registry import job
from home.newsletter.actions import mailings, subscriptions
from home.newsletter.archive import update_archive_privacy
from home.newsletter.enums import MailingState
from home.newsletter.models import Mailing


def under_way(now: datetime) -> QuerySet[Mailing]:
    return Mailing.objects.filter(Q(state=MailingState.SCHEDULED, send_at__lte=now) | Q(state=MailingState.SENDING))


@job("send-issues", every=timedelta(seconds=5), waiting=under_way)
def send_issues(*, now: datetime) -> int:
    """Start scheduled mailings, create the next deliveries of running ones, finish those that are done."""
    failures, written = Failures(), 0
    for mailing in Mailing.objects.filter(state=MailingState.SCHEDULED, send_at__lte=now).select_related("issue"):
        with failures.at("start mailing", mailing.pk):
            if mailings.start(mailing=mailing, now=now):
                update_archive_privacy(mailing.issue)
    for mailing in Mailing.objects.filter(state=MailingState.SENDING).select_related("issue", "batch"):
        with failures.at("write the emails of mailing", mailing.pk):
            written += mailings.queue_next_chunk(mailing=mailing, now=now)
            mailings.finish_if_done(mailing=mailing, now=now)
    failures.raise_unless(written)
    return written


@job("forget-unconfirmed", every=timedelta(hours=1))
def forget_unconfirmed(*, now: datetime) -> int:
    """Delete subscribers who did not confirm within a week."""
    return subscriptions.purge_unconfirmed(now=now)


# What a form asks for an address is done by the worker: how long the answer takes would say whether it is known.
LINK, SUBSCRIPTION = "newsletter-link", "newsletter-subscription"


@background_task(LINK)
def send_link(*, now: datetime, address: str) -> None:
    subscriptions.send_link(address=address, now=now)


@background_task(SUBSCRIPTION)
def request_subscription(*, now: datetime, **asked: Any) -> None:
    subscriptions.request_subscription(now=now, **asked)
