from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language

from events.fields import split_language_codes
from events.submissions.fields.base import FormContext, ProposalField, ShownField
from home.i18n.languages import language_name, native_name

OTHER_LANGUAGES = ("ar", "ca", "de", "fr", "hi", "it", "ja", "nl", "pt", "sv", "zh-hans")


def language_choices() -> list[tuple[str, str]]:
    """By their own name; the portal's first, the others with their name in the reader's language."""
    here = get_language() or settings.LANGUAGE_CODE
    others = [code for code in OTHER_LANGUAGES if code not in settings.PORTAL_LANGUAGES]
    named = [(code, f"{native_name(code)} ({language_name(code, here)})") for code in others]
    return [*((code, native_name(code)) for code in settings.PORTAL_LANGUAGES), *named]


class Languages(ProposalField):
    """Any number of languages, in a LanguageCodesField: ticked in the form, "es, en" in the row."""

    def form_field(self, context: FormContext) -> forms.Field:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=language_choices(), widget=widget, **self.options())

    def initial(self, row: Any) -> dict[str, Any]:
        return {self.name: split_language_codes(getattr(row, self.name))}

    def value(self, cleaned: dict[str, Any], context: FormContext) -> Any:
        return ", ".join(cleaned[self.name])

    def shown(self, row: Any) -> list[ShownField]:
        names = [native_name(code) for code in split_language_codes(getattr(row, self.name))]
        return [ShownField(self.label, ", ".join(names))] if names else []


class PortalLanguage(ProposalField):
    """One of the portal's languages, at first the reader's."""

    def form_field(self, context: FormContext) -> forms.Field:
        choices = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
        initial = get_language() or settings.LANGUAGE_CODE
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=initial, **self.options())

    def shown(self, row: Any) -> list[ShownField]:
        code = getattr(row, self.name)
        return [ShownField(self.label, native_name(code))] if code else []
