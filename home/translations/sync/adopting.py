"""Snippets that exist in a language without having been opened there: made by code, or by hand beside the original."""

from collections import defaultdict
from typing import Any

from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.translations.models import TranslationStatus


def adopt(target: Any, locale: Locale, source: TranslationSource) -> Translation:
    """Make `target` the translation of its original. Its words become the strings; those of the original stay open."""
    translation = Translation.objects.create(source=source, target_locale=locale)
    TranslationStatus.objects.create(translation=translation)
    if isinstance(target, DraftStateMixin):
        target = target.get_latest_revision_as_object()
    words: dict[str, list[str]] = defaultdict(list)
    for value in extract_segments(target):
        if isinstance(value, StringSegmentValue):
            words[value.path].append(value.string.data)
    segments: dict[str, list[Any]] = defaultdict(list)
    for segment in source.stringsegment_set.select_related("string", "context").order_by("order"):
        segments[segment.context.path].append(segment)
    for path, rows in segments.items():
        if len(rows) != len(words[path]):
            continue
        for segment, text in zip(rows, words[path], strict=True):
            if text != segment.string.data:
                StringTranslation.objects.get_or_create(
                    translation_of=segment.string, context=segment.context, locale=locale, defaults={"data": text}
                )
    return translation
