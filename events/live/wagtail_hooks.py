from typing import Any

from django.urls import include, path
from wagtail import hooks

from events.live.views import day


@hooks.register("register_admin_urls")
def register_day() -> list[Any]:
    return [path("day/", include(([path("<int:pk>/", day, name="day")], "live_admin")))]
