import pytest

from home.translations.strings.quality import find_problems


def codes(source: str, text: str, **limits) -> list[str]:
    return [problem.code for problem in find_problems(source, text, languages=("en", "es"), **limits)]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("We meet.", "Nos encontramos.", []),
        ("We meet.", "  ", ["empty"]),
        ("We meet.", "<b></b>", ["empty"]),
        ("We meet.", "We meet.", ["identical"]),
        ("ideas@example.org", "ideas@example.org", []),
        ("2021", "2021", []),
        ("Hello {name}", "Hola", ["placeholder"]),
        ("Hello", "Hola {name}", ["placeholder"]),
        ("%(count)d pages", "%(count)d páginas", []),
        ("Write to ideas@example.org.", "Escriban a ideas@ejemplo.org.", ["email"]),
        ("See https://example.org/a.", "Vean https://example.org/b.", ["address"]),
        ('<a id="a1">Link</a>', '<a id="a1">Enlace</a>', []),
        ('<a id="a1">Link</a>', "Enlace", ["links"]),
        ('<a id="a1">Link</a>', '<a id="a1">A</a> <a id="a1">B</a>', ["links"]),
        ('<a id="a1">Link</a>', '<a id="a2">Enlace</a>', ["links"]),
        ('<a id="a1">A</a> <a id="a2">B</a>', '<a id="a1">A <a id="a2">B</a></a>', ["nested_links"]),
        ("<b>Bold</b> word", "Palabra <b>negrita", ["unbalanced"]),
        ("Bold word", "Palabra negrita</b>", ["unbalanced"]),
        ("<b>Bold</b> word", "Palabra negrita", ["markup"]),
        ("It starts at 13:00", "Comienza a las 14:00", ["numbers"]),
        ("Over 6,000 people, 1.5 hours", "Más de 6.000 personas, 1,5 horas", []),
        ("At 9.30", "A las 9:30", []),
        ("At 9:30 and 21:15", "A las 9.30 y 21:15", []),
        ("At 9.30", "A las 9:45", ["numbers"]),
        ("6,000 people, 1.5 hours, at 9:30", "٦٬٠٠٠ شخص، ١٫٥ ساعة، ٩:٣٠", []),
        ("In 2021", "في ٢٠٢٢", ["numbers"]),
        ("On 6 May 2021", "El 6 de mayo de 2021", []),
        ("On 6 May 2021", "El 6 de junio de 2021", ["dates"]),
        ("You may come", "Pueden venir", []),
    ],
)
def test_problems_of_a_string(source, text, expected):
    assert codes(source, text) == expected


def test_length_counts_what_a_reader_sees():
    assert codes("A &amp; B", "A &amp; C", max_length=5) == []
    assert codes("A &amp; B", "A &amp; CD", max_length=5) == ["too_long"]


def test_a_slug_needs_something_to_make_an_address_of():
    assert codes("about", "¡!", is_slug=True) == ["slug"]
    assert codes("about", "about", is_slug=True) == []


def test_errors_come_first():
    problems = find_problems("Room 5 for {name}", "Sala 6", languages=("en", "es"))
    assert [(problem.code, problem.blocks) for problem in problems] == [("placeholder", True), ("numbers", False)]


@pytest.mark.parametrize("piece", ["x", "1", "1,", "{{", "{", "http://", "a@", "a.b@c.", "<b>", "&", "%", "May "])
def test_nonsense_without_end_is_answered(piece):
    """A careless pattern takes minutes."""
    assert codes(piece * 50_000, piece * 50_001, max_length=5)
