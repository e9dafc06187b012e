from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from events.admin import deleting, exports, hub
from events.admin import next_edition as next_edition_views
from events.admin.changing_sessions import ChangeSessions
from events.admin.choosers import speaker_chooser
from events.admin.dashboard import CurrentEventPanel
from events.admin.first_release import FirstReleaseView, ask_before_first_release, show_failed_milestones
from events.admin.menu import edition_button
from events.admin.rooms import rooms
from events.admin.speaker_times import edit_speaker_times, speaker_times
from events.admin.viewsets import EventsViewSetGroup
from events.consents.session_form import keep_reason
from events.consents.speaking import admin as speaking
from events.models import Event
from events.timetable.chooser import session_chooser
from events.timetable.release import MILESTONE_FAILED

register_snippet(EventsViewSetGroup)


@hooks.register("register_admin_viewset")
def register_choosers() -> list[Any]:
    return [session_chooser, speaker_chooser]


@hooks.register("register_admin_urls")
def register_overview() -> list[Any]:
    urls = [
        path("<int:pk>/", hub.hub, name="overview"),
        path("<int:pk>/rooms/", rooms, name="rooms"),
        path("<int:pk>/times/", speaker_times, name="speaker_times"),
        path("<int:pk>/times/<int:speaker_pk>/", edit_speaker_times, name="edit_speaker_times"),
        path("<int:pk>/page/", hub.add_event_page, name="add_event_page"),
        path("<int:pk>/timetable/", hub.add_timetable, name="add_timetable"),
        path("<int:pk>/sessions.csv", exports.export_sessions, name="export_sessions"),
        path("<int:pk>/speakers.csv", exports.export_speakers, name="export_speakers"),
    ]
    next_edition = [
        path("next/", next_edition_views.next_edition, name="next_edition"),
        path("next/<int:pk>/", next_edition_views.edition_copied, name="edition_copied"),
    ]
    speakers = [
        path("", speaking.latest, name="latest"),
        path("<int:event_pk>/", speaking.speaker_answers, name="answers"),
        path("<int:event_pk>/<int:pk>/", speaking.edit_speaker_answers, name="edit"),
    ]
    first_release = path("first/<int:pk>/", FirstReleaseView.as_view(), name="first_release")
    return [
        path("event-overview/", include(([first_release, *next_edition, *urls], "events_admin"))),
        path("speaker-contacts/", include((speakers, "speaker_contacts"))),
    ]


@hooks.register("register_snippet_listing_buttons")
def overview_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Event):
        yield ListingButton(
            pgettext("admin", "Overview"),
            reverse("events_admin:overview", args=[snippet.pk]),
            icon_name="view",
            priority=5,
        )


hooks.register("register_page_header_buttons", edition_button)
# Before the hooks that ask whether the page may be deleted with its translations, which answer first.
hooks.register("before_delete_page", deleting.before_delete_page, order=-2)
hooks.register("before_bulk_action", deleting.before_bulk_action, order=-2)
hooks.register("before_delete_snippet", deleting.before_delete_snippet)
hooks.register("register_bulk_action", ChangeSessions)
hooks.register("after_edit_page", keep_reason)
hooks.register("after_create_page", hub.back_to_edition)
hooks.register("after_edit_page", hub.back_to_edition)
hooks.register("before_publish", ask_before_first_release)
hooks.register("after_create_snippet", show_failed_milestones)
hooks.register("after_edit_snippet", show_failed_milestones)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(MILESTONE_FAILED)
    class MilestoneFailed(LogFormatter):
        label = gettext_lazy("Publish a timetable: a step that follows failed")

        def format_message(self, log_entry: Any) -> str:
            return " ".join(log_entry.data["reasons"])


@hooks.register("construct_homepage_panels")
def current_event(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("events.view_event"):
        panels.append(CurrentEventPanel())
