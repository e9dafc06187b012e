import json
from datetime import UTC, datetime, time
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.panels import InlinePanel, Panel

from events.timetable.comparison import SlotsComparison
from events.timetable.forms import SlotForm, SlotFormSet
from events.timetable.one_day import written
from events.timetable.validation import ProblemGroup, problem_groups
from home.times import UTC_ZONE, city_name, short_weekday


class SlotsPanel(InlinePanel):
    """The rows of a timetable: folded, each says when, where, what and in which languages."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": SlotForm, "formset": SlotFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "events/admin/slots_panel.html"

        def get_comparison(self) -> list[Any]:
            return [SlotsComparison]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            event = getattr(self.form.instance, "event", None) if self.form.instance.event_id else None
            found = dict.fromkeys([event.zone, *event.zones()]) if event else {}
            zones = [(zone, city_name(zone, get_language())) for zone in found if zone != UTC_ZONE]
            return {
                **super().get_context_data(parent_context),
                "zones": json.dumps(zones),
                "zone": event.zone if event else UTC_ZONE,
                "days": self._days(),
                "timetable": self.form.instance,
            }

        def _days(self) -> list[dict[str, Any]]:
            """Links to the days of a large timetable, and to the rooms of a day."""
            shown = self.form.one_day
            if shown is None:
                return []
            language, names = get_language() or "en", self.formset.choices.rooms
            noons = {written(day): datetime.combine(day, time(12), UTC) for day in shown.days}
            links = [(value, short_weekday(noon, language), noon.date() == shown.day) for value, noon in noons.items()]
            rooms = [(room, names[room].name if room in names else _("all rooms")) for room in shown.rooms]
            links += [(written(shown.day, room), name, room == shown.room) for room, name in rooms]
            return [{"value": value, "label": label, "shown": is_shown} for value, label, is_shown in links]


class ProblemsPanel(Panel):
    """What is wrong with the timetable as it stands in the form, with links to the rows."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/problems.html"

        @cached_property
        def problems(self) -> list[Any]:
            return self.form.problems if self.instance.pk or self.form.is_bound else []

        @property
        def groups(self) -> list[ProblemGroup]:
            return problem_groups(self.problems)

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.problems)
