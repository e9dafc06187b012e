"""The part of a page's text that shows why it was found."""

from home.analysis import WORD, index_stems

BEFORE, LENGTH = 8, 36  # words

Part = tuple[str, bool]  # text, and whether it is one of the words sought


def extract(text: str, stems: set[str], language: str) -> list[Part]:
    """Some words around the first one sought, in parts to be marked or not; the beginning where none stands there."""
    places = list(WORD.finditer(text))
    sought = [place for place in places if not stems.isdisjoint(index_stems(place.group(), language))]
    first = places.index(sought[0]) if sought else 0
    window = places[max(0, first - BEFORE) :][:LENGTH]
    if not window:
        return []
    parts: list[Part] = [("… ", False)] if window[0] is not places[0] else []
    position = window[0].start()
    for place in window:
        if place in sought:
            parts += [(text[position : place.start()], False), (place.group(), True)]
            position = place.end()
    end = window[-1] is places[-1]
    parts.append((text[position : len(text) if end else window[-1].end()] + ("" if end else " …"), False))
    return [part for part in parts if part[0]]
