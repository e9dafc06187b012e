from events.models.calls import CallPage
from events.models.event_pages import EventPage, event_of
from events.models.events import Event, EventCity

__all__ = ["CallPage", "Event", "EventCity", "EventPage", "event_of"]
