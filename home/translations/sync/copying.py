"""Translations of pages that are copied together in all their languages, such as those of an edition."""

from collections.abc import Callable, Container, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from home.translations.models import StringMark, TranslationStatus
from home.translations.strings.field_locations import field_location
from home.translations.strings.quality import plain_text
from home.translations.sync.reuse import StringPosition, positions_of, reuse_translations
from home.translations.sync.sources import source_of, store_source

Rename = Callable[[str, str], str]  # (place, translation) → the translation in the copy


def unchanged(place: str, text: str) -> str:
    return text


@transaction.atomic(savepoint=False)
def copy_translations(
    original: Page, copy: Page, *, pages: dict[int, int], rename: Rename = unchanged, settled: Container[str] = ()
) -> None:
    """Give the copy of an original the translations of its strings, each in its state: done, unsure or to be checked.

    Strings that differ from the original's keep its translation, to be checked. `pages` are the ids of pages → of their
    copies, for pages chosen in a translation. At the places `settled`, renaming needs no check. Without a stored source
    there are no strings to copy.
    """
    previous = source_of(original)
    if previous is None:
        return
    source = store_source(copy)
    codes = {}
    for translation in previous.translations.filter(enabled=True).select_related("target_locale"):
        codes[translation.target_locale_id] = translation.target_locale.language_code
        opened = Translation.objects.create(source=source, target_locale_id=translation.target_locale_id)
        TranslationStatus.objects.create(translation=opened)
    contexts = _copy_contexts(previous, source)
    _copy_strings(contexts, codes, rename)
    _copy_overrides(source, contexts, codes, pages)
    before = []
    for spot in positions_of(previous):
        place = contexts[spot.context_id]
        text = rename(place.path, spot.text) if place.path in settled else spot.text
        before.append(StringPosition(spot.string_id, place.pk, spot.field_path, text))
    reuse_translations(source, before, codes)


def _copy_contexts(previous: TranslationSource, source: TranslationSource) -> dict[int, TranslationContext]:
    """Id of a place in the original → the same place in its copy. The ids of blocks are the same."""
    here = TranslationContext.objects.filter(object_id=source.object_id)
    known = {context.path: context for context in here}
    there = list(TranslationContext.objects.filter(object_id=previous.object_id))
    new = [
        TranslationContext(
            object_id=source.object_id, path=context.path, path_id=context.path_id, field_path=context.field_path
        )
        for context in there
        if context.path not in known
    ]
    TranslationContext.objects.bulk_create(new)
    known |= {context.path: context for context in here.filter(path__in=[context.path for context in new])}
    return {context.pk: known[context.path] for context in there}


def _copied(model: Any, contexts: dict[int, TranslationContext], codes: dict[int, str]) -> tuple[list[Any], list[Any]]:
    """The rows of these places, and copies of them that are not stored yet."""
    rows = list(model.objects.filter(context__in=contexts, locale__in=codes))
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    values = [{name: getattr(row, name) for name in names} for row in rows]
    return rows, [model(**{**each, "context_id": contexts[each["context_id"]].pk}) for each in values]


def _store(model: Any, rows: list[Any], copies: list[Any]) -> list[Any]:
    stored = model.objects.bulk_create(copies)
    for copy, row in zip(stored, rows, strict=True):
        copy.updated_at = row.updated_at  # when a person last wrote it
    model.objects.bulk_update(stored, ["updated_at"])
    return list(stored)


def _copy_strings(contexts: dict[int, TranslationContext], codes: dict[int, str], rename: Rename) -> None:
    rows, copies = _copied(StringTranslation, contexts, codes)
    places = {context.pk: context for context in contexts.values()}
    for copy in copies:
        place = places[copy.context_id]
        copy.data = rename(place.path, copy.data)
        if place.path == "title":  # lists of pages show the title that is being translated
            draft = Page.objects.filter(translation_key=place.object_id, locale_id=copy.locale_id)
            draft.update(draft_title=plain_text(copy.data)[: Page._meta.get_field("draft_title").max_length])
    copies = _store(StringTranslation, rows, copies)
    marks = {mark.translation_id: mark for mark in StringMark.objects.filter(translation__in=rows)}
    StringMark.objects.bulk_create(
        [
            StringMark(translation=copy, kind=mark.kind, old_source=mark.old_source)
            for copy, row in zip(copies, rows, strict=True)
            if (mark := marks.get(row.pk))
        ]
    )


def _copy_overrides(
    source: TranslationSource, contexts: dict[int, TranslationContext], codes: dict[int, str], pages: dict[int, int]
) -> None:
    """What translators chose in place of a picture, link or page of the original."""
    rows, copies = _copied(SegmentOverride, contexts, codes)
    fields = {context.pk: context.field_path for context in contexts.values()}
    model: Any = source.specific_content_type.model_class()
    for copy in copies:
        chooser = field_location(model, fields[copy.context_id], "en").chooser_model
        if chooser and issubclass(chooser, Page) and isinstance(copy.data, int):
            copy.data_json = str(pages.get(copy.data, copy.data))
    _store(SegmentOverride, rows, copies)


def forget_translations(keys: Iterable[UUID]) -> None:
    """Delete all strings and translations of pages with these translation keys."""
    objects = list(keys)
    for model in (StringTranslation, SegmentOverride):
        model.objects.filter(context__object_id__in=objects).delete()
    TranslationSource.objects.filter(object__in=objects).delete()  # before the places that its segments are in
    TranslatableObject.objects.filter(translation_key__in=objects).delete()


def translations_stamp(keys: Iterable[UUID]) -> list[Any]:
    """Changes with every string that somebody translates, edits or confirms in pages with these translation keys."""
    strings = StringTranslation.objects.filter(context__object_id__in=list(keys))
    found = strings.aggregate(count=Count("pk"), latest=Max("updated_at"), marks=Count("mark"))
    return [found["count"], str(found["latest"]), found["marks"]]
