"""The circles made from a name: the same every time, and within the bounds that their users expect."""

import math
import re

import pytest
from django.conf import settings

from home.design.circles import PALETTES, SIZE, Circle, Overlap, circle_pattern

PALETTES_CSS = settings.BASE_DIR / "home" / "static" / "home" / "css" / "palettes.css"
NAMES = [f"Edition {number}" for number in range(300)]


def test_a_name_always_has_the_same_circles():
    made = circle_pattern("Conference 2021")
    assert made.palette.name == "forest"
    assert made.members[:2] == (Circle(730, 667, 185, "tone-b", is_ring=True), Circle(354, 672, 148, "tone-c"))
    circle_pattern.cache_clear()
    assert circle_pattern("Conference 2021") == made


def test_names_differ():
    assert len({circle_pattern(name) for name in NAMES}) == len(NAMES)
    assert {circle_pattern(name).palette for name in NAMES} == set(PALETTES)
    assert {len(circle_pattern(name).members) for name in NAMES} == {3, 4}


@pytest.mark.parametrize("name", ["", "Ñandú", "会議", "a" * 10_000])
def test_any_name_will_do(name):
    assert circle_pattern(name).members


def test_neighbours_never_swallow_each_other_nor_leave_the_picture():
    for name in NAMES:
        made = circle_pattern(name)
        for circle in (*made.members, *made.moons, *made.orbits):
            assert 0 < circle.x < SIZE and 0 < circle.y < SIZE
            assert 10 < circle.radius < SIZE / 2


def test_a_link_is_the_lens_between_the_two_points_both_circles_share():
    link = Overlap(Circle(400, 500, 200), Circle(600, 500, 200))
    x1, y1, x2, y2 = (int(n) for n in re.match(r"M(\d+) (\d+)A200 200 0 0 0 (\d+) (\d+)A", link.path).groups())
    assert (x1, x2) == (500, 500)
    assert {y1, y2} == {327, 673}
    for circle in (link.first, link.second):
        assert math.dist((circle.x, circle.y), (x1, y1)) == pytest.approx(200, abs=1)


def test_the_stylesheet_has_the_same_palettes():
    found = re.findall(
        r"\.palette-(\w+) \{ --ground: (\S+); --tone-a: (\S+); --tone-b: (\S+); --tone-c: (\S+); --link: (\S+); \}",
        PALETTES_CSS.read_text(),
    )
    assert found == [(p.name, p.ground, p.tone_a, p.tone_b, p.tone_c, p.link) for p in PALETTES]
