"""Signals between apps that must not import each other."""

from django.dispatch import Signal

# Something readers were promised to hear of has happened.
# Sent with: name ("programme_released", "call_opened"), subject (the row it happened to), at (aware datetime).
milestone = Signal()

# Translators may begin with a draft before readers see it. Sent with: page (the original; its latest draft counts),
# once the draft is committed and with send_robust: what a receiver raises is for the sender to tell.
ready_to_translate = Signal()
