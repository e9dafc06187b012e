"""Problems of the language trees, with a repair for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models
from wagtail_localize.models import Translation

from home.models import BasePage
from home.translations.sync.opening import move_below, open_translation

PROBLEM_LABELS = {
    "orphan": _("Its original is gone."),
    "alias": _("It shows the original’s text at an address of another language."),
    "unmanaged": _("It was made by hand, so it does not follow its original."),
    "misplaced": _("It is not in the same place as its original."),
}
REPAIR_LABELS = {
    "orphan": _("Make it an original of its own"),
    "alias": _("Make it a draft to be translated"),
    "unmanaged": _("Open it as a translation"),
    "misplaced": _("Move it to its place"),
}


@dataclass(frozen=True)
class TreeProblem:
    kind: str
    page: Page

    @property
    def message(self) -> str | Promise:
        return PROBLEM_LABELS[self.kind]

    @property
    def repair(self) -> str | Promise:
        return REPAIR_LABELS[self.kind]


def find_tree_problems() -> list[TreeProblem]:
    """Pages of a language tree with a problem; one query for each page type, and three more."""
    pages = list(Page.objects.filter(depth__gt=1).select_related("locale").order_by("path"))
    original_locales = _original_locales()
    by_key = {(page.translation_key, page.locale_id): page for page in pages}
    by_path = {page.path: page for page in pages}
    managed = set(Translation.objects.filter(enabled=True).values_list("source__object_id", "target_locale_id"))
    found = []
    for page in pages:
        origin = original_locales.get(page.pk)
        if origin is None or (origin == page.locale_id and not page.alias_of_id):
            continue
        original = by_key.get((page.translation_key, origin))
        kind = _kind(page, original, managed, by_path)
        if kind:
            found.append(TreeProblem(kind, page))
    return found


def _original_locales() -> dict[int, int]:
    """Page id → id of the original's locale."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    return {pk: locale for model in models for pk, locale in model.objects.values_list("pk", "original_locale")}


def _kind(page: Page, original: Page | None, managed: set[tuple[UUID, int]], by_path: dict[str, Page]) -> str | None:
    if page.alias_of_id:
        return "alias" if original is not None and original.pk != page.pk else None
    if original is None:
        return "orphan"
    above, expected = _parent(page, by_path), _parent(original, by_path)
    if (above and above.translation_key) != (expected and expected.translation_key):
        return "misplaced"
    return None if (page.translation_key, page.locale_id) in managed else "unmanaged"


def _parent(page: Page, by_path: dict[str, Page]) -> Page | None:
    return by_path.get(page.path[: -Page.steplen])


def repair(page: Page, kind: str) -> None:
    """Repair one problem. No effect if it no longer exists."""
    if TreeProblem(kind, page) in find_tree_problems():
        _REPAIR_ACTIONS[kind](page.specific)


def _make_original(page: Any) -> None:
    page.original_locale = page.locale
    page.save(update_fields=["original_locale"], clean=False)


def _open_as_translation(page: Any) -> None:
    open_translation(page.original, page.locale)


def _move_to_place(page: Any) -> None:
    move_below(page, page.original.get_parent())


_REPAIR_ACTIONS: dict[str, Callable[[Any], None]] = {
    "orphan": _make_original,
    "alias": _open_as_translation,
    "unmanaged": _open_as_translation,
    "misplaced": _move_to_place,
}
