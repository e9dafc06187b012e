"""Lists of pages and snippets without what takes queries for each row."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.snippets.views.snippets import IndexView

# wagtail-localize offers whoever has it to translate or to sync each row, which takes two queries. The portal does both
# by itself; by hand, they are in the header of each page.
NOT_ASKED = "wagtail_localize.submit_translation"


def request_of_rows(request: HttpRequest) -> HttpRequest:
    """The same for all rows: the request of a user who is not asked for that right."""
    found: Any = getattr(request, "of_rows", None)
    if found is None:
        whole: Any = request
        found, user = copy(whole), copy(whole.user)
        found.user = user
        vars(user)["has_perm"] = lambda perm, obj=None: perm != NOT_ASKED and whole.user.has_perm(perm, obj)
        whole.of_rows = found
    return found


class LeanTitleColumn(PageTitleColumn):
    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "request": request_of_rows(parent_context["request"])}


class LeanIndexView(IndexView):
    request: HttpRequest

    def get_list_buttons(self, instance: Any) -> list[Any]:
        whole, self.request = self.request, request_of_rows(self.request)
        try:
            found: list[Any] = super().get_list_buttons(instance)
        finally:
            self.request = whole
        return found
