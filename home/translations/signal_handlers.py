"""Keeps marks of strings up to date, whatever saves them (the editor, a PO file, a script), and syncs translations."""

from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import StringTranslation, TranslationSource

from home.caching.generation import bump
from home.translations.models import ChangeKind, MarkKind, StringMark
from home.translations.publishing.joint import hand_over_draft
from home.translations.strings.confirming import change, needs_second_reader
from home.translations.strings.field_locations import FieldLocation, field_location
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import problems_of
from home.translations.sync.freshness import sync_small


def check_saved_string(
    instance: StringTranslation, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A saved string needs no check any more, but by a second reader; one with an error is kept and never published.

    The editor shows `field_error` below the string. Rows of a fixture (`raw`) may come before what they refer to.
    """
    if raw or (update_fields is not None and "data" not in update_fields):
        return
    StringMark.objects.filter(translation=instance).delete()
    if instance.context is None:
        return
    writer = instance.last_translated_by_id
    change(instance, ChangeKind.WRITTEN, by=writer, at=timezone.now()).save()
    if writer and instance.context.path != "slug" and needs_second_reader(instance.locale.language_code):
        StringMark.objects.create(translation=instance, kind=MarkKind.SECOND)
    string = instance.translation_of
    languages = (string.locale.language_code, instance.locale.language_code)
    found = problems_of(string.data, instance.data, languages, _field_location(instance))
    errors = [problem for problem in found if problem.blocks]
    if errors:
        instance.has_error, instance.field_error = True, str(errors[0].message)
        StringTranslation.objects.filter(pk=instance.pk).update(has_error=True, field_error=instance.field_error)


def show_draft_title(instance: StringTranslation, raw: bool = False, **kwargs: Any) -> None:
    """Lists of pages show the title being translated, as a reader would see it and cut where the column ends.

    Replaces wagtail-localize's receiver, which stores escaped HTML and, on PostgreSQL, answers 500 to an overlong title
    instead of an error message.
    """
    if not raw and instance.context is not None and instance.context.path == "title":
        limit = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id).update(
            draft_title=plain_text(instance.data)[:limit]
        )


def _field_location(instance: StringTranslation) -> FieldLocation:
    source = TranslationSource.objects.filter(
        object_id=instance.context.object_id, locale_id=instance.translation_of.locale_id
    ).first()
    if source is None:
        return FieldLocation(instance.context.path)
    model: Any = ContentType.objects.get_for_id(source.specific_content_type_id).model_class()
    return field_location(model, instance.context.field_path, get_language() or "en")


def sync_published(instance: Any, **kwargs: Any) -> None:
    """An original was published: sync its translations after the commit."""
    if isinstance(instance, TranslatableMixin):
        transaction.on_commit(partial(sync_small, instance))


def open_ready_draft(page: Any, **kwargs: Any) -> None:
    """Open translations of a draft (home.signals.ready_to_translate). Raises errors of opening."""
    hand_over_draft(page, now=timezone.now())


def sync_saved_snippet(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A snippet without drafts is public as soon as it is saved."""
    if raw or not isinstance(instance, TranslatableMixin) or isinstance(instance, DraftStateMixin):
        return
    if type(instance) in get_snippet_models():
        sync_published(instance)


def forget_name(**kwargs: Any) -> None:
    """A translator's name is no longer on any page, also where their account was deleted."""
    bump()
