"""Whether mail leaves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.outbox.enums import ACCEPTED_STATES, DeliveryState
from home.outbox.models import Delivery, Suppression, Transport
from home.outbox.models.deliveries import Priority
from home.outbox.sending import NOT_COMPOSED
from home.status import Status

RECENT = timedelta(days=7)


def mail_statuses(*, now: datetime) -> Iterator[Status]:
    yield waiting_status(now)
    yield server_status(now)
    yield in_doubt_status()
    yield failed_status(now)


def oldest_waiting(*, now: datetime) -> datetime | None:
    """Since when the longest waiting mail waits. Those of a list wait for each other: not while any of them leave.

    A mail that cannot be composed is put off again and again, so it waits since it was written. One that was put off on
    purpose, to the next day, waits for nothing before that.
    """
    waiting = Delivery.objects.may_go().filter(state=DeliveryState.QUEUED)
    allowed = now - timedelta(minutes=settings.OUTBOX_MAX_WAIT_MINUTES)
    leaving = Delivery.objects.filter(priority=Priority.BATCH, state__in=ACCEPTED_STATES, changed_at__gt=allowed)
    if leaving.exists():
        waiting = waiting.filter(priority=Priority.SINGLE)
    found = waiting.aggregate(
        due=Min("due_at", filter=Q(due_at__lte=now)),
        put_off=Min("created_at", filter=Q(due_at__gt=now, note=NOT_COMPOSED)),
    )
    return min((since for since in found.values() if since), default=None)


def waiting_status(now: datetime) -> Status:
    oldest = oldest_waiting(now=now)
    minutes = int((now - oldest).total_seconds() // 60) if oldest else 0
    is_fine = minutes < settings.OUTBOX_MAX_WAIT_MINUTES
    message = _("Every email leaves in time.")
    if not is_fine:
        message = _("An email has been waiting for %(minutes)d minutes.") % {"minutes": minutes}
    return Status("mail", _("Waiting emails"), is_fine, message, url=reverse("outbox_mails"))


def server_status(now: datetime) -> Status:
    """A short pause after a connection problem is fine; how long mail waits tells when it is not."""
    transport = Transport.objects.stopped(now)
    is_fine = transport is None or not transport.needs_person
    message, details = _("It takes our emails."), []
    if transport:
        message = _("It cannot be reached at the moment and is tried again within five minutes.")
        details = [transport.reason]
    if not is_fine:
        message = _("It refuses our emails. Correct what it says, then resume sending.")
    return Status("mail_server", _("Mail server"), is_fine, message, details, url=reverse("outbox_mails"))


def in_doubt_status() -> Status:
    count = Delivery.objects.in_doubt().count()
    message = _("No email waits for a decision.")
    if count:
        message = ngettext(
            "Of %(count)d email it is not known whether it was sent. Decide what to do with it.",
            "Of %(count)d emails it is not known whether they were sent. Decide what to do with them.",
            count,
        ) % {"count": count}
    url = reverse("outbox_in_doubt")
    return Status("mail_in_doubt", _("Emails in doubt"), not count, message, url=url, urgent=False)


def failed_status(now: datetime) -> Status:
    """For information: a mistyped address needs nobody."""
    failed = Delivery.objects.filter(state__in=(DeliveryState.FAILED, DeliveryState.BOUNCED))
    message = _("%(failed)d emails failed in the last seven days. %(held)d addresses get no newsletter any more.") % {
        "failed": failed.filter(changed_at__gt=now - RECENT).count(),
        "held": Suppression.objects.count(),
    }
    url = reverse("outbox_mails") + "?state=failed"
    return Status("mail_failed", _("Refused emails"), True, message, url=url, urgent=False)
