from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from events.admin.choosers import ThemeChooserViewSet
from events.admin.cities import CitiesPanel
from events.admin.edition_views import (
    AddEvent,
    DeleteRoomOfEdition,
    DeleteTimetableOfEdition,
    EditEvent,
    EditRoom,
    HistoryInEdition,
    TimetableRows,
    UsageInEdition,
)
from events.admin.event_form import EventForm, RoomForm
from events.admin.first_release import publish_board
from events.admin.menu import EditionItem
from events.models import Event, Room, Theme, Timetable
from events.panels import EventFactsPanel
from events.submissions.admin.counts import ProposalCountsPanel
from events.timetable.board.views import add_session, board, new_session, preview, save
from events.timetable.edit_view import ROWS
from events.timetable.forms import TimetableForm
from events.timetable.panels import ProblemsPanel, SlotsPanel
from events.timetable.suggestions import views
from home import times
from home.admin.rows import LeanIndexView
from home.admin.viewsets import ListedWithRelated, published_column


def event_days(event: Event) -> str:
    """In the event's zone."""
    first, last = (instant.astimezone(event.tz) for instant in (event.starts_at, event.ends_at))
    return times.days(first, last, get_language() or settings.LANGUAGE_CODE)


def event_city(event: Event) -> str:
    zone = event.zone
    return zone if zone == times.UTC_ZONE else times.city_name(zone, get_language() or settings.LANGUAGE_CODE)


class EventViewSet(SnippetViewSet):
    """Events, each with its overview."""

    model = Event
    add_view_class = AddEvent
    edit_view_class = EditEvent
    icon = "date"
    menu_label = _("Events")
    menu_order = 10
    list_display = [
        "name",
        Column("dates", label=_("Dates"), accessor=event_days, sort_key="starts_at"),
        Column("zone", label=_("Time zone"), accessor=event_city, sort_key="zone"),
    ]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            EventFactsPanel(),
            FieldPanel("name"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("zone")],
                heading=_("Event, in UTC"),
            ),
            FieldPanel("languages"),
            MultiFieldPanel(
                [
                    FieldPanel("place_name"),
                    FieldPanel("place_address"),
                    FieldPanel("place_map"),
                    FieldPanel("on_site_only"),
                ],
                heading=_("Place"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("call_opens_at"), FieldPanel("call_closes_at")])],
                heading=_("Call for sessions, in UTC"),
            ),
            MultiFieldPanel(
                [ProposalCountsPanel(), FieldRowPanel([FieldPanel("confirm_days"), FieldPanel("keep_months")])],
                heading=_("Proposals"),
            ),
            FieldPanel("composition"),
            FieldPanel("join_minutes"),
            FieldPanel("contact"),
            CitiesPanel("cities", heading=_("Cities whose local time is shown"), label=_("City")),
        ],
        base_form_class=EventForm,
    )


class TimetableViewSet(ListedWithRelated, SnippetViewSet):
    """The timetable of each event. Publishing it is the release."""

    model = Timetable
    edit_view_class = TimetableRows
    delete_view_class = DeleteTimetableOfEdition
    history_view_class = HistoryInEdition
    usage_view_class = UsageInEdition
    icon = "calendar-alt"
    menu_label = _("Timetables")
    menu_order = 20
    list_display = ["event", published_column(), "last_published_at"]
    list_select_related = ("event",)
    edit_handler = ObjectList(
        [
            PublishingPanel(),  # the schedule, in the side panel
            ProblemsPanel(),
            FieldPanel("event", help_text=_("One timetable for each edition.")),
            SlotsPanel(
                "slots",
                heading=_("Slots, in UTC"),
                label=_("Slot"),
                panels=[
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("room")]),
                    FieldPanel("session", help_text=_("Its page, in its original language.")),
                    FieldPanel("languages"),
                    FieldPanel("ways_in"),
                    FieldPanel("status"),
                ],
            ),
        ],
        base_form_class=TimetableForm,
    )

    @property
    def edit_view(self) -> Any:
        """The board; its form takes what is sent, and is shown where somebody asks for the rows."""
        rows = super().edit_view

        def board_or_rows(request: HttpRequest, pk: str) -> HttpResponse:
            return board(request, pk) if request.method == "GET" and ROWS not in request.GET else rows(request, pk=pk)

        return board_or_rows

    def get_urlpatterns(self) -> list[Any]:
        own = [
            path("board/<str:pk>/save/", save, name="board_save"),
            path("board/<str:pk>/session/new/", new_session, name="board_new_session"),
            path("board/<str:pk>/session/", add_session, name="board_add_session"),
            path("board/<str:pk>/preview/", preview, name="board_preview"),
            path("board/<str:pk>/publish/", publish_board, name="board_publish"),
            path("board/<str:pk>/suggestions/", views.suggestions, name="suggestions"),
            path("board/<str:pk>/suggestions/<int:run_pk>/", views.suggestion, name="suggestion"),
            path("board/<str:pk>/suggestions/<int:run_pk>/data/", views.suggestion_data, name="suggestion_data"),
        ]
        return [*super().get_urlpatterns(), *own]


class RoomViewSet(ListedWithRelated, SnippetViewSet):
    model = Room
    edit_view_class = EditRoom
    delete_view_class = DeleteRoomOfEdition
    history_view_class = HistoryInEdition
    usage_view_class = UsageInEdition
    icon = "home"
    menu_label = _("Rooms")
    menu_order = 30
    list_display = ["name", "event", "position", "language_name", "host"]
    list_select_related = ("event",)
    list_filter = ["event"]
    search_fields = ["name", "host"]
    edit_handler = ObjectList(
        [
            FieldPanel("event", help_text=_("A room belongs to one edition.")),
            FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
            FieldPanel("join_url"),
            FieldPanel("ways_in"),
            FieldRowPanel([FieldPanel("host"), FieldPanel("language")]),
        ],
        base_form_class=RoomForm,
    )


class ThemeViewSet(SnippetViewSet):
    model = Theme
    index_view_class = LeanIndexView
    icon = "tag"
    chooser_viewset_class = ThemeChooserViewSet
    menu_label = _("Themes")
    menu_order = 40
    list_display = ["name", UpdatedAtColumn(), published_column()]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("slug")]


class EventsViewSetGroup(SnippetViewSetGroup):
    """What belongs to events, under one menu entry."""

    menu_label = _("Events")
    menu_name = "events"
    menu_icon = "date"
    menu_order = 150
    items = (EventViewSet, TimetableViewSet, RoomViewSet, ThemeViewSet)

    def get_submenu_items(self) -> list[Any]:
        return [EditionItem(), *super().get_submenu_items()]
