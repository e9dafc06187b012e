"""Words and their stems, for the search index and for queries.

One analysis in Python for both databases: SQLite has no stemming by language, PostgreSQL one language for the whole
site, and the Spanish stemmers of both miss plurals or need the accents. Stems are
stored as separate words in the search index.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from babel import Locale

WORD = re.compile(r"[^\W_]+")
MAX_QUERY_WORDS = 32

# Before the stemmer: talleres → taller, which Snowball takes for two words; -cio and -sio typed without the accent.
STEM_CORRECTIONS = {"es": (re.compile(r"(?<=[aeiouáéíóú]r)es$"), ""), "ca": (re.compile(r"([cs])io$"), r"\1ió")}


def fold(word: str) -> str:
    """Lower case without accents: "Círculos" → "circulos"."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def tokenize(text: str) -> list[str]:
    """The words of a text in order. Catalan l·l is one letter."""
    return WORD.findall(unicodedata.normalize("NFKC", text).replace("l·l", "ll").replace("L·L", "LL"))


@cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of a language code; None if there is none (then words are only folded)."""
    name = (Locale.parse("en").languages.get(language.split("-", maxsplit=1)[0]) or "").lower()
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(100_000)
def stem(word: str, language: str) -> str:
    """The folded stem of a word: ("organizaciones", "es") and ("organización", "es") are the same."""
    stemmer = _stemmer(language)
    word = word.lower()
    if stemmer is None:
        return fold(word)
    if language in STEM_CORRECTIONS and len(word) > 4:
        pattern, replacement = STEM_CORRECTIONS[language]
        word = pattern.sub(replacement, word)
    return fold(stemmer.stemWord(word))


def query_stems(text: str, language: str) -> list[str]:
    """The stems a page must have, each once, at most MAX_QUERY_WORDS."""
    return list(dict.fromkeys(stem(word, language) for word in tokenize(text)[:MAX_QUERY_WORDS]))


def index_stems(text: str, language: str) -> Iterator[str]:
    """The stems of a text, each word also as typed without its accents (many stem differently then)."""
    for word in tokenize(text):
        plain, folded = stem(word, language), stem(fold(word), language)
        yield plain
        if folded != plain:
            yield folded


TEXT_MARK, TITLE_MARK = "q0", "q1"  # prefixes of stems in the search index; no word of a text starts like this


def marked_stems(*, title: str, text: str, language: str) -> str:
    """The words of a page in the search index: each stem with a prefix, those of the title twice."""
    stems = {f"{TEXT_MARK}{stem}" for stem in index_stems(text, language)}
    stems |= {f"{TITLE_MARK}{stem}" for stem in index_stems(title, language)}
    return " ".join(sorted(stems))
