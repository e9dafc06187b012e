"""Keeps translations up to date with their originals.

A query finds what is stale, so nothing is lost when a process dies: small pages are synced when they are published, the
rest (and failures) by the worker.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.hooks import search_for_hooks
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation, TranslationSource

from home.caching.generation import bump
from home.models import BasePage
from home.translations.left_out import is_left_out, left_out
from home.translations.memory.filling import fill_in
from home.translations.models import TranslationStatus
from home.translations.publishing.publish import mark_current, republish, unchecked_marks
from home.translations.sync import sync_failures
from home.translations.sync.adopting import adopt
from home.translations.sync.opening import open_new
from home.translations.sync.reuse import positions_of, reuse_translations
from home.translations.sync.sources import content_of, has_same_content, source_of, store_source

MAX_IMMEDIATE_CHARACTERS = 60_000  # characters of stored content, times languages, that an editor may wait for


def watched_models() -> list[Any]:
    """Pages, and the snippets that have a language."""
    search_for_hooks()  # snippets register there; the worker has not imported it yet
    return [Page, *(model for model in get_snippet_models() if issubclass(model, TranslatableMixin))]


def target_locales() -> list[Locale]:
    """The portal's languages in its order; one that was taken out of PORTAL_LANGUAGES waits."""
    found = {locale.language_code: locale for locale in Locale.objects.all()}
    return [found[code] for code in settings.PORTAL_LANGUAGES if code in found]


def stale_originals(model: Any) -> models.QuerySet[Any]:
    """Published originals whose present text is not stored yet, or that lack a translation in some language.

    A page made by hand is left alone; a snippet made by hand or by code is adopted as the translation.
    """
    same = {"translation_key": OuterRef("translation_key")}
    translations = Translation.objects.filter(source__object_id=OuterRef("translation_key"))
    sources = TranslationSource.objects.filter(object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id"))
    locales = target_locales()
    originals = model._base_manager.filter(locale__in=locales).exclude(
        Exists(translations.filter(target_locale_id=OuterRef("locale_id")))
    )
    elder = Exists(model._base_manager.filter(**same, pk__lt=OuterRef("pk")))  # a copy made by hand is no original
    waiting: Any = ~Exists(sources) & ~elder
    if issubclass(model, DraftStateMixin):
        originals = originals.filter(live=True)
        waiting |= Exists(sources.filter(last_updated_at__lt=OuterRef("last_published_at")))
    if issubclass(model, Page):
        originals = originals.filter(alias_of=None, depth__gt=1)
    for locale in locales:
        there = Exists(model._base_manager.filter(**same, locale=locale))
        opened = Exists(translations.filter(target_locale=locale))
        lacks = ~Q(locale=locale) & ~opened & (~there if issubclass(model, Page) else ~elder)
        not_made = left_out(model, locale.language_code)
        waiting |= lacks if not_made is None else lacks & ~not_made
    return originals.filter(waiting).order_by("pk")


def is_original(instance: Any) -> bool:
    """Whether this page or snippet is what the others are translated from."""
    if isinstance(instance, Page) and instance.alias_of_id:
        return False
    if isinstance(instance, BasePage):
        return instance.is_original
    targets = Translation.objects.filter(source__object_id=instance.translation_key)
    return not targets.filter(target_locale_id=instance.locale_id).exists()


def sync_small(instance: Any) -> None:
    """Sync small pages at once; leave the rest, and failures, to the worker."""
    now = timezone.now()
    fresh = type(instance)._base_manager.filter(pk=instance.pk).first()
    if fresh is None or not is_original(fresh):
        return
    if len(content_of(fresh)) * len(settings.PORTAL_LANGUAGES) <= MAX_IMMEDIATE_CHARACTERS:
        try_sync(fresh, now=now)
    else:
        sync_failures.clear_failure(fresh)  # the new text may solve the problem


def try_sync(instance: Any, *, now: datetime) -> bool:
    """Sync now, and record a failure for the worker's next try; returns whether it worked. `now`: see `sync`."""
    try:
        sync(instance, now=now)
    except Exception as error:  # noqa: BLE001  recorded and logged by sync_failures
        sync_failures.record_failure(instance, error, now=timezone.now())
        return False
    return True


def sync(instance: Any, *, now: datetime, republishes: bool = True) -> None:
    """Sync every language with the present (published) text of an original; `now` is before it was read.

    New languages are opened as drafts. Changed strings keep their old translation, to be checked. Where no word is
    missing a live translation is published again, so that pictures, links and order follow at once. If `republishes` is
    False, because the text is a draft, that waits until the original is published.
    """
    if isinstance(instance, Page):
        instance = instance.specific
    with transaction.atomic():
        previous = source_of(instance, lock=True)
        unchanged = previous is not None and has_same_content(previous, instance)
        before = [] if previous is None or unchanged else positions_of(previous)
        if unchanged and previous:
            source = previous
            TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=now)
        else:
            source = store_source(instance, now=now)
        translations = source.translations.filter(enabled=True).select_related("target_locale")
        every = source.translations.select_related("target_locale")
        known = {translation.target_locale_id: translation.target_locale.language_code for translation in every}
        if before:
            reuse_translations(source, before, known)  # also of a deleted page, which may be brought back
            fill_in(source, {t.target_locale_id: t.target_locale.language_code for t in translations})
        _open_missing(instance, source, set(known))
        statuses = TranslationStatus.objects.filter(translation__source=source)
        if republishes and previous is not None:
            for translation in translations if before else translations.filter(status__awaits_original=True):
                translation.source = source
                republish_or_mark_outdated(translation, changed_at=getattr(instance, "last_published_at", None) or now)
            statuses.filter(awaits_original=True).update(awaits_original=False)
        elif before:
            statuses.update(awaits_original=True)
        sync_failures.clear_failure(instance)


