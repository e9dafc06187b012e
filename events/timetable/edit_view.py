from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView

from events.models import Timetable
from events.timetable.board.saving import version_of
from events.timetable.one_day import DAY

ROWS = "rows"  # in the address of a timetable: its form, not the board


class _Outdated(Exception):
    """Somebody saved a draft after the form was merged with the one before."""


class EditTimetable(EditView):
    """The form. The board has the same address; see TimetableViewSet."""

    @cached_property
    def loaded(self) -> Any:
        return super().get_object()

    def get_object(self, queryset: Any = None) -> Any:
        """Once: Wagtail asks for it before the view begins, and again in it."""
        return self.loaded

    def get_edit_url(self) -> str:
        """The rows again, of the same day."""
        day = self.request.GET.get(DAY)
        return f"{super().get_edit_url()}?{ROWS}" + (f"&{urlencode({DAY: day})}" if day else "")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "day": self.request.GET.get(DAY, "")}

    def save_instance(self) -> Any:
        """The form was checked before this transaction began: lock the row, and look whether its draft still stands."""
        rows = Timetable.objects.select_for_update(of=("self",)).select_related("latest_revision")
        if version_of(rows.get(pk=self.loaded.pk)) != version_of(self.loaded):
            raise _Outdated
        return super().save_instance()

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what others changed meanwhile; publishing is refused until it has been looked at."""
        try:
            response = super().form_valid(form)
        except _Outdated:
            del self.loaded
            self.object = self.get_object()
            return self.post(self.request)
        if form.meanwhile.came_in:
            messages.warning(self.request, form.meanwhile.text)
        return response
