from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.fields import language_choices
from events.models import Event, SessionPage, Slot
from events.roster.actions import HelperData
from events.roster.enums import ShiftKind
from events.roster.models import Shift
from events.roster.public.forms import WhatICanDo
from events.roster.queries import slots_by_identity
from home.forms.visible import require_visible_text
from home.i18n import sign_languages
from home.i18n.languages import native_name
from home.outbox.address_fields import AddressFormField

WRITTEN = "%Y-%m-%dT%H:%M"


def codes_of(event: Event) -> list[str]:
    return list(event.language_codes)


class ShiftForm(forms.ModelForm):
    """A shift in a slot, or in a stretch of time."""

    slot = forms.ChoiceField(
        label=_("Session"),
        required=False,
        help_text=_("The shift moves with its session. Leave empty for a stretch of time."),
    )

    class Meta:
        model = Shift
        fields = ("kind", "from_language", "language", "starts_at", "ends_at", "room", "is_needed", "is_open")

    field_order = ("kind", "from_language", "language", "slot")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        fields: Any = self.fields
        spoken = [("", "–"), *language_choices()]
        signed = [(code, str(name)) for code, name in sign_languages.NAMES.items()]
        for name, choices in (("from_language", spoken), ("language", [*spoken, *signed])):
            fields[name] = forms.ChoiceField(
                label=fields[name].label, required=False, choices=choices, help_text=fields[name].help_text
            )
        self.slots = slots_by_identity(event, draft=True)
        titles = dict(SessionPage.objects.filter(pk__in={one[0] for one in self.slots}).values_list("pk", "title"))
        fields["slot"].choices = [("", "–")] + [
            (slot_value(slot), f"{slot.starts_at:%d %b %H:%M} · {titles.get(slot.session_id, '?')}")
            for slot in sorted(self.slots.values(), key=lambda one: one.starts_at)
        ]
        limits = {"type": "datetime-local", "min": f"{event.starts_at:{WRITTEN}}", "max": f"{event.ends_at:{WRITTEN}}"}
        for name in ("starts_at", "ends_at"):
            fields[name].widget = forms.DateTimeInput(attrs=limits, format=WRITTEN)
        fields["room"].queryset = event.rooms.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        slot = next((one for one in self.slots.values() if slot_value(one) == data.get("slot")), None)
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if slot is not None:
            self.instance.session_id, self.instance.slot_key = slot.session_id, slot.key
            data["starts_at"] = data["ends_at"] = data["room"] = None
        elif not (starts_at and ends_at):
            raise ValidationError(_("Please choose a session, or say when the shift starts and ends."))
        elif ends_at <= starts_at:
            raise ValidationError({"ends_at": _("It ends before it starts. Please choose a later end.")})
        if data.get("kind") == ShiftKind.INTERPRET and not data.get("language"):
            raise ValidationError({"language": _("Please say into which language.")})
        return data


def slot_value(slot: Slot) -> str:
    return f"{slot.session_id}:{slot.key or ''}"


class HelperForm(WhatICanDo):
    """The team writes somebody down, who gets a private link."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[require_visible_text])
    email = AddressFormField(label=_("Email address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of emails"))
    field_order = ("name", "email", "language", "zone", "languages", "tasks")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, codes=codes_of(event), **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
        self.fields["zone"].initial = event.zone if event.zone != "UTC" else ""

    def helper_data(self) -> HelperData:
        values = self.cleaned_data
        return HelperData(values["name"], values["zone"], ", ".join(values["languages"]), values["tasks"])
