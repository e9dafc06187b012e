from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogFormatter, get_active_log_context
from wagtail.models import ModelLogEntry, Page
from wagtail.snippets.models import register_snippet

from events.admin import views
from events.admin.choosers import speaker_chooser
from events.admin.dashboard import CurrentEventPanel
from events.admin.viewsets import EventsViewSetGroup
from events.models import Event, SessionRelease, Timetable
from events.timetable.chooser import session_chooser
from events.timetable.release import MILESTONE_FAILED

register_snippet(EventsViewSetGroup)


@hooks.register("register_admin_viewset")
def register_choosers() -> list[Any]:
    return [session_chooser, speaker_chooser]


@hooks.register("register_admin_urls")
def register_overview() -> list[Any]:
    urls = [
        path("<str:pk>/", views.event_overview, name="overview"),
        path("<str:pk>/sessions.csv", views.export_sessions, name="export_sessions"),
        path("<str:pk>/speakers.csv", views.export_speakers, name="export_speakers"),
    ]
    return [path("event-overview/", include((urls, "events_admin")))]


@hooks.register("register_snippet_listing_buttons")
def overview_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Event):
        yield ListingButton(
            pgettext("admin", "Overview"),
            reverse("events_admin:overview", args=[snippet.pk]),
            icon_name="view",
            priority=5,
        )


@hooks.register("before_delete_page")
def refuse_to_delete_released_sessions(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete released sessions: calendars could not learn that they are cancelled."""
    released = SessionRelease.objects.filter(session__path__startswith=page.path)
    if request.method != "POST" or not released.exists():
        return None
    messages.error(
        request,
        _(
            "This page contains sessions that have been published. Cancel them in the timetable "
            "and publish the timetable instead."
        ),
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(MILESTONE_FAILED)
    class MilestoneFailed(LogFormatter):
        label = gettext_lazy("Publish a timetable: a step that follows failed")

        def format_message(self, log_entry: Any) -> str:
            return " ".join(log_entry.data["reasons"])


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def show_failed_milestones(request: HttpRequest, instance: Any) -> None:
    """Show what failed because of this publication, which itself stands."""
    if isinstance(instance, Timetable):
        entries = ModelLogEntry.objects.for_instance(instance)
        for entry in entries.filter(action=MILESTONE_FAILED, uuid=get_active_log_context().uuid):
            messages.warning(request, entry.message)


@hooks.register("construct_homepage_panels")
def current_event(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("events.view_event"):
        panels.append(CurrentEventPanel())
