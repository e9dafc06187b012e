from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import Event


class EventViewSet(SnippetViewSet):
    """Events under a menu entry of their own."""

    model = Event
    icon = "date"
    menu_label = _("Events")
    menu_name = "events"
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["name", "starts_at", "ends_at", "call_closes_at"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading=_("Event, in UTC")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("call_opens_at"), FieldPanel("call_closes_at")])],
            heading=_("Call for sessions, in UTC"),
        ),
        FieldPanel("join_minutes"),
        FieldPanel("contact"),
        InlinePanel("cities", heading=_("Cities whose local time is shown"), label=_("City")),
    ]
