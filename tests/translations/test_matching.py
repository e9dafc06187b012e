import time

import pytest

from home.translations.memory.matching import MemoryIndex

SENTENCES = [
    "Objections did not slow the schools down.",
    "Objections did not slow the school down.",
    "We meet online.",
    "We meet online, twice.",
    "A circle decides by consent.",
]


@pytest.fixture(scope="module")
def index():
    return MemoryIndex(enumerate(SENTENCES))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We meet online.", [(2, 100), (3, 81)]),
        ("Objections did not slow the schools down!", [(0, 97), (1, 96)]),
        ("A circle decides by consent, always.", [(4, 87)]),
        ("Nothing like it.", []),
        ("", []),
    ],
)
def test_the_most_alike_comes_first(index, sentence, expected):
    assert [(match.key, match.likeness) for match in index.look_up(sentence)] == expected


def test_no_more_than_asked_for_and_nothing_below_the_bound(index):
    assert [match.key for match in index.look_up("We meet online.", limit=1)] == [2]
    assert [match.key for match in index.look_up("We meet online.", at_least=82)] == [2]
    assert index.look_up("We meet online.", at_least=100)[0].likeness == 100


@pytest.mark.parametrize("cut", range(10, 41, 5))
def test_the_lengths_that_are_left_out_could_not_be_alike(cut):
    """Every sentence that a comparison of all would offer is offered."""
    longest = "abcdefghij" * 4
    index = MemoryIndex([(size, longest[:size]) for size in range(1, 41)])
    alike = {size for size in range(1, 41) if 200 * min(size, cut) / (size + cut) >= 75}
    assert {match.key for match in index.look_up(longest[:cut], limit=99)} == alike


def test_equals_come_in_the_order_they_were_given():
    index = MemoryIndex([("new", "The same."), ("old", "The same.")])
    assert [match.key for match in index.look_up("The same.")] == ["new", "old"]


def test_twenty_thousand_sentences_are_searched_while_somebody_types():
    words = [f"word{number}" for number in range(400)]
    sentences = [" ".join(words[(number * step) % 400] for step in range(3, 15)) for number in range(20_000)]
    index = MemoryIndex(enumerate(sentences))
    started = time.process_time()
    for sentence in sentences[:40]:
        index.look_up(sentence)
    assert time.process_time() - started < 2  # seconds for a page of 40; about 0.2 on the machine it was written on
