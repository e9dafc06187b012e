from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallState(TextChoices):
    """Where the call for sessions stands, from its own dates alone."""

    NOT_YET = "not_yet", _("not open yet")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Phase(TextChoices):
    """Where an edition stands. Later phases win over earlier ones."""

    ANNOUNCED = "announced", _("announced")
    PROGRAMME = "programme", _("programme published")
    LIVE = "live", _("running now")
    OVER = "over", _("over")
