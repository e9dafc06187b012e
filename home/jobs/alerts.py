"""Alerts: what is not fine is logged, and mailed to ALERT_EMAIL without the outbox."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from home.characters import one_line
from home.jobs.registry import job
from home.models import StatusAlert
from home.status import Status, statuses

logger = logging.getLogger(__name__)

REPEAT_AFTER = timedelta(days=1)
LASTING, REPEAT_LASTING_AFTER = timedelta(days=1), timedelta(days=7)  # of what is not urgent: many a thing passes


@job("report-status", every=timedelta(minutes=1))
def report_status(*, now: datetime) -> int:
    """Log each change, and mail it once; again after a day while something is not fine. Raises what sending raises.

    What is not urgent is mailed once it has lasted a day, and again after a week.
    """
    with translation.override(settings.LANGUAGE_CODE):
        wrong = {status.name: status for status in statuses(now=now) if not status.is_fine}
        rows = {}
        for name, status in wrong.items():
            rows[name], is_new = StatusAlert.objects.get_or_create(name=name, defaults={"since": now})
            if is_new:
                level = logging.ERROR if status.urgent else logging.WARNING
                logger.log(level, "not fine: %s: %s", name, describe(status))
        solved = StatusAlert.objects.exclude(name__in=wrong)
        solved_names = [row.name for row in solved if row.notified_at]
        for row in solved:
            logger.warning("fine again: %s", row.name)
        told = [status for name, status in wrong.items() if status.urgent or rows[name].since <= now - LASTING]
        if settings.ALERT_EMAIL and (solved_names or any(is_unreported(rows[one.name], one, now) for one in told)):
            send_alert(told, solved_names)
            StatusAlert.objects.filter(name__in=[one.name for one in told]).update(notified_at=now)
        solved.delete()
    return 0


def is_unreported(row: StatusAlert, status: Status, now: datetime) -> bool:
    """Whether nobody was told of it lately."""
    lately = REPEAT_AFTER if status.urgent else REPEAT_LASTING_AFTER
    return row.notified_at is None or not now - lately < row.notified_at <= now


def describe(status: Status) -> str:
    return " ".join(map(str, [status.message, *status.details]))


def send_alert(wrong: list[Status], solved: list[str]) -> None:
    """At once, by the mail server of ALERT_EMAIL_URL; without one by that of all other mail."""
    subject = _("%(portal)s needs a hand") if wrong else _("%(portal)s is fine again")
    parts = [f"{status.label}: {describe(status)}" for status in wrong]
    if solved:
        parts.append(_("Fine again: %(names)s") % {"names": ", ".join(solved)})
    parts.append(f"{settings.PORTAL_BASE_URL}/admin/status/")
    EmailMessage(
        subject=one_line(subject % {"portal": settings.PORTAL_NAME}),
        body="\n\n".join(parts) + "\n",
        to=[settings.ALERT_EMAIL],
        connection=get_connection(**settings.ALERT_CONNECTION),
    ).send()
