from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.enums import SessionKind


class SubmissionState(TextChoices):
    """The state of a proposal. Its people may be shown an older one (Submission.state_for_speakers)."""

    SUBMITTED = "submitted", _("submitted")
    WAITLISTED = "waitlisted", _("on the waiting list")
    ACCEPTED = "accepted", _("accepted")
    CONFIRMED = "confirmed", _("confirmed by the speakers")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNDER_REVIEW = (SubmissionState.SUBMITTED, SubmissionState.WAITLISTED)
DECISIONS = (SubmissionState.ACCEPTED, SubmissionState.WAITLISTED, SubmissionState.DECLINED)
TAKES_PLACE = (SubmissionState.ACCEPTED, SubmissionState.CONFIRMED)


class Answer(TextChoices):
    """A reviewer's answer, and what became of an objection."""

    CONSENT = "consent", _("consent")
    OBJECTION = "objection", _("objection")
    CLOSED = "closed", _("objection, closed by whoever raised it")
    AMENDED = "amended", _("objection, closed by an amendment")
    ASIDE = "aside", _("stands aside")


REVIEWER_ANSWERS = (Answer.CONSENT, Answer.OBJECTION, Answer.ASIDE)
# After an amendment, reviewers who objected are asked to look again.
ANSWERED = (*REVIEWER_ANSWERS, Answer.CLOSED)


class EmailKind(TextChoices):
    """The emails that editors can rewrite."""

    ACCEPTED = "accepted", _("accepted")
    WAITLISTED = "waitlisted", _("on the waiting list")
    DECLINED = "declined", _("declined")
    REMINDER = "reminder", _("reminder to confirm")
    PHOTO = "photo", _("a photo is missing")
    PRACTICAL = "practical", _("practical information")
    INVITED = "invited", _("to helpers: invited to a shift")
    ASSIGNED = "assigned", _("to helpers: a shift is confirmed")
    MOVED = "moved", _("to helpers: the time of a shift changed")
    DAY_BEFORE = "day_before", _("to helpers: the day before")
    THANKS = "thanks", _("to helpers: thanks")


TO_HELPERS = (EmailKind.INVITED, EmailKind.ASSIGNED, EmailKind.MOVED, EmailKind.DAY_BEFORE, EmailKind.THANKS)


PROPOSED_KINDS = (SessionKind.TALK, SessionKind.WORKSHOP, SessionKind.PANEL, SessionKind.CONVERSATION)
