"""Exact matches from elsewhere are filled in, to be checked by a person."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.translations.models import ChangeKind, MarkKind, MemoryUnit, StringChange, StringMark
from home.translations.strings.confirming import change
from home.translations.strings.field_locations import field_location
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import problems_of

TOOL = "memory"


def fill_in(source: TranslationSource, locales: dict[int, str]) -> int:
    """Fill the empty strings of a text whose sentence was translated elsewhere. `locales`: id → language code.

    Returns how many. What would not pass the checks here, as a title that is too long, is left out.
    """
    made: dict[tuple[int, int, int], StringTranslation] = {}
    for locale_id, code in locales.items():
        segments = list(_empty(source, locale_id, code))
        if not segments:  # as nearly always: one query
            continue
        model: Any = source.specific_content_type.model_class()
        mine = source.locale.language_code
        known = _known({segment.string.data_hash for segment in segments}, (mine, code))
        for segment in segments:
            text = known.get(segment.string.data_hash)
            at = field_location(model, segment.context.field_path, "en")
            if text is None or any(p.blocks for p in problems_of(segment.string.data, text, (mine, code), at)):
                continue
            made[locale_id, segment.string_id, segment.context_id] = StringTranslation(
                translation_of=segment.string,
                context_id=segment.context_id,
                locale_id=locale_id,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name=TOOL,
            )
            if segment.context.path == "title":
                limit = Page._meta.get_field("draft_title").max_length
                pages = Page.objects.filter(translation_key=source.object_id, locale_id=locale_id)
                pages.update(draft_title=plain_text(text)[:limit])
    stored = StringTranslation.objects.bulk_create(made.values())
    StringMark.objects.bulk_create([StringMark(translation=row, kind=MarkKind.MEMORY) for row in stored])
    now = timezone.now()
    StringChange.objects.bulk_create([change(row, ChangeKind.WRITTEN, by=None, at=now) for row in stored])
    return len(stored)


def _empty(source: TranslationSource, locale_id: int, code: str) -> QuerySet[StringSegment]:
    """The empty strings whose sentence the memory has in this language."""
    units = MemoryUnit.objects.filter(
        source_hash=OuterRef("string__data_hash"),
        source_language=OuterRef("string__locale__language_code"),
        target_language=code,
    )
    there = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=locale_id
    )
    segments = StringSegment.objects.filter(source=source).exclude(context__path="slug").exclude(Exists(there))
    return segments.filter(Exists(units)).select_related("string", "context")


def _known(hashes: Iterable[Any], languages: tuple[str, str]) -> dict[Any, str]:
    """The latest translation of each sentence."""
    units = MemoryUnit.objects.filter(
        source_hash__in=hashes, source_language=languages[0], target_language=languages[1]
    )
    return dict(units.order_by("updated_at", "pk").values_list("source_hash", "text"))


def fillable() -> QuerySet[Translation]:
    """Open translations with an empty string that the memory has."""
    there = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
    )
    units = MemoryUnit.objects.filter(
        source_hash=OuterRef("string__data_hash"),
        source_language=OuterRef("string__locale__language_code"),
        target_language=OuterRef(OuterRef("target_locale__language_code")),
    )
    empty = StringSegment.objects.filter(source_id=OuterRef("source_id")).exclude(context__path="slug")
    found = Translation.objects.filter(enabled=True).filter(Exists(empty.exclude(Exists(there)).filter(Exists(units))))
    return found.select_related("source__locale", "source__specific_content_type", "target_locale")
