"""Reuse of translations: a changed sentence keeps its old translation, marked to be checked."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from home.translations.models import MarkKind, StringMark
from home.translations.strings.field_locations import place
from home.translations.strings.strings import problems_of

ALIKE = 0.4  # share of common words from which a sentence among several counts as the changed version of another


@dataclass(frozen=True)
class Spot:
    """A string and its location, the key of a translation."""

    string_id: int
    context_id: int
    field_path: str
    text: str

    @property
    def key(self) -> tuple[int, int]:
        return self.string_id, self.context_id


def spots_of(source: TranslationSource) -> list[Spot]:
    segments = StringSegment.objects.filter(source=source).order_by("order")
    names = ("string_id", "context_id", "context__field_path", "string__data")
    return [Spot(*values) for values in segments.values_list(*names)]


def predecessors(before: list[Spot], after: list[Spot]) -> dict[Spot, Spot]:
    """The old spot of each new one: first within the same field or block, then wherever such a block moved."""
    old_keys, new_keys = {spot.key for spot in before}, {spot.key for spot in after}
    gone = [spot for spot in before if spot.key not in new_keys]
    came = [spot for spot in after if spot.key not in old_keys]
    found: dict[Spot, Spot] = {}
    for by in ("context_id", "field_path"):
        olds, news = _grouped(gone, by), _grouped(came, by)
        for key, group in news.items():
            alone = by == "context_id" and len(group) == len(olds[key]) == 1
            found |= _pairs(group, olds[key], at_least=0 if alone else ALIKE)
        gone = [spot for spot in gone if spot not in found.values()]
        came = [spot for spot in came if spot not in found]
    return found


def _grouped(spots: list[Spot], by: str) -> dict[Any, list[Spot]]:
    groups: dict[Any, list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[getattr(spot, by)].append(spot)
    return groups


def _pairs(came: list[Spot], gone: list[Spot], *, at_least: float) -> dict[Spot, Spot]:
    """Matches the most similar pairs first."""
    alike = [
        (SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False).ratio(), new, old)
        for new in came
        for old in gone
    ]
    pairs: dict[Spot, Spot] = {}
    for likeness, new, old in sorted(alike, key=lambda triple: -triple[0]):
        if likeness >= at_least and new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


def carry_forward(source: TranslationSource, before: list[Spot], locale_codes: dict[int, str]) -> None:
    """Give the strings that came with a sync the translation of those they came from, in every language.

    `locale_codes` are the target languages by locale id. A move within the page needs no check, nor does a slug:
    a translated slug stays, whatever happens to the original's.
    """
    came_from = predecessors(before, spots_of(source))
    if not came_from:
        return
    model: Any = source.specific_content_type.model_class()
    known = _translations(source, locale_codes)
    made: list[tuple[StringTranslation, StringTranslation, Spot, Spot]] = []
    for locale_id, code in locale_codes.items():
        for spot, old in came_from.items():
            row = known.get((locale_id, *old.key))
            if row is None or (locale_id, *spot.key) in known:
                continue
            copy = StringTranslation(
                translation_of_id=spot.string_id,
                context_id=spot.context_id,
                locale_id=locale_id,
                data=row.data,
                translation_type=row.translation_type,
                tool_name=row.tool_name,
                last_translated_by_id=row.last_translated_by_id,
            )
            at = place(model, spot.field_path, "en")
            errors = [p for p in problems_of(spot.text, row.data, (source.locale.language_code, code), at) if p.blocks]
            if errors:
                copy.has_error, copy.field_error = True, str(errors[0].message)
            made.append((copy, row, spot, old))
    _save(made, model)


def _translations(source: TranslationSource, locale_codes: dict[int, str]) -> dict[tuple[int, int, int], Any]:
    rows = StringTranslation.objects.filter(context__object_id=source.object_id, locale_id__in=locale_codes)
    return {(row.locale_id, row.translation_of_id, row.context_id): row for row in rows.select_related("mark")}


def _save(made: list[tuple[StringTranslation, StringTranslation, Spot, Spot]], model: Any) -> None:
    copies = StringTranslation.objects.bulk_create([copy for copy, *_rest in made])
    for copy, row, _spot, _old in made:
        copy.updated_at = row.updated_at  # when a person last wrote it
    StringTranslation.objects.bulk_update(copies, ["updated_at"])
    marks = []
    for copy, row, spot, old in made:
        mark = getattr(row, "mark", None)
        if mark is not None and mark.kind == MarkKind.KEPT:
            mark = None
        if place(model, spot.field_path, "en").is_slug or (spot.text == old.text and mark is None):
            continue
        old_source = mark.old_source if mark else old.text
        kind = mark.kind if mark else MarkKind.CHANGED
        marks.append(StringMark(translation=copy, kind=kind, old_source=old_source))
    StringMark.objects.bulk_create(marks)
