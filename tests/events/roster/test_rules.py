"""Nobody is placed twice at one time, nor outside their hours."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Slot
from events.roster.models import Shift
from events.roster.queries import time_of
from events.roster.rules import Obstacle, obstacles, overlap
from events.timetable.availability import Availability
from tests.factories import utc

ANY_TIME = Availability()
HOUR = timedelta(hours=1)
quarters = st.integers(0, 40).map(lambda number: utc(12) + number * timedelta(minutes=15))
stretches = st.tuples(quarters, st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1] * timedelta(minutes=15)))
hours = st.frozensets(st.integers(0, 10).map(lambda number: utc(12) + number * HOUR))


def prevented(stretch, taken, availability):
    found = obstacles(stretch, taken=taken, availability=availability)
    return any(obstacle.prevents for obstacle in found)


calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calmly
@given(st.lists(stretches, max_size=12), hours)
def test_whoever_is_placed_by_the_rules_is_never_double_and_never_outside_their_hours(wanted, free):
    availability, taken = Availability("UTC", free), []
    for stretch in wanted:
        if not prevented(stretch, taken, availability):
            taken.append(stretch)
    assert not any(overlap(one, other) for one, other in combinations(taken, 2))
    for starts_at, ends_at in taken:
        minutes = int((ends_at - starts_at).total_seconds() // 60)
        instants = [starts_at + timedelta(minutes=number) for number in range(minutes)]
        assert not free or all(any(hour <= instant < hour + HOUR for hour in free) for instant in instants)


@calmly
@given(stretches, stretches)
def test_the_rules_keep_nobody_from_what_does_not_overlap(one, other):
    assert prevented(one, [other], ANY_TIME) == overlap(one, other) == overlap(other, one)


@calmly
@given(st.integers(1, 119), st.integers(5, 180))
def test_a_pair_is_never_there_together_and_leaves_no_gap_however_long_the_session_becomes(minute, minutes):
    slot = Slot(starts_at=utc(13), ends_at=utc(13) + timedelta(minutes=minutes))
    first, second = (time_of(Shift(from_minute=a, to_minute=b), slot) for a, b in ((0, minute), (minute, None)))
    assert first[1] == second[0] and not overlap(first, second)
    assert (first[0], second[1]) == (slot.starts_at, slot.ends_at)


def test_a_pair_hands_over_in_one_minute():
    assert not prevented((utc(13), utc(13.5)), [(utc(13.5), utc(14))], ANY_TIME)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"task": "host", "tasks": ["host"]}, []),
        ({"task": "host", "tasks": []}, []),
        ({"task": "host", "tasks": ["notes"]}, [Obstacle.TASK]),
        ({"needs": ["en", "es"], "languages": ["es"]}, [Obstacle.LANGUAGE]),
        ({"needs": ["en", "es"], "languages": ["es", "en", "pt"]}, []),
    ],
)
def test_tasks_and_languages_are_said_but_prevent_nothing(asked, found):
    assert obstacles((utc(13), utc(14)), taken=[], availability=ANY_TIME, **asked) == found
    assert not any(obstacle.prevents for obstacle in found)
