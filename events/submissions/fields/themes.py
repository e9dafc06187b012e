from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from events.models import SessionTheme, Theme
from events.submissions.fields.base import FormContext, ProposalField, ShownField


def theme_choices(themes: QuerySet[Theme] | None = None) -> list[tuple[str, str]]:
    """Short name and label of published themes, labelled in the reader's language where they have such a label."""
    language = get_language() or settings.LANGUAGE_CODE
    labels: dict[str, tuple[bool, str]] = {}
    live = (Theme.objects.all() if themes is None else themes).filter(live=True)
    for slug, name, code in live.values_list("slug", "name", "locale__language_code"):
        if slug not in labels or code == language:
            labels[slug] = (code == language, name)
    return sorted(((slug, name) for slug, (_own, name) in labels.items()), key=lambda choice: choice[1].casefold())


def offered_themes() -> QuerySet[Theme]:
    """All but those that an import made and that readers see nowhere: in no published session, edited by nobody."""
    seen = SessionTheme.objects.filter(content_object__live=True).values("tag__translation_key")
    made = Theme.objects.filter(source_ids__isnull=False, latest_revision__isnull=True).values("translation_key")
    return Theme.objects.exclude(Q(translation_key__in=made) & ~Q(translation_key__in=seen))


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
        themes = offered_themes()
        if context.row is not None:  # what a proposal has already stays
            own = getattr(context.row, self.name).values("translation_key")
            themes = themes | Theme.objects.filter(translation_key__in=own)
        choices = theme_choices(themes)
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
