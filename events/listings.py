"""What blocks on any page may show of an event (home.registry.listings)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from events.enums import CallState
from events.models import Event, EventPage, event_of
from home.blocks.dates import DateRow
from home.clock import now
from home.page_cache import expire_at


def event_for(request: HttpRequest | None, page: Any) -> Event | None:
    """The event of the edition a page belongs to, else the current one."""
    if hasattr(page, "shown_event"):
        return page.shown_event
    if getattr(page, "pk", None) and EventPage.objects.ancestor_of(page).exists():
        return event_of(page)
    return Event.objects.shown().current(now(request))


def dates(request: HttpRequest | None, page: Any) -> list[DateRow]:
    """The event, and the next date of its call; a date nobody knows any more is left out."""
    event, instant = event_for(request, page), now(request)
    if event is None:
        return []
    expire_at(event.next_boundary(instant))
    rows = [DateRow(_("Event"), event.starts_at, event.ends_at, event.zones())]
    state = event.call_state(instant)
    if state == CallState.NOT_YET and event.call_opens_at:
        rows.append(DateRow(_("The call for sessions opens"), event.call_opens_at))
    elif state == CallState.OPEN:
        rows.append(DateRow(_("The call for sessions is open until"), event.call_closes_at or event.starts_at))
    elif event.call_closes_at:
        rows.append(DateRow(_("The call for sessions closed"), event.call_closes_at))
    return rows


def editions(request: HttpRequest, page: Page | None) -> list[EventPage]:
    """The live pages of all editions in the reader's language, the latest first; for the search's filter."""
    pages = EventPage.objects.live().filter(locale=Locale.get_active()).select_related("event")
    return list(pages.order_by("-event__starts_at"))
