"""For texts and names that must not be empty: what nobody can see counts as empty."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from home.characters import INVISIBLE, lines

# Letters and signs without ink: Hangul fillers and the empty cell of Braille.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"


def require_visible_text(text: str) -> None:
    """Raises ValidationError, as for an empty field, for spaces, marks of direction and control characters."""
    if all(char in BLANK or unicodedata.category(char) in INVISIBLE for char in lines(text)):
        raise ValidationError(forms.Field.default_error_messages["required"], code="required")
