from typing import Any

from django import forms
from django.db import models

from events.ways_in.forms import WaysInFormField


class WaysInField(models.JSONField):
    """Rows, see WayIn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, form_class=WaysInFormField, **kwargs)
