"""The dashboard's panel about the current event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from events.models import Event, EventPage
from home.clock import now
from home.i18n.languages import language_of, native_name


def next_deadline(event: Event, instant: datetime) -> tuple[Any, datetime] | None:
    """What comes next, and when (UTC); None once the event is over."""
    known = [
        (_("The call opens"), event.call_opens_at),
        (_("The call closes"), event.call_closes_at),
        (_("The event starts"), event.starts_at),
        (_("The event ends"), event.ends_at),
    ]
    ahead = [(label, at) for label, at in known if at and at > instant]
    return min(ahead, key=lambda one: one[1]) if ahead else None


class CurrentEventPanel(Component):
    """The next event that is not over, else the latest: phase, next deadline, its page in each language."""

    name = "current_event"
    template_name = "events/admin/current_event.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        instant = now(request)
        event = Event.objects.current(instant)
        if event is None:
            return {"add_url": reverse("wagtailsnippets_events_event:add")}
        pages = EventPage.objects.filter(event=event).order_by("pk")
        return {
            "event": event,
            "phase": event.phase(instant).label,
            "call_state": event.call_state(instant).label,
            "deadline": next_deadline(event, instant),
            "pages": [(native_name(language_of(page)), page) for page in pages],
            "may_change": request.user.has_perm("events.change_event"),
        }
