"""Languages as facts: which ones, and in which role."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import LanguageRole
from home.i18n import sign_languages
from home.i18n.languages import language_name, native_name

LanguagesByRole = dict[str, list[str]]  # LanguageRole value → language codes; roles without a language are left out


def language_choices() -> list[tuple[str, str]]:
    """Languages by their own name, those of the portal first."""
    others = sorted((native_name(code), code) for code in LANG_INFO if "-" not in code)
    first = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
    return first + [(code, name) for name, code in others if code not in settings.PORTAL_LANGUAGES]


def split_language_codes(value: str) -> list[str]:
    """ "es, en" → ["es", "en"]."""
    return [code for code in value.replace(",", " ").lower().split() if code]


def validate_language_codes(value: str) -> None:
    for code in split_language_codes(value):
        try:
            Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValidationError(
                _("“%(code)s” is not a language code. Use codes such as es, en or pt."), params={"code": code}
            ) from None


class LanguageTicks(forms.CheckboxSelectMultiple):
    """Check boxes: the languages of the portal and those that are ticked first, all others folded."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """With the site's template loaders: those of forms know Django's own templates only."""
        return render_to_string("events/admin/language_ticks.html", self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        names = dict(language_choices())
        ticked = [code for code in value or [] if code not in settings.PORTAL_LANGUAGES]
        first = list(dict.fromkeys([*settings.PORTAL_LANGUAGES, *ticked]))
        self.choices = [(code, names.pop(code, native_name(code))) for code in first] + list(names.items())
        context = super().get_context(name, value, attrs)
        options = [option for _group, group, _index in context["widget"]["optgroups"] for option in group]
        return {**context, "first": options[: len(first)], "others": options[len(first) :]}


class LanguageCodesFormField(forms.MultipleChoiceField):
    """Ticked in the form, "es, en" in the row. A stored language beyond the choices is kept."""

    widget = LanguageTicks

    def prepare_value(self, value: Any) -> list[str]:
        return split_language_codes(value) if isinstance(value, str) else value or []

    def clean(self, value: Any) -> str:
        return ", ".join(super().clean(value))

    def valid_value(self, value: str) -> bool:
        return True  # the validators of LanguageCodesField say which codes are languages

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LanguageCodesField(models.CharField):
    """Language codes with commas between them."""

    default_validators = [validate_language_codes]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        own = {name: kwargs[name] for name in ("label", "help_text", "required", "widget") if name in kwargs}
        defaults = {"label": capfirst(self.verbose_name), "help_text": self.help_text, "required": not self.blank}
        return LanguageCodesFormField(**{**defaults, **own})


class LanguagesByRoleWidget(forms.MultiWidget):
    """A row of check boxes for each role."""

    template_name = "events/admin/languages_by_role.html"

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__({role.value: forms.CheckboxSelectMultiple(choices=choices) for role in LanguageRole})

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """With the site's template loaders: those of forms know Django's own templates only."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def decompress(self, value: LanguagesByRole | None) -> list[list[str]]:
        return [(value or {}).get(role.value, []) for role in LanguageRole]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for role, subwidget in zip(LanguageRole, context["widget"]["subwidgets"], strict=True):
            subwidget["role"] = role.label
        return context


class LanguagesByRoleFormField(forms.MultiValueField):
    """One fixed form for the languages of a slot. What is stored beyond the choices (an old language) is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.MultipleChoiceField(required=False) for _role in LanguageRole]
        kwargs |= {"widget": LanguagesByRoleWidget([]), "require_all_fields": False, "required": False}
        super().__init__(fields, *args, **kwargs)
        self.set_choices(settings.PORTAL_LANGUAGES)

    def set_choices(self, codes: list[str]) -> None:
        """Let editors choose among `codes`, and among all sign languages."""
        here = get_language() or "en"
        signed = sorted(((code, language_name(code, here)) for code in sign_languages.NAMES), key=lambda pair: pair[1])
        spoken = [(code, language_name(code, here)) for code in codes if code not in sign_languages.NAMES]
        for role, field, widget in zip(LanguageRole, self.fields, self.widget.widgets, strict=True):
            field.choices = widget.choices = signed if role == LanguageRole.SIGNED else spoken

    def compress(self, data_list: list[list[str]]) -> LanguagesByRole:
        return {role.value: codes for role, codes in zip(LanguageRole, data_list, strict=False) if codes}

    def has_changed(self, initial: LanguagesByRole | None, data: Any) -> bool:
        return (initial or {}) != self.compress([list(codes or []) for codes in data or []])


class LanguagesByRoleField(models.JSONField):
    """See Roles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"default": dict, "blank": True, **kwargs}
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, form_class=LanguagesByRoleFormField, **kwargs)
