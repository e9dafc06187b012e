from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language

from events.models import Event, EventPage
from home.clock import now
from home.page_cache import expire_at

register = template.Library()


@dataclass
class ShownEvent:
    event: Event
    page: EventPage
    phase: str
    call_state: str


@register.simple_tag(takes_context=True)
def current_event(context: dict[str, Any]) -> ShownEvent | None:
    """The next event that is not over, else the latest, with its page in the reader's language or as it was born."""
    instant = now(context.get("request"))
    event = Event.objects.shown().current(instant)
    if event is None:
        return None
    expire_at(event.next_boundary(instant))
    pages = list(EventPage.objects.live().filter(event=event).select_related("locale"))
    mine = [page for page in pages if page.locale.language_code == get_language()]
    page = (mine or [page for page in pages if page.is_original] or pages)[0]
    return ShownEvent(event, page, event.phase(instant), event.call_state(instant))
