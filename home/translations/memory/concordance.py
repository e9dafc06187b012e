"""Which sentences of the memory have a word, in any form of it, and how it was translated there."""

from django.db.models import Q, QuerySet

from home.analysis import index_stems, query_stems
from home.translations.models import MemoryUnit
from home.translations.strings.quality import plain_text

LIMIT = 20  # sentences that are shown
READ = 3 * LIMIT  # rows that are read: the same sentence may be there from several pages
PORTION = 2000


def stems_in(text: str, language: str) -> str:
    """The stems of a plain text, each between spaces; one space if it has no words."""
    return " ".join(["", *dict.fromkeys(index_stems(text, language)), ""])


def concordance(words: str, languages: tuple[str, str], *, among: Q | None = None) -> list[MemoryUnit]:
    """The latest sentences with all these words in the original, or all of them in the translation; each once.

    One query.
    """
    sides = [
        Q(*(Q(**{f"{field}__contains": f" {stem} "}) for stem in stems))
        for field, stems in zip(("source_stems", "text_stems"), _stems(words, languages), strict=True)
        if stems
    ]
    if not sides:
        return []
    units = MemoryUnit.objects.filter(source_language=languages[0], target_language=languages[1])
    found = units.filter(among or Q()).filter(Q(*sides, _connector=Q.OR)).order_by("-updated_at", "-pk")[:READ]
    once = {(unit.plain, unit.text): unit for unit in reversed(found)}
    return sorted(once.values(), key=lambda unit: (unit.updated_at, unit.pk), reverse=True)[:LIMIT]


def _stems(words: str, languages: tuple[str, str]) -> list[list[str]]:
    return [query_stems(words, language) for language in languages]


def without_stems() -> QuerySet[MemoryUnit]:
    """Sentences of an older version of the portal, or from its backup."""
    return MemoryUnit.objects.filter(source_stems="")


def add_stems() -> int:
    """Make the stems of some sentences that have none; returns how many."""
    units = list(without_stems()[:PORTION])
    for unit in units:
        unit.source_stems = stems_in(unit.plain, unit.source_language)
        unit.text_stems = stems_in(plain_text(unit.text), unit.target_language)
    MemoryUnit.objects.bulk_update(units, ["source_stems", "text_stems"], batch_size=500)
    return len(units)
