"""The drawing of an edition: each rule keeps every session in sight, whatever the size of the programme."""

import pytest

from home.design.composition import HEIGHT, MOST_HOURS, MOST_ROOMS, RULES, WIDTH, Disc, compose, guess

STATES = ("full", "half", "none")


def programme(hours: int, rooms: int) -> list[Disc]:
    """A disc in each room at each hour, and a language break in the middle."""
    last = max(hours - 1, 1)
    discs = [
        Disc(hour / last, hour, room, 20 + 10 * (room % 4), STATES[(hour + room) % 3])
        for hour in range(hours)
        for room in range(rooms)
        if hour != hours // 2
    ]
    return [*discs, Disc(hours // 2 / last, hours // 2, 0, 40, "full", is_sun=True)]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("hours", "rooms"), [(1, 1), (2, 1), (8, 3), (15, 4)])
def test_one_disc_is_one_session(rule, hours, rooms):
    discs = programme(hours, rooms)
    drawn = compose(rule, "Conference 2021", discs)
    assert len(drawn.shapes) == len(discs)
    for shape in drawn.shapes:
        assert 0 <= shape.x <= WIDTH
        assert 0 <= shape.y <= HEIGHT
        assert 0 < shape.radius <= HEIGHT / 2
    assert [shape.tone for shape in drawn.shapes].count("tone-a") == 1
    assert compose(rule, "Conference 2021", discs) == drawn


@pytest.mark.parametrize("rule", RULES)
def test_a_long_programme_is_drawn_in_few_discs(rule):
    drawn = compose(rule, "Conference 2021", programme(60, 29))
    assert 40 < len(drawn.shapes) <= MOST_HOURS * MOST_ROOMS + 1
    assert "tone-a" in {shape.tone for shape in drawn.shapes}


def test_before_there_is_a_programme_its_places_are_empty():
    forms = [shape.form for shape in compose("wave", "Conference 2021", []).shapes]
    assert set(forms) == {"planned", "disc"}
    assert forms.count("disc") == 1


def test_the_name_guesses_the_rule_where_nobody_chose_one():
    names = [f"Edition {number}" for number in range(60)]
    assert {guess(name) for name in names} == set(RULES)
    assert compose("", names[0], []) == compose(guess(names[0]), names[0], [])
