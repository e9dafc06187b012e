from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubscriberState(TextChoices):
    """Where a reader stands with the list."""

    PENDING = "pending", _("asked, not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    UNSUBSCRIBED = "unsubscribed", _("left")
    BOUNCED = "bounced", _("mail comes back")
    COMPLAINED = "complained", _("reported a mail as unwanted")


class ConsentEvent(TextChoices):
    """What a reader said, or what stood in for it."""

    ASKED = "asked", _("asked for the newsletter")
    CONFIRMED = "confirmed", _("confirmed by button")
    LANGUAGE = "language", _("changed the language")
    UNSUBSCRIBED = "unsubscribed", _("left")


class MailingState(TextChoices):
    """Where the sending of an issue stands."""

    SCHEDULED = "scheduled", _("scheduled")
    SENDING = "sending", _("being sent")
    PAUSED = "paused", _("paused")
    CANCELLED = "cancelled", _("cancelled")
    DONE = "done", _("sent")


UNDER_WAY_STATES = (MailingState.SCHEDULED, MailingState.SENDING, MailingState.PAUSED)
STARTED_STATES = (MailingState.SENDING, MailingState.PAUSED, MailingState.DONE)


class AudienceChoice(TextChoices):
    """What readers of one language get."""

    READY = "ready", _("the issue in their language")
    WAIT = "wait", _("wait: send to them as soon as the translation is published")
    LEAVE_OUT = "leave_out", _("leave them out")
    ORIGINAL = "original", _("send the original, with a line that says so")
