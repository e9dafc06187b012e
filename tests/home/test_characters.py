"""Which characters XML, iCalendar, JSON, CSV and mail may contain."""

import json
from xml.etree import ElementTree as ET

import pytest

from home.characters import cleaned, lines, one_line, starts_a_formula, with_formula, without_formula

EVERY_CHARACTER = "".join(map(chr, range(0x110000)))


def test_every_character_that_is_let_through_is_one_that_xml_and_utf_8_can_hold():
    text = lines(EVERY_CHARACTER)
    element = ET.Element("text")
    element.text = text
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text == text
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text if char != "\n")
    assert len(EVERY_CHARACTER) - len(text) < 2300  # of which 2048 are surrogates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Water\tand\x0btide", "Water and tide"),
        ("One\r\nTwo\rThree\x85Four\u2028Five\u2029Six\x0cSeven", "One\nTwo\nThree\nFour\nFive\nSix\nSeven"),
        ("A\ufffeB\uffffC\ufdd0D\U0001fffeE", "ABCDE"),
        ("Half \ud83c emoji", "Half  emoji"),
        ("Zero\x00hour \x1b[31mred\x1b[0m", "Zerohour [31mred[0m"),
        ("Photo \u202egnp.exe \u2067x", "Photo gnp.exe x"),
        (
            "Circles (\u200fدائرة\u200e) می\u200cخواهم 👩🏽\u200d🌾",
            "Circles (\u200fدائرة\u200e) می\u200cخواهم 👩🏽\u200d🌾",
        ),
        ("«\xa0Ensemble\xa0»\u3000et", "«\xa0Ensemble\xa0»\u3000et"),
    ],
)
def test_what_is_refused_is_left_out_and_what_separates_stays_a_separator(text, shown):
    assert lines(text) == shown


def test_a_title_is_one_line():
    assert one_line("  water\t \r\n AND\xa0tide\x0b") == "water AND\xa0tide"


def test_texts_are_cleaned_wherever_they_stand():
    found = cleaned({"a\x00": ["b\tc", ("d\ufffe", 1, None)], "e": {"f": True}})
    assert found == {"a": ["b c", ["d", 1, None]], "e": {"f": True}}
    assert json.dumps(cleaned(["\ud83c"]), ensure_ascii=False).encode() == b'[""]'


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹢﹣﹦﹫")
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\xa0", "\u200b", "\ufeff", "\u202e"])
def test_no_cell_is_a_formula(sign, before):
    assert without_formula(f"{before}{sign}SUM(A1:A9)") == f"'{before}{sign}SUM(A1:A9)"


@pytest.mark.parametrize("text", ["Circles = trust", "", "Ana", "¿Quién?", "12", "“=”"])
def test_other_cells_are_as_they_were(text):
    assert without_formula(text) == text
    assert without_formula(-1) == -1


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=1+1", "'tis so", "plain", "", "'", "\t-1"])
def test_the_guard_against_formulas_is_taken_away_exactly(text):
    assert with_formula(without_formula(text)) == text
    assert not starts_a_formula(without_formula(text))
