from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from home.admin.rows import LeanIndexView
from home.newsletter.models import IssueTemplate


class IssueTemplateViewSet(SnippetViewSet):
    """Templates of issues for milestones; in the Newsletter menu."""

    model = IssueTemplate
    index_view_class = LeanIndexView
    icon = "doc-empty"
    menu_label = _("Templates")
    list_display = ["milestone", "subject", "locale"]
    panels = [
        FieldPanel("milestone", help_text=_("What has to happen for an issue to be prepared from this template.")),
        FieldPanel("subject"),
        FieldPanel(
            "preheader", help_text=_("Mail programs show it next to the subject. Say what the subject does not say.")
        ),
        FieldPanel("body"),
    ]
