"""Applies to translations what happens to their original: unpublishing, moving, deleting, access.

The signals cover every cause (the editor, bulk actions, schedules, a script). The confirmation of an action offers to
keep the translations; these are remembered until the end of the request.
"""

from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import RelatedObjectSegment, TranslationSource

from home.models import BasePage
from home.translations.models import TranslationStatus
from home.translations.sync.freshness import is_original
from home.translations.sync.opening import copy_restrictions, move_below, translations_of
from home.translations.sync.sync_failures import clear_failure

KEEP_FIELD = "keep_translations"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # of a source that is to be synced
_kept: ContextVar[tuple[tuple[UUID, str], ...]] = ContextVar("kept", default=())  # translation keys and paths


def keep_translations_of(*pages: Page) -> None:
    """Until the next call, changes of these pages and those below do not apply to their translations."""
    _kept.set(tuple((page.translation_key, page.path) for page in pages))


def reset_kept(**kwargs: Any) -> None:
    keep_translations_of()


def follows(instance: Any) -> bool:
    """Whether changes of this page or snippet apply to its translations."""
    if isinstance(instance, BasePage):
        is_kept = any(instance.translation_key == key or instance.path.startswith(path) for key, path in _kept.get())
        return instance.is_original and not is_kept
    return isinstance(instance, TranslatableMixin) and type(instance) in get_snippet_models() and is_original(instance)


def unpublish(instance: Any, **kwargs: Any) -> None:
    if follows(instance):
        action = UnpublishPageAction if isinstance(instance, Page) else UnpublishAction
        for target in translations_of(instance):
            if target.live:
                action(target).execute(skip_permission_checks=True)


def move(instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Below the translation of the new parent, which becomes a draft translation where there is none."""
    page = instance.specific
    if parent_page_before != parent_page_after and follows(page):
        for target in translations_of(page):
            move_below(target, parent_page_after)


def delete(instance: Any, **kwargs: Any) -> None:
    """Runs after the commit, because treebeard cannot rewrite two trees in one operation."""
    if follows(instance):
        model = Page if isinstance(instance, Page) else type(instance)
        transaction.on_commit(partial(_delete_translations, model, instance.translation_key))


def _delete_translations(model: Any, translation_key: UUID) -> None:
    for pk in list(model.objects.filter(translation_key=translation_key).values_list("pk", flat=True)):
        model.objects.get(pk=pk).delete()


def end_waiting(instance: Any, **kwargs: Any) -> None:
    """Nothing waits for what is deleted: the worker syncs the originals that referred to it, and retries it no more.

    Where translators have the draft of such an original, they keep it.
    """
    if not isinstance(instance, TranslatableMixin):
        return
    references = RelatedObjectSegment.objects.filter(
        object=instance.translation_key, source__locale_id=instance.locale_id
    )
    awaiting = TranslationStatus.objects.filter(awaits_original=True)
    TranslationSource.objects.filter(pk__in=references.values("source")).exclude(
        pk__in=awaiting.values("translation__source")
    ).update(last_updated_at=LONG_AGO)
    if is_original(instance):
        clear_failure(instance)


def restrict(instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Who may read the original may read its translations, nobody else: at once, not with the next publication.

    `origin` is what somebody deletes: with a page go its restrictions, when the row of its type is gone already.
    """
    if origin is not None and getattr(origin, "model", type(origin)) is not PageViewRestriction:
        return
    page = instance.page.specific
    if follows(page):
        transaction.on_commit(partial(_restrict_translations, page))


def restrict_groups(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction):
        restrict(instance)


def _restrict_translations(page: Page) -> None:
    copy_restrictions(page, translations_of(page))
