from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.live.views import day
from events.of_request import current_event
from home.clock import now

SOON = timedelta(days=2)


class DayItem(MenuItem):
    """In the menu from two days before the current edition until it has ended."""

    def __init__(self) -> None:
        super().__init__(_("The day"), "", name="day", icon_name="time", order=2)

    def is_shown(self, request: HttpRequest) -> bool:
        event = current_event(request)
        is_soon = event is not None and event.starts_at - SOON <= now(request) < event.ends_at
        return is_soon and request.user.has_perm("live.add_notice")

    def render_component(self, request: HttpRequest) -> Any:
        event = current_event(request)
        if event is None:
            return super().render_component(request)
        url = reverse("live_admin:day", args=[event.pk])
        item = MenuItem(self.label, url, name=self.name, icon_name=self.icon_name, order=self.order)
        return item.render_component(request)


@hooks.register("register_admin_menu_item")
def day_item() -> DayItem:
    return DayItem()


@hooks.register("register_admin_urls")
def register_day() -> list[Any]:
    return [path("day/", include(([path("<int:pk>/", day, name="day")], "live_admin")))]
