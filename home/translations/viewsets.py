from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from home.i18n.languages import native_name
from home.translations.access import works_in
from home.translations.models import GlossaryTerm


def languages() -> list[tuple[str, str]]:
    return [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]


class GlossaryTermForm(WagtailAdminModelForm):
    """Translators write terms of their own languages."""

    def clean_target_language(self) -> str:
        code = str(self.cleaned_data["target_language"])
        if not works_in(self.for_user, code):
            raise ValidationError(_("You do not translate into this language."))
        return code


class GlossaryTermViewSet(SnippetViewSet):
    """One term; the list of a pair of languages is `views.glossary`."""

    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("Glossary")
    list_display = ["term", "translation", "source_language", "target_language"]
    list_filter = ["source_language", "target_language"]
    search_fields = ["term", "translation", "note"]
    edit_handler = ObjectList(
        [
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
        ],
        base_form_class=GlossaryTermForm,
    )
