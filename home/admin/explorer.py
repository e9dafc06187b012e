"""The list of pages in the admin, with the state of each page in every language."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from home import registry
from home.admin.rows import LeanTitleColumn
from home.i18n.languages import language_codes, native_name


class LanguageStatus(TextChoices):
    """The state of a page in a language, for readers."""

    LIVE = "live", _("published")
    CHANGED = "changed", _("published, with a newer draft")
    DRAFT = "draft", _("draft")
    MISSING = "missing", _("missing")


def status_of(page: Page | None) -> LanguageStatus:
    if page is None or page.alias_of_id:
        return LanguageStatus.MISSING
    if page.live:
        return LanguageStatus.CHANGED if page.has_unpublished_changes else LanguageStatus.LIVE
    return LanguageStatus.DRAFT


class LanguagesColumn(Column):
    """A column with a mark per language, filled in for all rows by one query."""

    cell_template_name = "home/admin/languages_cell.html"

    def get_value(self, instance: Page) -> list[tuple[str, LanguageStatus, int | None]]:
        return instance.states_by_language

    def get_cell_context_data(self, instance: Page, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        if not hasattr(instance, "states_by_language"):
            add_language_statuses(parent_context["table"].data)
        return super().get_cell_context_data(instance, parent_context)


def add_language_statuses(pages: Any) -> None:
    keys = {page.translation_key for page in pages}
    versions = {(page.translation_key, page.locale_id): page for page in Page.objects.filter(translation_key__in=keys)}
    languages = [(locale_id, code, _left_out(pages, code)) for locale_id, code in language_codes().items()]
    for page in pages:
        page.states_by_language = []
        for locale_id, code, not_made in languages:
            version = versions.get((page.translation_key, locale_id))
            state = status_of(version)
            if state != LanguageStatus.MISSING or page.pk not in not_made:
                page.states_by_language.append((native_name(code), state, version and version.pk))


def _left_out(pages: Any, code: str) -> set[int]:
    """Those of the pages that are not made in a language (home.registry.left_out)."""
    rows = [found for _name, ask in registry.left_out if (found := ask(Page, code)) is not None]
    if not rows:
        return set()
    pks = [page.pk for page in pages]
    return set(Page.objects.filter(reduce(or_, rows), pk__in=pks).values_list("pk", flat=True))


class LanguagesIndexView(ExplorableIndexView):
    """Wagtail's columns, with the languages in place of the type."""

    base_columns = [
        *(
            LeanTitleColumn("title", label=column.label, sort_key="title", classname="title")
            if column.name == "title"
            else column
            for column in ExplorableIndexView.base_columns
            if column.name not in {"type", "status"}
        ),
        LanguagesColumn("languages", label=_("Languages"), width="24%"),
        *(column for column in ExplorableIndexView.base_columns if column.name == "status"),
    ]


class LanguagesPageViewSet(PageViewSet):
    index_view_class = LanguagesIndexView
