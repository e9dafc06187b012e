from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.enums import LanguageRole


class ShiftKind(TextChoices):
    """What helpers do. Those of PROMISES keep what the timetable promises readers."""

    INTERPRET = "interpret", _("interpret")
    CAPTION = "caption", _("write captions")
    SIGN = "sign", _("interpret into a sign language")
    HOST = "host", _("welcome people in a room")
    MODERATE = "moderate", _("moderate")
    TECHNOLOGY = "technology", _("look after the technology")
    NOTES = "notes", _("take notes")


PROMISES = {
    LanguageRole.INTERPRETED: ShiftKind.INTERPRET,
    LanguageRole.LIVE_CAPTIONED: ShiftKind.CAPTION,
    LanguageRole.SIGNED: ShiftKind.SIGN,
}


class AssignmentState(TextChoices):
    """Whether a helper does a shift. Only a confirmed assignment fills it."""

    INVITED = "invited", _("invited by the team")
    OFFERED = "offered", _("offered")
    CONFIRMED = "confirmed", _("confirmed")
    CANCELLED = "cancelled", _("cancelled")
