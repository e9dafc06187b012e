import pytest

from home.translations.strings.hints import hints_for

LONG = "For one year four schools kept a notebook."


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ("We meet.", "Nos vemos.", []),
        ("We meet.", "Nos vemos", ["end"]),
        ("We meet", "Nos vemos.", ["end"]),
        ("“We meet.”", "«Nos vemos».", []),
        ("(We meet.)", "(Nos vemos)", ["end"]),
        ("Wait...", "Espera…", []),
        ("Wait…", "Espera.", []),
        ("Who?", "¿Quién?", []),
        ("Who?", "Quién?", ["opened"]),
        ("Who?", "¿Quién", ["end"]),
        ("Hello!", "¡Hola!", []),
        ("Hello!", "Hola!", ["opened"]),
        ("We meet.", "Nos  vemos.", ["spaces"]),
        ("We  meet.", "Nos  vemos.", []),
        (LONG, "Durante.", ["length"]),
        (LONG, f"{LONG * 3}", ["length"]),
        ("Names:", "Nombres", ["end"]),
        ("Yes.", "", []),
        ("Yes.", "   ", []),
        ("", ".", ["end"]),
    ],
)
def test_what_a_translator_may_want_to_look_at_again(source, text, codes):
    found = hints_for(source, text, "es")
    assert [hint.code for hint in found] == codes
    assert not any(hint.blocks for hint in found)


def test_other_scripts_have_their_own_signs_and_lengths():
    assert hints_for("Who is it?", "من هذا؟", "ar") == []
    assert [hint.code for hint in hints_for("Who is it?", "من هذا", "ar")] == ["end"]
    assert hints_for(LONG, "四所学校记了一年。", "zh-hans") == []
    assert hints_for("Who?", "Wer?", "de") == []
