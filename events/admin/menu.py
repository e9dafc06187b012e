"""Ways to the page of an edition, by its name."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from events.admin.checklist import hub_url
from events.models import Event
from events.models.event_pages import EventPageMixin
from home.clock import now


def events_of(request: Any) -> list[Event]:
    """All events, the latest first, each with what it was copied from: one query for each request."""
    if not hasattr(request, "portal_events"):
        rows = Event.objects.select_related("copied__source")
        request.portal_events = list(rows.defer("copied__plan", "copied__pages", "copied__notes"))
    events: list[Event] = request.portal_events
    return events


def current_event(request: HttpRequest) -> Event | None:
    """As EventQuerySet.current."""
    events, instant = events_of(request), now(request)
    ahead = [event for event in events if event.ends_at > instant]
    if ahead:
        return min(ahead, key=lambda event: (event.starts_at, event.pk))
    return max(events, key=lambda event: (event.ends_at, event.pk), default=None)


class EditionItem(MenuItem):
    """The current edition. Menu items are made once, so the name is looked up when the menu is shown."""

    def __init__(self) -> None:
        super().__init__(_("Current edition"), "", name="edition", icon_name="clipboard-list", order=1)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_event") and current_event(request) is not None

    def render_component(self, request: HttpRequest) -> Any:
        event = current_event(request)
        if event is None:
            return super().render_component(request)
        item = MenuItem(event.name, hub_url(event), name=self.name, icon_name=self.icon_name, order=self.order)
        return item.render_component(request)


def edition_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Above the pages of an edition."""
    specific = page.specific_deferred
    if isinstance(specific, EventPageMixin) and user.has_perm("events.change_event"):
        event = specific.shown_event
        yield Button(event.name, hub_url(event), icon_name="date", priority=1)
