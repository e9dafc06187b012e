"""What was ever translated: remembering it, finding it again, forgetting what was erased."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from wagtail_localize.models import String, StringTranslation, Translation

from home.translations.memory.concordance import stems_in
from home.translations.memory.matching import MemoryIndex
from home.translations.models import MarkKind, MemoryUnit, StringMark
from home.translations.strings.diff import DiffPart, word_diff
from home.translations.strings.quality import plain_text

PORTION = 500
PLACE_LENGTH = MemoryUnit._meta.get_field("where").max_length or 0


@dataclass(frozen=True)
class MemoryMatch:
    """A similar sentence, with what differs from it. `likeness` in per cent."""

    unit: MemoryUnit
    likeness: int
    changes: list[DiffPart]


def hash_of(text: str) -> Any:
    """As wagtail-localize reckons it; there is no public function."""
    return String._get_data_hash(text)


def unit(source: str, text: str, languages: tuple[str, str], *, where: str, **values: Any) -> MemoryUnit:
    """A sentence as the memory keeps it, not yet stored. `source` and `text` with their tags."""
    plain = plain_text(source)
    return MemoryUnit(
        source_language=languages[0],
        target_language=languages[1],
        source=source,
        plain=plain,
        text=text,
        source_hash=hash_of(source),
        text_hash=hash_of(text),
        source_stems=stems_in(plain, languages[0]),
        text_stems=stems_in(plain_text(text), languages[1]),
        where=where[:PLACE_LENGTH],
        **values,
    )


def unremembered() -> QuerySet[StringTranslation]:
    """What a person wrote or confirmed and the memory does not have. Addresses of pages are no sentences."""
    unchecked = StringMark.objects.filter(translation=OuterRef("pk"), kind__in=MarkKind.to_check())
    units = MemoryUnit.objects.filter(
        source_hash=OuterRef("translation_of__data_hash"),
        target_language=OuterRef("locale__language_code"),
        object_id=OuterRef("context__object_id"),
        text=OuterRef("data"),
    )
    rows = StringTranslation.objects.filter(has_error=False, context__isnull=False).exclude(data="")
    return rows.exclude(context__path="slug").exclude(Exists(unchecked)).exclude(Exists(units))


def remember(rows: QuerySet[StringTranslation], *, now: datetime) -> int:
    """Store some of what is `unremembered`; returns how many."""
    found = list(
        rows.select_related("translation_of__locale", "locale", "context")
        .prefetch_related("context__object__sources")
        .order_by("pk")[:PORTION]
    )
    units = [
        unit(
            row.translation_of.data,
            row.data,
            (row.translation_of.locale.language_code, row.locale.language_code),
            object_id=row.context.object_id,
            where=next((source.object_repr for source in row.context.object.sources.all()), ""),
            updated_at=now,
        )
        for row in found
    ]
    MemoryUnit.objects.bulk_create(units, ignore_conflicts=True)
    return len(units)


def remember_text(translation: Translation, *, now: datetime) -> None:
    """Who writes strings calls this in the same transaction, so that the next one overwrites nothing unremembered."""
    mine = {"context__object_id": translation.source.object_id, "locale_id": translation.target_locale_id}
    while remember(unremembered().filter(**mine), now=now):
        pass


def forget(instance: Any, **kwargs: Any) -> None:
    """Receiver: a text whose translation data is erased (TranslatableObject) takes its part of the memory along."""
    MemoryUnit.objects.filter(object_id=instance.translation_key).delete()


def matches(sentence: str, languages: tuple[str, str], *, among: Q | None = None) -> list[MemoryMatch]:
    """The most similar sentences (plain text) that were translated between two languages (codes)."""
    units = _units(languages)
    state = units.aggregate(count=Count("pk"), last=Max("pk"))
    found = _index(languages, state["count"], state["last"]).look_up(sentence)
    by_id = units.filter(among or Q()).in_bulk([match.key for match in found])
    return [
        MemoryMatch(by_id[match.key], match.likeness, word_diff(by_id[match.key].plain, sentence))
        for match in found
        if match.key in by_id
    ]


def _units(languages: tuple[str, str]) -> QuerySet[MemoryUnit]:
    return MemoryUnit.objects.filter(source_language=languages[0], target_language=languages[1])


@lru_cache(2)
def _index(languages: tuple[str, str], count: int, last: int | None) -> MemoryIndex[int]:
    """Each sentence with each of its translations once, the latest first. Kept while `count` and `last` row stay."""
    rows = _units(languages).order_by("updated_at", "pk").values_list("pk", "plain", "text_hash")
    latest = {(plain, text): pk for pk, plain, text in rows}
    return MemoryIndex((pk, plain) for (plain, _text), pk in sorted(latest.items(), key=lambda pair: -pair[1]))