def _open_missing(instance: Any, source: TranslationSource, known: set[int]) -> None:
    model = Page if isinstance(instance, Page) else type(instance)
    same = type(instance)._base_manager.filter(translation_key=instance.translation_key)
    there: dict[int, Any] = {row.locale_id: row for row in same.exclude(locale_id__in=known)}
    for locale in target_locales():
        if locale.pk in known or is_left_out(model, instance.pk, locale.language_code):
            continue
        if locale.pk not in there:
            open_new(instance, locale, source)
        elif model is not Page and locale.pk != source.locale_id:
            adopt(there[locale.pk], locale, source)


def republish_or_mark_outdated(translation: Translation, *, changed_at: datetime) -> None:
    """After a sync: publish translations that need no person, and record since when the others are outdated."""
    target = translation.get_target_instance()
    if isinstance(target, DraftStateMixin) and not target.live:
        return
    missing = missing_strings(translation).exists()
    follows = not missing and not has_unpublished_edits(translation, target) and republish(translation)
    if follows and not unchecked_marks(translation).exists():
        mark_current(translation)
    else:
        TranslationStatus.objects.get_or_create(translation=translation)
        TranslationStatus.objects.filter(translation=translation, outdated_since=None).update(outdated_since=changed_at)
        bump()


def missing_strings(translation: Translation) -> models.QuerySet[StringSegment]:
    """Strings without a translation that could be published."""
    segments = StringSegment.objects.filter(source_id=translation.source_id)
    return segments.annotate_translation(translation.target_locale_id).filter(translation=None)


def has_unpublished_edits(translation: Translation, target: Any) -> bool:
    """Whether somebody saved words or choices since the target was published: those are published by hand only."""
    published_at = getattr(target, "last_published_at", None)
    if published_at is None:
        return False
    changed = {"context__object_id": translation.source.object_id, "locale_id": translation.target_locale_id}
    return any(
        model.objects.filter(**changed, updated_at__gt=published_at).exists()
        for model in (StringTranslation, SegmentOverride)
    )
