from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubscriberState(TextChoices):
    """The state of a subscriber."""

    PENDING = "pending", _("not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    BOUNCED = "bounced", _("emails come back")
    COMPLAINED = "complained", _("reported an email as spam")


class ConsentEvent(TextChoices):
    """A consent event: what a subscriber did, or what counts as that."""

    ASKED = "asked", _("signed up")
    CONFIRMED = "confirmed", _("confirmed with the button")
    LANGUAGE = "language", _("changed the language")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")


class MailingState(TextChoices):
    """The state of a mailing."""

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
    WAIT = "wait", _("wait, and send it as soon as the translation is published")
    LEAVE_OUT = "leave_out", _("leave them out")
    ORIGINAL = "original", _("send the original, with a line that says so")
