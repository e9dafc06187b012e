from datetime import datetime, timedelta

from django.db import transaction

from events.consents.contacts import forget_old_contacts
from events.submissions import actions, photos
from events.submissions.emails import messages
from events.submissions.enums import SubmissionState
from events.submissions.models import Submission
from home.jobs.background import background_task
from home.jobs.portions import Failures, in_portion
from home.jobs.registry import job

REMIND_BEFORE = timedelta(days=3)


@job("remind-to-confirm", every=timedelta(hours=1))
def remind_to_confirm(*, now: datetime) -> int:
    """One reminder to accepted speakers, three days before their time to confirm is over.

    Not within a day of the email that says so: it would be the same again.
    """
    soon = Submission.objects.filter(
        state=SubmissionState.ACCEPTED,
        notified_at__lte=now - timedelta(days=1),
        reminded_at=None,
        confirm_by__gt=now,
        confirm_by__lte=now + REMIND_BEFORE,
    )
    reminded, failures = 0, Failures()
    for submission in in_portion(soon.select_related("event")[:200]):
        with failures.at("remind of proposal", submission.pk), transaction.atomic():
            messages.send_reminder(submission, now=now)
            Submission.objects.filter(pk=submission.pk).update(reminded_at=now)
            reminded += 1
    failures.raise_unless(reminded)
    return reminded


@job("erase-old-proposals", every=timedelta(hours=6))
def erase_old_proposals(*, now: datetime) -> int:
    """Erase proposals that were not accepted, `Event.keep_months` after their event, and those held for a week.

    Addresses of speakers who sent no proposal go with them.
    """
    failures, erased = Failures(), 0
    with failures.at("forget contacts", ""):
        forget_old_contacts(now=now)
    for erase in (actions.erase_old, actions.erase_held):
        with failures.at(erase.__name__, ""):
            erased += erase(now=now)
    failures.raise_unless(erased)
    return erased


@job("delete-orphaned-photos", every=timedelta(days=1))
def delete_orphaned_photos(*, now: datetime) -> int:
    photos.delete_orphans(now=now)
    return 0


# Done by the worker: how long the answer takes would say whether an address is known.
LOST_LINKS = "proposal-lost-links"


@background_task(LOST_LINKS)
def send_lost_links(*, now: datetime, address: str, at: str) -> None:
    """`at` is when it was asked for, by the portal's clock."""
    actions.send_lost_links(address=address, now=datetime.fromisoformat(at))
