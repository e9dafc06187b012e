from typing import Any

from django import forms
from django.conf import settings
from wagtail.admin.forms.models import WagtailAdminModelForm

from events.admin.cities import CityField
from events.fields import LanguageCodesFormField
from home.i18n.languages import native_name
from home.times import UTC_ZONE


class ZoneField(CityField):
    """A zone by the name of its city; empty for UTC."""

    def to_python(self, value: str | None) -> str:
        return UTC_ZONE if not value or value.strip().upper() == UTC_ZONE else super().to_python(value)


class EventForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone, languages = self.fields["zone"], self.fields["languages"]
        self.fields["zone"] = ZoneField(label=zone.label, help_text=zone.help_text, required=False)
        self.fields["languages"] = LanguageCodesFormField(
            label=languages.label,
            help_text=languages.help_text,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, native_name(code)) for code in settings.PORTAL_LANGUAGES],
        )


class RoomForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].disabled = bool(self.instance.pk)  # slots and shifts of its event are in it
