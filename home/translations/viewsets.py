from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from home.i18n.languages import native_name
from home.translations.models import GlossaryTerm


def languages() -> list[tuple[str, str]]:
    return [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]


class GlossaryTermViewSet(SnippetViewSet):
    """One term; the list of a pair of languages is `views.glossary`."""

    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("Glossary")
    list_display = ["term", "translation", "source_language", "target_language"]
    list_filter = ["source_language", "target_language"]
    search_fields = ["term", "translation", "note"]
    panels = [
        FieldRowPanel(
            [
                FieldPanel("source_language", widget=forms.Select(choices=languages())),
                FieldPanel("target_language", widget=forms.Select(choices=languages())),
            ]
        ),
        FieldPanel("term"),
        FieldPanel("translation"),
        FieldPanel("avoid"),
        FieldPanel("note"),
    ]
