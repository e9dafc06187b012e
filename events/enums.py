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
    OVER = "over", _("finished")


class Composition(TextChoices):
    """By which rule the programme of an edition is drawn, see home.design.composition."""

    WAVE = "wave", _("Wave: each room is a wave; for a theme of distance")
    HORIZON = "horizon", _("Horizon: rooms above and below a line; for a theme of time")
    SHARE = "share", _("Share: one place each; for a theme of sharing")
    ORBIT = "orbit", _("Orbit: each room is an orbit; for a theme of governance")
    STACK = "stack", _("Stack: one hour is one column; for a theme of building")
    SPIRAL = "spiral", _("Spiral: from the first session to the last; for a theme of growth")


class SessionKind(TextChoices):
    """What a session is."""

    OPENING = "opening", _("opening")
    KEYNOTE = "keynote", _("keynote")
    TALK = "talk", _("talk")
    WORKSHOP = "workshop", _("workshop")
    PANEL = "panel", _("panel")
    CONVERSATION = "conversation", _("conversation")
    BREAK = "break", _("break")
    LANGUAGE_BREAK = "language_break", _("language break")
    CLOSING = "closing", _("closing")

    @property
    def is_break(self) -> bool:
        """A break: not counted as a session, and needs no speaker and no language."""
        return self in (SessionKind.BREAK, SessionKind.LANGUAGE_BREAK)


class LanguageRole(TextChoices):
    """How a language is present in a session, the best way to follow first. SIGNED has sign languages."""

    SPOKEN = "spoken", _("spoken")
    INTERPRETED = "interpreted", _("interpreted")
    SIGNED = "signed", _("signed")
    LIVE_CAPTIONED = "live_captioned", _("with live captions")
    CAPTIONED = "captioned", _("with captions")
    SLIDES = "slides", _("slides")

    @property
    def can_be_followed(self) -> bool:
        """A session cannot be followed from slides alone."""
        return self is not LanguageRole.SLIDES

    @property
    def is_read(self) -> bool:
        return self in (LanguageRole.LIVE_CAPTIONED, LanguageRole.CAPTIONED)


class SlotStatus(TextChoices):
    CONFIRMED = "confirmed", _("takes place")
    CANCELLED = "cancelled", _("cancelled")


class Change(TextChoices):
    """What a release changed since the release before it."""

    ADDED = "added", _("new")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    RESTORED = "restored", _("takes place after all")
    LANGUAGES = "languages", _("languages changed")


class RecordingAnswer(TextChoices):
    """What a speaker says about a recording of their session."""

    YES = "yes", _("yes")
    WITHOUT_QUESTIONS = "without_questions", _("only without the questions")
    NO = "no", _("no")
