"""Reuse of translations: a changed sentence keeps its old translation, marked to be checked."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import LCSseq
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from home.translations.models import MarkKind, StringMark
from home.translations.strings.field_locations import field_location
from home.translations.strings.strings import problems_of

MIN_SIMILARITY = (
    0.4  # share of common words from which a sentence among several counts as the changed version of another
)


@dataclass(frozen=True)
class StringPosition:
    """A string and its location, the key of a translation."""

    string_id: int
    context_id: int
    field_path: str
    text: str

    @property
    def key(self) -> tuple[int, int]:
        return self.string_id, self.context_id


def positions_of(source: TranslationSource) -> list[StringPosition]:
    segments = StringSegment.objects.filter(source=source).order_by("order")
    names = ("string_id", "context_id", "context__field_path", "string__data")
    return [StringPosition(*values) for values in segments.values_list(*names)]


def predecessors(before: list[StringPosition], after: list[StringPosition]) -> dict[StringPosition, StringPosition]:
    """The old spot of each new one: first within the same field or block, then wherever such a block moved."""
    old_keys, new_keys = {position.key for position in before}, {position.key for position in after}
    gone = [position for position in before if position.key not in new_keys]
    came = [position for position in after if position.key not in old_keys]
    found: dict[StringPosition, StringPosition] = {}
    for by in ("context_id", "field_path"):
        olds, news = _grouped(gone, by), _grouped(came, by)
        for key, group in news.items():
            alone = by == "context_id" and len(group) == len(olds[key]) == 1
            found |= _pairs(group, olds[key], at_least=0 if alone else MIN_SIMILARITY)
        gone = [position for position in gone if position not in found.values()]
        came = [position for position in came if position not in found]
    return found


def _grouped(positions: list[StringPosition], by: str) -> dict[Any, list[StringPosition]]:
    groups: dict[Any, list[StringPosition]] = defaultdict(list)
    for position in positions:
        groups[getattr(position, by)].append(position)
    return groups


def _pairs(
    came: list[StringPosition], gone: list[StringPosition], *, at_least: float
) -> dict[StringPosition, StringPosition]:
    """Matches the most similar pairs first.

    SequenceMatcher is slow. What it finds is a common subsequence; the longest one, which rapidfuzz finds quickly, is
    an upper bound. So only pairs whose bound is the highest of those left are compared.
    """
    letters: dict[str, str] = {}  # a character for each word
    new_texts, old_texts = (
        ["".join(letters.setdefault(word, chr(len(letters))) for word in position.text.split()) for position in group]
        for group in (came, gone)
    )
    queue: list[tuple[float, bool, int, int]] = []  # minus the bound or likeness, whether it is exact, and the places
    for n, text in enumerate(new_texts):
        for old_text, common, o in process.extract(text, old_texts, scorer=LCSseq.similarity, limit=None):
            length = len(text) + len(old_text)
            bound = 2 * common / length if length else 1.0
            if bound >= at_least:
                queue.append((-bound, False, n, o))
    heapify(queue)
    pairs: dict[StringPosition, StringPosition] = {}
    used: set[StringPosition] = set()
    while queue:
        _likeness, is_exact, n, o = heappop(queue)
        new, old = came[n], gone[o]
        if new in pairs or old in used:
            continue
        if is_exact:
            pairs[new] = old
            used.add(old)
            continue
        likeness = SequenceMatcher(None, old_texts[o], new_texts[n], autojunk=False).ratio()
        if likeness >= at_least:
            heappush(queue, (-likeness, True, n, o))
    return pairs


def reuse_translations(source: TranslationSource, before: list[StringPosition], locale_codes: dict[int, str]) -> None:
    """Give the strings that came with a sync the translation of those they came from, in every language.

    `locale_codes` are the target languages by locale id. A move within the page needs no check, nor does the slug of a
    translation that was published once: it stays, whatever happens to the original's.
    """
    replaced = predecessors(before, positions_of(source))
    if not replaced:
        return
    model: Any = source.specific_content_type.model_class()
    known = _translations(source, locale_codes)
    made: list[tuple[StringTranslation, StringTranslation, StringPosition, StringPosition]] = []
    for locale_id, code in locale_codes.items():
        for position, old in replaced.items():
            row = known.get((locale_id, *old.key))
            if row is None or (locale_id, *position.key) in known:
                continue
            copy = StringTranslation(
                translation_of_id=position.string_id,
                context_id=position.context_id,
                locale_id=locale_id,
                data=row.data,
                translation_type=row.translation_type,
                tool_name=row.tool_name,
                last_translated_by_id=row.last_translated_by_id,
            )
            at = field_location(model, position.field_path, "en")
            errors = [
                p for p in problems_of(position.text, row.data, (source.locale.language_code, code), at) if p.blocks
            ]
            if errors:
                copy.has_error, copy.field_error = True, str(errors[0].message)
            made.append((copy, row, position, old))
    _save(made, model, _once_published(source, model))


def _once_published(source: TranslationSource, model: Any) -> set[int]:
    """The locales in which readers may know the address; all of a snippet's."""
    rows = model.objects.filter(translation_key=source.object_id)
    if issubclass(model, Page):
        rows = rows.filter(first_published_at__isnull=False)
    return set(rows.values_list("locale_id", flat=True))


def _translations(source: TranslationSource, locale_codes: dict[int, str]) -> dict[tuple[int, int, int], Any]:
    rows = StringTranslation.objects.filter(context__object_id=source.object_id, locale_id__in=locale_codes)
    return {(row.locale_id, row.translation_of_id, row.context_id): row for row in rows.select_related("mark")}


def _save(
    made: list[tuple[StringTranslation, StringTranslation, StringPosition, StringPosition]],
    model: Any,
    once_published: set[int],
) -> None:
    copies = StringTranslation.objects.bulk_create([copy for copy, *_rest in made])
    for copy, row, _spot, _old in made:
        copy.updated_at = row.updated_at  # when a person last wrote it
    StringTranslation.objects.bulk_update(copies, ["updated_at"])
    marks = []
    for copy, row, position, old in made:
        mark = getattr(row, "mark", None)
        if mark and (mark.kind == MarkKind.KEPT or (mark.kind == MarkKind.SECOND and position.text != old.text)):
            mark = None
        is_address = field_location(model, position.field_path, "en").is_slug and copy.locale_id in once_published
        if is_address or (position.text == old.text and mark is None):
            continue
        old_source = mark.old_source if mark else old.text
        kind = mark.kind if mark else MarkKind.CHANGED
        marks.append(StringMark(translation=copy, kind=kind, old_source=old_source))
    StringMark.objects.bulk_create(marks)
