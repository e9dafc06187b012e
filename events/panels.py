from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from home.clock import now


class EventFactsPanel(Panel):
    """The event's dates and state at present, with links, in the form that editors see.

    For the form of an event, and of pages with EventPageMixin. Pages declare it, so it imports no model.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/event_facts.html"

        @cached_property
        def event(self) -> Any:
            return getattr(self.instance, "shown_event", self.instance) if self.instance.pk else None

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
