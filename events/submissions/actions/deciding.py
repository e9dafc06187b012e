"""Decide and inform. A decision stays inside the team until its email is released."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.submissions import pages
from events.submissions.actions.base import ActionRefused, PartialFailure, lock, log_step, send_to_translators
from events.submissions.actions.planning import free_slot, move_to_timetable
from events.submissions.emails import messages
from events.submissions.enums import DECISIONS, SubmissionState
from events.submissions.models import Submission
from events.submissions.photos import atomic_with_files


def accept(*, submission: Submission, user: Any, now: datetime) -> Submission:
    """Accept a proposal without open objections. Its pages are made when its email is released.

    Refused already now if the tree of its language has no place for them.
    """
    try:
        pages.require_parent_pages(submission)
    except pages.NoParentPage as missing:
        raise ActionRefused(str(missing)) from missing
    return _decide(submission, SubmissionState.ACCEPTED, user, now)


def choose_page(*, submission: Submission, choice: str, user: Any) -> None:
    """The team says that an existing page is this person's. `choice` is "speaker:page", of those asked about."""
    with transaction.atomic():
        row = lock(submission)
        asked = pages.pages_to_ask_about(row.speakers.all())
        offered = {f"{speaker}:{page.pk}": (speaker, page) for speaker, found in asked.items() for page in found}
        if choice not in offered:
            raise ActionRefused(_("This page cannot be chosen any more."))
        speaker, page = offered[choice]
        row.speakers.filter(pk=speaker).update(page=page, made_page=False, page_by_team=True)
        log_step(row, "choose_page", user=user)


def wait_list(*, submission: Submission, user: Any, now: datetime) -> Submission:
    return _decide(submission, SubmissionState.WAITLISTED, user, now)


def decline(*, submission: Submission, user: Any, now: datetime) -> Submission:
    return _decide(submission, SubmissionState.DECLINED, user, now)


def _decide(submission: Submission, state: SubmissionState, user: Any, now: datetime) -> Submission:
    """Repeating a decision changes nothing; another one withdraws an email that is still held."""
    with transaction.atomic():
        row = lock(submission)
        if row.state == state:
            return row
        if row.state in (SubmissionState.WITHDRAWN, SubmissionState.CONFIRMED):
            raise ActionRefused(_("“{title}” is {state}.").format(title=row.title, state=row.get_state_display()))
        if row.notified_at and row.state in (SubmissionState.ACCEPTED, SubmissionState.DECLINED):
            raise ActionRefused(_("“{title}”: the speakers have already been told.").format(title=row.title))
        if state == SubmissionState.ACCEPTED and row.has_open_objection:
            raise ActionRefused(_("“{title}”: an objection is still open.").format(title=row.title))
        if row.state == SubmissionState.ACCEPTED:
            pages.delete_draft_pages(row)
            free_slot(submission=row, user=user)
        row.state, row.decided_at, row.notified_at, row.confirm_by = state, now, None, None
        row.save(update_fields=["state", "decided_at", "notified_at", "confirm_by"])
        log_step(row, str(state), user=user)
    return row


def _confirm_by(submission: Submission, now: datetime) -> datetime | None:
    """The deadline for confirming an acceptance whose email is sent at `now`: a day where the event leaves no hour."""
    if submission.state != SubmissionState.ACCEPTED:
        return None
    until = min(now + timedelta(days=submission.event.confirm_days), submission.settled_at(now))
    return until if until - now >= timedelta(hours=1) else now + timedelta(days=1)


def held_email(*, submission: Submission, now: datetime) -> tuple[str, str]:
    """Subject and text of the email that would go out if it were released at `now`."""
    submission.confirm_by = _confirm_by(submission, now)
    return messages.email_template_for(submission.state, submission.language).fill(
        messages.placeholder_values(submission)
    )


def release_email(
    *, submission: Submission, user: Any, now: datetime, note: str = "", expected: str | None = None
) -> bool:
    """Send the held email of a decision; False if there is none. Now the decision leaves the team.

    `note` is a paragraph of the team for these people alone. `expected` is the `Submission.decision` whose email was
    looked at, empty if that is unknown: any other is refused. An accepted proposal gets its pages, as drafts, and can
    be confirmed; its planned slot becomes one of the timetable's draft. Raises PartialFailure if all of this is done
    but the translations could not be opened.
    """
    missed: list[Page] = []
    with atomic_with_files():
        row = lock(submission)
        if expected not in (None, row.decision):
            text = _("“{title}”: the decision was changed meanwhile, so no email was sent. Please look at it again.")
            raise ActionRefused(text.format(title=row.title))
        if row.state not in DECISIONS or row.notified_at:
            return False
        row.notified_state, row.notified_at = row.state, now
        row.confirm_by = _confirm_by(row, now)
        row.save(update_fields=["notified_state", "notified_at", "confirm_by"])
        if row.state == SubmissionState.ACCEPTED:
            try:
                missed = send_to_translators(row, pages.create_pages(row, user=user))
                move_to_timetable(row, user=user)
            except pages.NoParentPage as missing:
                raise ActionRefused(str(missing)) from missing
        messages.send_decision(row, now=now, note=note)
        log_step(row, "release_letter", user=user, state=row.state)
    if missed:
        text = _(
            "The email for “{title}” is on its way, but these pages could not be sent to the translators: "
            "{pages}. The translators get them when you publish the pages. Please tell the "
            "administrators of this portal."
        )
        raise PartialFailure(text.format(title=row.title, pages=", ".join(page.title for page in missed)))
    return True
