"""The strings of one translation for display: location, source, translation and problems."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from home.translations.models import MarkKind, StringMark
from home.translations.strings.field_locations import FieldLocation, field_location
from home.translations.strings.quality import QualityProblem, find_problems, plain_text


@dataclass
class TranslatableString:
    segment: StringSegment
    location: FieldLocation
    translated: StringTranslation | None
    mark: StringMark | None
    languages: tuple[str, str] = field(repr=False)

    @property
    def source(self) -> str:
        return self.segment.string.data

    @property
    def text(self) -> str:
        return self.translated.data if self.translated else ""

    @property
    def is_plain(self) -> bool:
        """Whether people write plain text: without markup nobody should type &amp;amp;."""
        return "<" not in self.source.replace("<br/>", "")

    def shown(self, text: str) -> str:
        return plain_text(text) if self.is_plain else text

    def stored(self, text: str) -> str:
        return str(StringValue.from_plaintext(text).data) if self.is_plain else text.strip()

    @property
    def is_missing(self) -> bool:
        return self.translated is None or not self.text

    @property
    def is_to_check(self) -> bool:
        return not self.is_missing and self.mark is not None and self.mark.kind in MarkKind.to_check()

    @property
    def is_kept(self) -> bool:
        return self.mark is not None and self.mark.kind == MarkKind.KEPT

    @cached_property
    def problems(self) -> list[QualityProblem]:
        """Empty for a missing string."""
        if self.is_missing:
            return []
        found = problems_of(self.source, self.text, self.languages, self.location)
        if self.is_kept:
            found = [problem for problem in found if problem.code != "identical"]
        stored = self.translated.get_error() if self.translated else None
        if stored and not any(problem.blocks for problem in found):
            found = [QualityProblem("refused", stored, True), *found]
        return found


def problems_of(source: str, text: str, languages: tuple[str, str], at: FieldLocation) -> list[QualityProblem]:
    return find_problems(source, text, languages=languages, max_length=at.max_length, is_slug=at.is_slug)


def languages_of(translation: Translation) -> tuple[str, str]:
    return translation.source.locale.language_code, translation.target_locale.language_code


def lock(translation: Translation) -> None:
    """Read the source again and hold it until the end of the transaction: syncs and other writers wait."""
    sources = TranslationSource.objects.select_related("locale", "specific_content_type")
    translation.source = sources.select_for_update(of=("self",)).get(pk=translation.source_id)


def strings_of(translation: Translation, *, only: int | None = None) -> list[TranslatableString]:
    """Every string of the source in its order, or `only` that of a segment. Three queries, whatever its length."""
    source = translation.source
    model: Any = source.specific_content_type.model_class()
    translated = StringTranslation.objects.filter(
        context__object_id=source.object_id, locale_id=translation.target_locale_id
    ).select_related("mark", "translation_of", "context", "locale", "last_translated_by")
    segments = source.stringsegment_set.select_related("string", "context").order_by("order")
    if only is not None:
        segments = segments.filter(pk=only)
        translated = translated.filter(translation_of__in=segments.values("string"))
    by_key = {(row.translation_of_id, row.context_id): row for row in translated}
    language = get_language() or "en"
    strings = []
    for segment in segments:
        row = by_key.get((segment.string_id, segment.context_id))
        at = field_location(model, segment.context.field_path, language)
        strings.append(TranslatableString(segment, at, row, getattr(row, "mark", None), languages_of(translation)))
    return strings
