from typing import Any

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Revision

from events.choosers import any_language_filter
from events.models import Event, SessionPage, Timetable, programme_pages
from home.i18n.languages import language_of, native_name
from home.row_ids import row_id


def sessions_with_slot() -> set[int]:
    """Ids of the sessions in the latest version of any timetable, published or not."""
    latest = Timetable.objects.values("latest_revision")
    contents = Revision.objects.filter(pk__in=latest).values_list("content", flat=True)
    return {slot["session"] for content in contents for slot in content.get("slots", [])}


def sessions_to_choose(event_id: str | None) -> QuerySet[SessionPage]:
    """Originals, those without a slot first; below the pages of one event where it is known."""
    sessions = SessionPage.objects.filter(locale=F("original_locale"))
    event = Event.objects.filter(pk=row_id(event_id)).first()
    if event:
        paths = [page.path for page in programme_pages(event)]
        sessions = sessions.filter(pk__in=[page.pk for page in sessions if page.path.startswith(tuple(paths))])
    taken = When(pk__in=sessions_with_slot(), then=Value(True))
    return sessions.annotate(has_slot=Case(taken, default=Value(False), output_field=BooleanField())).order_by(
        "has_slot", "title"
    )


class SessionsToChoose:
    request: HttpRequest
    title_column: Column
    filter_form_class = any_language_filter(_("Title, in any language"))

    def get_object_list(self) -> QuerySet[SessionPage]:
        return sessions_to_choose(self.request.GET.get("event"))

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("language", label=_("Language"), accessor=lambda page: native_name(language_of(page))),
            Column("slot", label=_("Slot"), accessor=lambda page: _("has one") if page.has_slot else "–"),
        ]


class ChooseSession(SessionsToChoose, ChooseView):
    pass


class ChooseSessionResults(SessionsToChoose, ChooseResultsView):
    pass


class SessionChooser(BaseChooser):
    """Shows what its form has loaded for all rows at once (`sessions`: id → session); asks the database for nothing."""

    sessions: dict[int, SessionPage] = {}

    def get_instance(self, value: Any) -> SessionPage | None:
        return self.sessions.get(row_id(value))

    def get_value_data_from_instance(self, instance: SessionPage) -> dict[str, Any]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[instance.pk])
        return {"id": instance.pk, "title": instance.title, "edit_url": edit_url}


class SessionChooserViewSet(ChooserViewSet):
    model = SessionPage
    icon = "doc-full"
    choose_one_text = _("Choose a session")
    choose_another_text = _("Choose another session")
    edit_item_text = _("Edit this session")
    per_page = 20
    register_widget = False
    base_widget_class = SessionChooser
    choose_view_class = ChooseSession
    choose_results_view_class = ChooseSessionResults
    preserve_url_parameters = ["multiple", "event"]


session_chooser = SessionChooserViewSet("session_chooser")
