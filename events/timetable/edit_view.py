from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView

from events.timetable.one_day import DAY

ROWS = "rows"  # in the address of a timetable: its form, not the board


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

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what others changed meanwhile; publishing is refused until it has been looked at."""
        response = super().form_valid(form)
        if form.meanwhile.came_in:
            messages.warning(self.request, form.meanwhile.text)
        return response
