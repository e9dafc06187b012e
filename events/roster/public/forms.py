from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.roster.actions import HelperData
from events.roster.enums import ShiftKind
from events.roster.models import Helper
from events.roster.queries import PlacedShift
from events.submissions import availability
from home.forms.public import PublicForm
from home.forms.visible import require_visible_text
from home.i18n.languages import native_name
from home.outbox.address_fields import AddressFormField

CONSENT = _(
    "The programme team may keep what I have entered here to plan helpers for this event and to write to me about it. "
    "Helpers of the same session see my name. Nobody else sees anything of it. It is deleted some months after the "
    "event, and I can delete it at any time with my private link."
)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


class WhatICanDo(forms.Form):
    """Zone, languages and tasks of a helper; `hours` are asked in the zone that was chosen before."""

    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The city nearest to you, so that we can show you the times where you live."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The languages that you speak and understand well."),
    )
    tasks = forms.MultipleChoiceField(
        label=_("Tasks"),
        required=False,
        choices=ShiftKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you can do. If you tick none, we may ask you for anything."),
    )

    def __init__(
        self, *args: Any, event: Event, known: Helper | None = None, codes: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        zone: Any = self.fields["zone"]
        languages: Any = self.fields["languages"]
        zone.choices = [("", _("Please choose")), *availability.zone_choices(_language(), tuple(event.zones()))]
        own = known.language_codes if known else []
        offered = dict.fromkeys([*settings.PORTAL_LANGUAGES, *codes, *own])
        languages.choices = [(code, native_name(code)) for code in offered if code]


class OfferForm(PublicForm, WhatICanDo):
    """The public form: who you are, what you can do, and which gaps you would fill."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[require_visible_text],
        help_text=_("The programme team sees it, and helpers of the same session."),
    )
    email = AddressFormField(
        label=_("Email address"), max_length=254, help_text=_("We send your private link to this address.")
    )
    shifts = forms.MultipleChoiceField(required=False)
    consent = forms.BooleanField(
        label=_("I agree"),
        help_text=CONSENT,
        error_messages={"required": _("We cannot keep your offer without your consent.")},
    )
    field_order = ("name", "email", "zone", "languages", "tasks", "consent")

    def __init__(self, *args: Any, gaps: Iterable[PlacedShift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shifts: Any = self.fields["shifts"]
        shifts.choices = [(str(one.shift.pk), "") for one in gaps]

    @property
    def chosen(self) -> list[str]:
        """As typed, to be ticked again."""
        return self.data.getlist("shifts") if self.is_bound else []

    def helper_data(self) -> HelperData:
        values = self.cleaned_data
        return HelperData(values["name"], values["zone"], ", ".join(values["languages"]), values["tasks"])


class AvailabilityOfHelperForm(WhatICanDo):
    """On the private page: the same, and the hours."""

    hours = forms.MultipleChoiceField(
        label=_("Times"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If you tick none, we assume that any time is fine."),
    )
    field_order = ("zone", "hours", "languages", "tasks")

    def __init__(self, *args: Any, known: Helper, **kwargs: Any) -> None:
        super().__init__(*args, event=known.event, known=known, **kwargs)
        hours: Any = self.fields["hours"]
        of_event = availability.hours(known.event, known.zone, _language())
        hours.choices = [(hour.value, f"{hour.day}, {hour.label}") for hour in of_event]
        self.initial = {
            "zone": known.zone,
            "hours": known.hours,
            "languages": known.language_codes,
            "tasks": known.tasks,
            **self.initial,
        }

    def helper_data(self, known: Helper) -> HelperData:
        values = self.cleaned_data
        languages = ", ".join(values["languages"])
        return HelperData(known.name, values["zone"], languages, values["tasks"], sorted(values["hours"]))
