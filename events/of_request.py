"""The events that a request asks for, read once for all that ask."""

from typing import Any

from django.http import Http404, HttpRequest

from events.models import Event
from home.clock import now
from home.row_ids import row_id


def events_of(request: Any) -> list[Event]:
    """All events, the latest first, each with what it was copied from: one query for each request."""
    if not hasattr(request, "portal_events"):
        rows = Event.objects.select_related("copied__source")
        request.portal_events = list(rows.defer("copied__plan", "copied__pages", "copied__notes"))
    events: list[Event] = request.portal_events
    return events


def event_of(request: Any, pk: Any) -> Event:
    """One of them, by its id. Raises Http404."""
    event = next((event for event in events_of(request) if event.pk == row_id(pk)), None)
    if event is None:
        raise Http404
    return event


def current_event(request: HttpRequest) -> Event | None:
    """As EventQuerySet.current."""
    events, instant = events_of(request), now(request)
    ahead = [event for event in events if event.ends_at > instant]
    if ahead:
        return min(ahead, key=lambda event: (event.starts_at, event.pk))
    return max(events, key=lambda event: (event.ends_at, event.pk), default=None)
