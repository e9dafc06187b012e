"""Ways to the page of an edition, by its name."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from events.admin.checklist import hub_url
from events.models.event_pages import EventPageMixin
from events.of_request import current_event


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
