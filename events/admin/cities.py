"""Cities of an event, found by their names in any language of the portal."""

from collections import defaultdict
from functools import cache
from typing import Any

from babel.core import get_global
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from events.models.events import zone_choices
from events.programme.filters import fold_case_and_accents
from home.times import city_name

LIST_ID = "portal-cities"


@cache
def cities(language: str) -> dict[str, str]:
    """IANA zone → its city in a language, with the zone behind it where two cities share a name; by name.

    Older names of a zone ("Asia/Calcutta") are left out.
    """
    older = get_global("zone_aliases")
    zones = [zone for zone, _label in zone_choices() if zone not in older and not zone.startswith("Etc/")]
    named: dict[str, list[str]] = defaultdict(list)
    for zone in zones:
        named[city_name(zone, language)].append(zone)
    labels = {zone: name if len(same) == 1 else f"{name} ({zone})" for name, same in named.items() for zone in same}
    return dict(sorted(labels.items(), key=lambda pair: fold_case_and_accents(pair[1])))


def zone_named(text: str) -> str | None:
    """The zone of a city, whatever the language, case and accents; None where no city or several have this name."""
    wanted = fold_case_and_accents(" ".join(text.split()))
    for language in dict.fromkeys([get_language() or settings.LANGUAGE_CODE, *settings.PORTAL_LANGUAGES]):
        known = cities(language)
        for zone, name in known.items():
            if wanted in (fold_case_and_accents(name), zone.casefold()):
                return zone
    return None


class CityField(forms.CharField):
    """Typed and shown as the name of a city, stored as its zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **kwargs, max_length=100, widget=forms.TextInput(attrs={"list": LIST_ID, "autocomplete": "off"})
        )

    def prepare_value(self, value: Any) -> Any:
        if not value or "/" not in value:
            return value
        language = get_language() or settings.LANGUAGE_CODE
        return cities(language).get(value) or city_name(value, language)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        zone = zone_named(text) if text else ""
        if zone is None:
            raise ValidationError(
                _("“%(name)s” is not in the list. Please choose a large city nearby."), params={"name": text}
            )
        return zone

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class CityForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields["zone"]
        text = _("Type the beginning of its name, in any language of the portal.")
        self.fields["zone"] = CityField(label=old.label, help_text=text, required=old.required)


class CitiesPanel(InlinePanel):
    """One list of names for all rows."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = CityForm
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "events/admin/cities_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "list_id": LIST_ID, "cities": cities(get_language() or settings.LANGUAGE_CODE).values()}
