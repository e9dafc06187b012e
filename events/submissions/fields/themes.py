from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language

from events.models import SessionTheme, Theme
from events.submissions.fields.base import FormContext, ProposalField, ShownField


def theme_choices() -> list[tuple[str, str]]:
    """Short name and label of every published theme, labelled in the reader's language where it has such a label."""
    language = get_language() or settings.LANGUAGE_CODE
    labels: dict[str, tuple[bool, str]] = {}
    for slug, name, code in Theme.objects.filter(live=True).values_list("slug", "name", "locale__language_code"):
        if slug not in labels or code == language:
            labels[slug] = (code == language, name)
    return sorted(((slug, name) for slug, (_own, name) in labels.items()), key=lambda choice: choice[1].casefold())


def themes_named(slugs: list[str]) -> list[Theme]:
    """One row for each short name: the oldest, so that every language means the same one."""
    found: dict[str, Theme] = {}
    for theme in Theme.objects.filter(slug__in=slugs).order_by("-pk"):
        found[theme.slug] = theme
    return list(found.values())


class Themes(ProposalField):
    """Rows of Theme, chosen by their short names, since each language has a row of its own."""

    @property
    def empty(self) -> list[Theme]:
        return []

    def form_fields(self, context: FormContext) -> dict[str, forms.Field]:
        choices = theme_choices()
        if not choices:
            return {}
        widget = forms.CheckboxSelectMultiple
        return {self.name: forms.MultipleChoiceField(choices=choices, widget=widget, **self.options())}

    def initial(self, row: Any) -> dict[str, Any]:
        return {self.name: [theme.slug for theme in self.read(row)]}

    def value(self, cleaned: dict[str, Any], context: FormContext) -> Any:
        return themes_named(cleaned.get(self.name, []))

    def stored(self, value: list[Theme]) -> list[Theme]:
        return sorted(value, key=lambda theme: theme.pk)

    def read(self, row: Any) -> list[Theme]:
        return self.stored(list(getattr(row, self.name).all()))

    def shown(self, row: Any) -> list[ShownField]:
        slugs = {theme.slug for theme in self.read(row)}
        names = [name for slug, name in theme_choices() if slug in slugs] if slugs else []
        return [ShownField(self.label, ", ".join(names))] if names else []

    def cell(self, row: Any) -> str:
        return ", ".join(self.exported(row))

    def exported(self, row: Any) -> list[str]:
        return [theme.name for theme in self.read(row)]

    def copy_to_page(self, page: Any, row: Any) -> None:
        page.session_themes = [SessionTheme(tag=theme, locale=page.locale) for theme in self.read(row)]
