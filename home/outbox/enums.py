from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryState(TextChoices):
    """The state of one mail to one address."""

    QUEUED = "queued", _("waiting")
    HANDOVER = "handover", _("being handed over")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    UNCERTAIN = "uncertain", _("in doubt")
    BOUNCED = "bounced", _("came back")
    COMPLAINED = "complained", _("reported as spam")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN_STATES = (DeliveryState.QUEUED, DeliveryState.HANDOVER)
ACCEPTED_STATES = (DeliveryState.SENT, DeliveryState.DELIVERED)
LEFT_STATES = (*ACCEPTED_STATES, DeliveryState.BOUNCED, DeliveryState.COMPLAINED, DeliveryState.CANCELLED)


class BatchState(TextChoices):
    """Whether the mails of a batch may go out."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    CANCELLED = "cancelled", _("cancelled")


class SuppressionReason(TextChoices):
    """Why an address gets no list mail any more."""

    ERASED = "erased", _("deleted at the person’s request")
    COMPLAINED = "complained", _("reported an email as spam")
    BOUNCED = "bounced", _("the address does not exist")


class InDoubtPolicy(TextChoices):
    """What to do with a mail if it is unknown whether the provider accepted it."""

    RESEND = "resend"  # send again under the same Message-ID, by which many mailboxes drop duplicates
    HOLD = "hold"  # a person decides
