"""Terms in a text, in any form of theirs, as pure functions. The stems are those of the search."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.analysis import WORD, stem
from home.translations.strings.quality import QualityProblem, warning

SEPARATOR = re.compile(r"\s*[,;/]\s*")


@dataclass(frozen=True)
class Term:
    """`translations` are those that are right, the first is shown; `avoid` are words of that language that are not."""

    term: str
    translations: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def from_texts(cls, term: str, translation: str, avoid: str, note: str) -> "Term":
        """`translation` and `avoid` with commas between several."""
        return cls(term, _parts(translation), _parts(avoid), note)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, SEPARATOR.split(text.strip())))


@dataclass(frozen=True)
class FoundTerm:
    """Where a term is in a text: text[start:end]."""

    term: Term
    start: int
    end: int


def find_terms(text: str, terms: Iterable[Term], language: str) -> list[FoundTerm]:
    """Every term in a text of `language`, in its order; of two that overlap the longer one."""
    words = [(stem(word.group(), language), word.start(), word.end()) for word in WORD.finditer(text)]
    by_first: dict[str, list[tuple[list[str], Term]]] = {}
    for term in terms:
        stems = stems_of(term.term, language)
        if stems:
            by_first.setdefault(stems[0], []).append((stems, term))
    found, place = [], 0
    while place < len(words):
        here = [
            (stems, term)
            for stems, term in by_first.get(words[place][0], [])
            if [word for word, *_where in words[place : place + len(stems)]] == stems
        ]
        if not here:
            place += 1
            continue
        stems, term = max(here, key=lambda pair: len(pair[0]))
        found.append(FoundTerm(term, words[place][1], words[place + len(stems) - 1][2]))
        place += len(stems)
    return found


def stems_of(text: str, language: str) -> list[str]:
    return [stem(word, language) for word in WORD.findall(text)]


def term_problems(source: str, text: str, terms: Iterable[Term], languages: tuple[str, str]) -> list[QualityProblem]:
    """Questions about a translation (plain text): terms of the original without their translation, words to avoid."""
    used = {found.term: None for found in find_terms(source, terms, languages[0])}
    words = stems_of(text, languages[1])
    problems = []
    for term in used:
        avoided = [word for word in term.avoid if _contains(words, stems_of(word, languages[1]))]
        values = {"term": term.term, "translation": term.translations[0] if term.translations else ""}
        if avoided:
            message = _("The glossary avoids “%(word)s” for “%(term)s”: “%(translation)s”.")
            problems.append(warning("avoid", message % {**values, "word": avoided[0]}))
        elif term.translations and not any(_contains(words, stems_of(one, languages[1])) for one in term.translations):
            message = _("The glossary has “%(translation)s” for “%(term)s”.")
            problems.append(warning("term", message % values))
    return problems


def _contains(words: list[str], stems: list[str]) -> bool:
    return bool(stems) and any(words[at : at + len(stems)] == stems for at in range(len(words) - len(stems) + 1))
