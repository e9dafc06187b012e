from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.admin.explorer import LanguageStatus
from home.admin.rows import LeanIndexView
from home.models import Announcement, Footer


def published_column() -> Column:
    """In words. Wagtail's own column takes a query for each draft."""
    return Column("live", label=_("Status"), accessor=published_state, sort_key="live")


def published_state(row: Any) -> str:
    if not row.live:
        return str(LanguageStatus.DRAFT.label)
    return str(LanguageStatus.CHANGED.label if row.has_unpublished_changes else LanguageStatus.LIVE.label)


class ListedWithRelated:
    """Rows of a list with `list_select_related`, which Wagtail would look up one by one."""

    model: Any
    list_select_related: tuple[str, ...]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.select_related(*self.list_select_related)


class AnnouncementViewSet(ListedWithRelated, SnippetViewSet):
    model = Announcement
    index_view_class = LeanIndexView
    icon = "info-circle"
    menu_label = _("Announcements")
    menu_name = "announcements"
    list_display = ["text", "locale", published_column(), "shown_from", "shown_until"]
    list_select_related = ("locale",)
    search_fields = ["text"]


class FooterViewSet(ListedWithRelated, SnippetViewSet):
    model = Footer
    index_view_class = LeanIndexView
    icon = "list-ul"
    menu_label = _("Footer")
    menu_name = "footer"
    list_display = ["name", "locale", published_column()]
    list_select_related = ("locale",)


class FrameViewSetGroup(SnippetViewSetGroup):
    """The frame around every page."""

    items = (AnnouncementViewSet, FooterViewSet)
    menu_icon = "desktop"
    menu_label = _("Header and footer")
    menu_name = "frame"
    menu_order = 160
