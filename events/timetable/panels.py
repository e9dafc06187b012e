import json
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.panels import InlinePanel, Panel

from home.clock import now
from home.times import city_name


class EventFactsPanel(Panel):
    """What the event's row says right now, where an editor looks, with the ways on from there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/event_facts.html"

        @cached_property
        def event(self) -> Any:
            from events.models import Event, event_of

            if isinstance(self.instance, Event):
                return self.instance if self.instance.pk else None
            return event_of(self.instance) if self.instance.pk else None

        def is_shown(self) -> bool:
            return super().is_shown() and self.event is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            instant = now(self.request)
            return {
                **super().get_context_data(parent_context),
                "event": self.event,
                "call_state": self.event.call_state(instant),
                "phase": self.event.phase(instant),
                "edit_url": ""
                if self.event is self.instance
                else reverse("wagtailsnippets_events_event:edit", args=[self.event.pk]),
            }


class SlotsPanel(InlinePanel):
    """The rows of a timetable: folded, each says when, where, what and in which languages."""

    def get_form_options(self) -> dict[str, Any]:
        from events.timetable.forms import SlotForm, SlotFormSet

        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": SlotForm, "formset": SlotFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "events/admin/slots_panel.html"

        def get_comparison(self) -> list[Any]:
            from events.timetable.comparison import SlotsComparison

            return [SlotsComparison]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            event = getattr(self.form.instance, "event", None) if self.form.instance.event_id else None
            zones = [(zone, city_name(zone, get_language())) for zone in event.zones()] if event else []
            return {**super().get_context_data(parent_context), "zones": json.dumps(zones)}


class ProblemsPanel(Panel):
    """What is wrong with the timetable as it stands in the form, with links to the rows."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/problems.html"

        @cached_property
        def problems(self) -> list[Any]:
            return self.form.problems if self.instance.pk or self.form.is_bound else []

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.problems)
