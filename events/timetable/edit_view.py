from typing import Any

from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView


class EditTimetable(EditView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Say what others changed meanwhile; publishing is refused until it has been looked at."""
        response = super().form_valid(form)
        if form.meanwhile.came_in:
            messages.warning(self.request, form.meanwhile.text)
        return response
