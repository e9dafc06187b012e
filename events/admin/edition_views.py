"""Forms, histories and deletions of what belongs to an edition: their breadcrumbs lead to it by its name."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import CreateView, EditView, HistoryView, UsageView

from events.admin.checklist import hub_url
from events.admin.deleting import DeleteRoom, DeleteTimetable
from events.timetable.edit_view import EditTimetable


class UnderEdition:
    """In place of the list of all such rows stand the list of events and the edition, for those who may open it."""

    request: Any
    object: Any
    model: Any
    index_url_name: str

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        if not self.request.user.has_perm("events.change_event"):
            return items
        event, listing = self.object.event, reverse(self.index_url_name)
        above = [
            {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
            {"url": hub_url(event), "label": event.name},
        ]
        own = {event.name: capfirst(self.model._meta.verbose_name)}  # a timetable is named as its event
        named = [{**item, "label": own.get(str(item["label"]), item["label"])} for item in items]
        return [crumb for item in named for crumb in (above if item["url"] == listing else [item])]


class AddEvent(CreateView):
    def get_success_url(self) -> str:
        """Its overview says what is missing."""
        return hub_url(self.object)


class EditEvent(EditView):
    def get_success_url(self) -> str:
        return hub_url(self.object)


class TimetableRows(UnderEdition, EditTimetable):
    pass


class EditRoom(UnderEdition, EditView):
    pass


class DeleteTimetableOfEdition(UnderEdition, DeleteTimetable):
    pass


class DeleteRoomOfEdition(UnderEdition, DeleteRoom):
    pass


class HistoryInEdition(UnderEdition, HistoryView):
    pass


class UsageInEdition(UnderEdition, UsageView):
    pass
