"""Opening a translation: a draft in the other language, its strings waiting for a translator. Nothing goes live."""

from typing import Any

from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import BaseViewRestriction, DraftStateMixin, Locale, Page, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.translations.memory.filling import fill_in
from home.translations.models import TranslationStatus
from home.translations.sync.sources import source_of, store_source


def original_of(page: Page) -> Any:
    """The specific original page."""
    return page.specific.original


@transaction.atomic(savepoint=False)
def open_translation(instance: Any, locale: Locale, *, user: Any = None) -> Translation:
    """Open the translation of a page or snippet into `locale`, and of every ancestor that has none there.

    The source is always the original. An existing page in the target language keeps its words; a page whose translation
    was stopped by a deletion is made again. Ancestors become drafts, not live aliases as in wagtail-localize.
    """
    if isinstance(instance, Page):
        instance = original_of(instance)
        _open_ancestors(instance, locale, user)
    source = source_of(instance) or store_source(instance)
    translation = Translation.objects.filter(source=source, target_locale=locale).first()
    target = type(instance)._base_manager.filter(translation_key=instance.translation_key, locale=locale).first()
    return _open(instance, locale, source, translation, target, user)


@transaction.atomic(savepoint=False)
def open_new(instance: Any, locale: Locale, source: TranslationSource) -> Translation:
    """The same, with fewer queries, for an original that has neither translation nor page in that language."""
    if isinstance(instance, Page):
        _open_ancestors(instance, locale, None)
    return _open(instance, locale, source, None, None, None)


def _open_ancestors(page: Page, locale: Locale, user: Any) -> None:
    above = page.get_ancestors().filter(depth__gt=1)
    keys = [ancestor.translation_key for ancestor in above]
    there = set(Page.objects.filter(translation_key__in=keys, locale=locale).values_list("translation_key", flat=True))
    for ancestor in above:
        if ancestor.translation_key not in there:
            open_translation(ancestor, locale, user=user)


def _open(
    instance: Any,
    locale: Locale,
    source: TranslationSource,
    translation: Translation | None,
    target: Any,
    user: Any,
) -> Translation:
    _open_relatives(source, locale, user)
    is_new = translation is None
    if translation is None:
        translation = Translation.objects.create(source=source, target_locale=locale)
        TranslationStatus.objects.create(translation=translation)
    elif not translation.enabled:
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    if target is None:
        target = _make_target(instance, locale, user)
    elif isinstance(target, Page) and target.alias_of_id:
        target.alias_of_id = None
        target.live = False
        target.save(update_fields=["alias_of_id", "live"], clean=False)
        target.save_revision(user=user, clean=False)
    if isinstance(target, Page) and target.depth == 2:
        _keep_home_slug(source, target)
    if is_new:
        fill_in(source, {locale.pk: locale.language_code})
    return translation


def _open_relatives(source: TranslationSource, locale: Locale, user: Any) -> None:
    """Open translations of rows that a page refers to (themes) first."""
    for segment in source.relatedobjectsegment_set.select_related("object__content_type"):
        related = segment.get_source_instance()
        if related is not None and not segment.object.has_translation(locale):
            open_translation(related, locale, user=user)


def _make_target(instance: Any, locale: Locale, user: Any) -> Any:
    """The draft a translator will fill in; a snippet without drafts exists at once, in the original's words."""
    if isinstance(instance, Page):
        return instance.copy_for_translation(locale)
    target = instance.copy_for_translation(locale)
    if isinstance(instance, DraftStateMixin):
        target.live = False
        target.live_revision = None
    target.save()
    if isinstance(instance, DraftStateMixin):
        target.save_revision(user=user)
    return target


def _keep_home_slug(source: TranslationSource, home: Page) -> None:
    """Skip the slug of a home page, which is part of no address."""
    for segment in StringSegment.objects.filter(source=source, context__path="slug"):
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale_id=home.locale_id,
            context_id=segment.context_id,
            defaults={"data": home.slug, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )


def translations_of(instance: Any) -> list[Any]:
    """Its translations in other languages, as rows of their own type."""
    model = Page if isinstance(instance, Page) else type(instance)
    found = model.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    return [row.specific for row in found] if model is Page else list(found)


def following_translations(page: Page) -> list[Any]:
    """The translations to which changes of a page apply: all of an original's, none of a translation's."""
    specific = page.specific
    return translations_of(specific) if getattr(specific, "is_original", False) else []


def move_below(target: Any, parent: Page) -> None:
    """Move a translation below the translation of its original's parent."""
    above = parent.get_translation_or_none(target.locale)
    if above is None:
        open_translation(parent, target.locale)
        above = parent.get_translation(target.locale)
    if target.get_parent().pk != above.pk:
        MovePageAction(target, above, pos="last-child").execute(skip_permission_checks=True)


def copy_restrictions(page: Page, targets: list[Any]) -> None:
    """Who may read the original may read its translations, nobody else."""
    own = list(PageViewRestriction.objects.filter(page_id=page.pk).prefetch_related("groups"))
    for target in targets:
        PageViewRestriction.objects.filter(page=target).delete()
        for restriction in own:
            same = {name: getattr(restriction, name) for name in ("restriction_type", "password")}
            copy = PageViewRestriction.objects.create(page=target, **same)
            if restriction.restriction_type == BaseViewRestriction.GROUPS:
                copy.groups.set(restriction.groups.all())
