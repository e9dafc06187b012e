"""Signals between apps that must not import each other."""

from django.dispatch import Signal


class NotDone(Exception):
    """A receiver could not do its part; the message says what is left to do. Lazily translated: mail may carry it."""


# Something readers were promised to hear of has happened.
# Sent with: name ("programme_released", "call_opened"), subject (the row it happened to), at (aware datetime).
# A receiver works in a savepoint of its own and raises NotDone: its failure must not undo what has happened.
milestone = Signal()

# Translators may begin with a draft before readers see it. Sent with: page (the original; its latest draft counts),
# once the draft is committed and with send_robust: what a receiver raises is for the sender to tell.
ready_to_translate = Signal()
