import pytest

from home.translations.glossary.terms import Term, find_terms, term_problems

TERMS = [
    Term.from_texts("circle", "círculo", "", ""),
    Term.from_texts("double link", "doble enlace", "", ""),
    Term.from_texts("link", "enlace", "", ""),
    Term.from_texts("consent", "consentimiento", "consenso", "Not consensus."),
    Term.from_texts("facilitator", "facilitador, facilitadora / facilitación", "moderador", ""),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Circles decide by consent.", ["Circles", "consent"]),
        ("A double link joins two circles; a link does not.", ["double link", "circles", "link"]),
        ("Double links", ["Double links"]),
        ("Nothing of it, not encircled.", []),
        ("", []),
    ],
)
def test_terms_are_found_in_any_form_and_the_longer_one_wins(text, expected):
    assert [text[found.start : found.end] for found in find_terms(text, TERMS, "en")] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Los círculos deciden por consentimiento.", []),
        ("Los grupos deciden por consentimiento.", ["term"]),
        ("Los círculos deciden por consenso.", ["avoid"]),
        ("Los grupos deciden.", ["term", "term"]),
    ],
)
def test_a_missing_term_and_a_word_to_avoid_are_questions(text, told):
    problems = term_problems("Circles decide by consent. A circle!", text, TERMS, ("en", "es"))
    assert [problem.code for problem in problems] == told
    assert not any(problem.blocks for problem in problems)


def test_one_of_several_translations_is_enough():
    for right in ("Una facilitadora escucha.", "La facilitación escucha."):
        assert term_problems("A facilitator listens.", right, TERMS, ("en", "es")) == []
    assert "“facilitador” for “facilitator”" in str(
        term_problems("A facilitator listens.", "Alguien escucha.", TERMS, ("en", "es"))[0].message
    )


def test_a_term_without_a_translation_is_only_shown():
    assert term_problems("Holacracy", "Otra cosa", [Term.from_texts("holacracy", "", "", "")], ("en", "es")) == []
