from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import Announcement, Footer


class AnnouncementViewSet(SnippetViewSet):
    model = Announcement
    icon = "info-circle"
    menu_label = _("Announcements")
    menu_name = "announcements"
    list_display = ["text", "locale", "live", "shown_from", "shown_until"]
    search_fields = ["text"]


class FooterViewSet(SnippetViewSet):
    model = Footer
    icon = "list-ul"
    menu_label = _("Footer")
    menu_name = "footer"
    list_display = ["name", "locale", "live"]


class FrameViewSetGroup(SnippetViewSetGroup):
    """The frame around every page."""

    items = (AnnouncementViewSet, FooterViewSet)
    menu_icon = "site"
    menu_label = _("Header and footer")
    menu_name = "frame"
    menu_order = 160
