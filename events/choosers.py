"""What the choosers of the admin share: one row for each person, session or theme, found in any language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.models import Locale

from events.programme.filters import fold_case_and_accents
from home.i18n.languages import native_name


def keys_named(model: type[Model], text: str, *, field: str = "title", whole: bool = False) -> set[Any]:
    """Translation keys of the rows with `text` in their name, or as their name; case and accents do not matter.

    Compared here, because SQLite compares without case in ASCII only.
    """
    wanted = fold_case_and_accents(text.strip())
    names = (
        (key, fold_case_and_accents(name)) for key, name in model._default_manager.values_list("translation_key", field)
    )
    return {key for key, name in names if (name == wanted if whole else wanted in name)}


def any_language_filter(label: Any, field: str = "title") -> type[BaseFilterForm]:
    """A search field for a chooser of one row for each translation key."""

    class AnyLanguageFilterForm(BaseFilterForm):
        q = forms.CharField(
            label=label, required=False, widget=forms.TextInput(attrs={"data-chooser-modal-search": True})
        )

        def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            text = self.cleaned_data.get("q", "").replace("\0", "")
            if text:
                self.is_searching, self.search_query = True, text
                objects = objects.filter(translation_key__in=keys_named(objects.model, text, field=field))
            return super().filter(objects)

    return AnyLanguageFilterForm


class NewInLanguageForm(forms.Form):
    """The chooser's form for a new row: its name and the language it is in."""

    model: type[Model]
    name_field = "title"

    name = forms.CharField(label=_("Name"), max_length=100)
    language = forms.ChoiceField(label=_("Original language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
        language.initial = get_language()

    def named_alike(self) -> set[Any]:
        """Translation keys of rows that have this name already, in any language."""
        return keys_named(self.model, self.cleaned_data.get("name", ""), field=self.name_field, whole=True)

    @property
    def locale(self) -> Locale:
        return Locale.objects.get(language_code=self.cleaned_data["language"])

    def refuse_name(self, message: Any) -> None:
        raise ValidationError({"name": message})
