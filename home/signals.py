"""Signals between apps that must not import each other."""

from django.dispatch import Signal

# Something readers were promised to hear of has happened.
# Sent with: name ("programme_released", "call_opened"), subject (the row it happened to), at (aware datetime).
milestone = Signal()
