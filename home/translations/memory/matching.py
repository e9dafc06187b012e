"""Similar sentences among thousands, as pure functions."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

Key = TypeVar("Key", bound=Hashable)

AT_LEAST = 75  # per cent of likeness from which a sentence is offered
LIMIT = 3  # sentences that are offered at once


@dataclass(frozen=True)
class Match(Generic[Key]):
    """`likeness` is in per cent; 100 is the same sentence, whatever its tags."""

    key: Key
    likeness: int


class MemoryIndex(Generic[Key]):
    """Sentences by length: one that is much shorter or longer cannot be alike, and is not compared.

    rapidfuzz's ratio is 2 × common letters / letters of both. It reaches `at_least` only where the shorter one has
    at_least / (200 - at_least) of the letters of the longer one.
    """

    def __init__(self, sentences: Iterable[tuple[Key, str]]) -> None:
        ordered = sorted(sentences, key=lambda pair: len(pair[1]))
        self._keys = [key for key, _text in ordered]
        self._texts = [text for _key, text in ordered]
        self._lengths = [len(text) for text in self._texts]

    def look_up(self, sentence: str, *, at_least: int = AT_LEAST, limit: int = LIMIT) -> list[Match[Key]]:
        """The sentences that are most alike, the likest first; among equals the first that was given."""
        share = at_least / (200 - at_least)
        start = bisect_left(self._lengths, int(len(sentence) * share))
        end = bisect_right(self._lengths, int(len(sentence) / share) + 1)
        found = process.extract(
            sentence, self._texts[start:end], scorer=fuzz.ratio, processor=None, limit=limit, score_cutoff=at_least
        )
        return [Match(self._keys[start + place], int(likeness)) for _text, likeness, place in found]
