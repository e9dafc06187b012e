"""Signals between apps that must not import each other."""

from django.db.models import TextChoices
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _


class ReceiverFailed(Exception):
    """A receiver failed; the message says what is left to do. Lazily translated, for use in mail."""


class Milestone(TextChoices):
    """Events that subscribers are informed of."""

    PROGRAMME_RELEASED = "programme_released", _("The programme is published")
    CALL_OPENED = "call_opened", _("The call is open")


# One of them has happened. Sent with: name (a Milestone), subject (the row it happened to), at (aware datetime).
# A receiver works in a savepoint of its own and raises ReceiverFailed: its failure must not undo what has happened.
milestone = Signal()

# Translators may begin with a draft before readers see it. Sent with: page (the original; its latest draft counts),
# once the draft is committed and with send_robust: what a receiver raises is for the sender to tell.
ready_to_translate = Signal()

# A revision could not be published at its time. Sent with: revision, at (aware datetime). Again at each attempt.
publication_failed = Signal()
