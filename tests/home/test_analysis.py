import pytest

from home.analysis import index_stems, query_stems, tokenize


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [
        ("es", "organizacion", "organización"),
        ("es", "organizacion", "organizaciones"),
        ("es", "organizaciones", "organización"),
        ("es", "sociocracias", "sociocracia"),
        ("es", "talleres", "taller"),
        ("es", "taller", "talleres"),
        ("es", "circulo", "círculos"),
        ("ca", "organitzacio", "organització"),
        ("ca", "organitzacio", "organitzacions"),
        ("ca", "decisio", "decisions"),
        ("ca", "collaboracio", "col·laboració"),
        ("en", "cooperatives", "cooperative"),
        ("gl", "circulos", "Círculos"),
    ],
)
def test_a_query_finds_the_forms_of_its_word(language, query, word):
    assert set(query_stems(query, language)) <= set(index_stems(word, language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ca", "facilitació", "fàcil"), ("ca", "organització", "òrgan"), ("es", "círculo", "consenso")],
)
def test_different_words_stay_different(language, one, other):
    assert set(query_stems(one, language)).isdisjoint(index_stems(other, language))


def test_a_query_asks_each_stem_once_and_not_for_ever():
    assert query_stems("taller talleres", "es") == ["tall"]
    assert len(query_stems(" ".join(map(str, range(100))), "es")) == 32


def test_marks_and_punctuation_are_no_words():
    assert tokenize('«¿Qué?» "x" _y_ \x00 col·laborar') == ["Qué", "x", "y", "collaborar"]
