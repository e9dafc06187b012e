"""The part of a page's text that shows why it was found."""

from functools import lru_cache

from home.analysis import WORD, index_stems

WORDS_BEFORE, MAX_WORDS = 8, 36  # words

Part = tuple[str, bool]  # text, and whether it is one of the words sought


def extract(text: str, stems: set[str], language: str) -> list[Part]:
    """Some words around the first one sought, in parts to be marked or not; the beginning where none stands there."""
    places = list(WORD.finditer(text))
    first = next((at for at, place in enumerate(places) if stems & _stems(place.group(), language)), 0)
    window = places[max(0, first - WORDS_BEFORE) :][:MAX_WORDS]
    if not window:
        return []
    parts: list[Part] = [("… ", False)] if window[0] is not places[0] else []
    position = window[0].start() if parts else 0
    for place in window:
        if stems & _stems(place.group(), language):
            parts += [(text[position : place.start()], False), (place.group(), True)]
            position = place.end()
    end = window[-1] is places[-1]
    parts.append((text[position : len(text) if end else window[-1].end()] + ("" if end else " …"), False))
    return [part for part in parts if part[0]]


@lru_cache(50_000)
def _stems(word: str, language: str) -> frozenset[str]:
    return frozenset(index_stems(word, language))
