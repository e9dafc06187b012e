from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.submissions import availability
from events.submissions.fields.base import FormContext, ProposalField, ShownField
from home import times


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


class Zone(ProposalField):
    """An IANA time zone, by its city. People read it where the hours are said."""

    def form_field(self, context: FormContext) -> forms.Field:
        zones = availability.zone_choices(_language(), tuple(context.event.zones()))
        return forms.ChoiceField(choices=[("", _("Please choose")), *zones], **self.options())

    def shown(self, row: Any) -> list[ShownField]:
        return []


class Hours(ProposalField):
    """Starts of hours, in UTC; asked in the zone that was chosen before."""

    column_label = _("Times, in UTC")

    def form_field(self, context: FormContext) -> forms.Field:
        hours = availability.hours(context.event, context.zone, _language())
        choices = [(hour.value, f"{hour.day}, {hour.label}") for hour in hours]
        options = self.options()
        options["help_text"] = f"{self._zone_said(context.zone)} {options['help_text']}"
        if availability.is_cut(context.event):
            listed = _("Only the first %(count)d days are listed.") % {"count": availability.MAX_DAYS}
            options["help_text"] = f"{options['help_text']} {listed}"
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)

    def _zone_said(self, zone: str) -> str:
        if zone == times.UTC_ZONE:
            return str(_("These times are in UTC."))
        return str(_("These are %(city)s times.") % {"city": times.city_name(zone, _language())})

    def stored(self, value: list[str]) -> list[str]:
        return sorted(value)

    def shown(self, row: Any) -> list[ShownField]:
        hours = [f"{hour.day}, {hour.label}" for hour in availability.chosen_hours(row.hours, row.zone, _language())]
        return [ShownField(f"{self.label} ({row.zone})", "; ".join(hours) or str(_("Any time")))]

    def cell(self, row: Any) -> str:
        return ", ".join(row.hours)
