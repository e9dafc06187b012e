"""Properties of every proposal, and of the smallest change, checked against all possibilities in small cases."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.timetable.followable import Offer, gaps
from events.timetable.scheduling.least_change import fewest_moves
from events.timetable.scheduling.problem import (
    ALL_ROOMS,
    Activity,
    Place,
    Problem,
    ScheduleRoom,
    Weight,
    Weights,
    stretch,
)
from events.timetable.scheduling.schedule import UNPLACED, Schedule
from events.timetable.scheduling.search import first_places, improved
from tests.strangers import FOLDER

PEOPLE, CODES = ("ana", "ben", "eve"), ("en", "es")


@st.composite
def problems(draw, rooms=3, steps=24, sessions=9, lengths=(2, 3, 4, 6), grid=1):
    """Some sessions have a place, which need not be one that is allowed; pinned ones do not clash."""
    drawn, taken = [], []
    for number in range(draw(st.integers(1, sessions))):
        length = draw(st.sampled_from(lengths))
        now = None
        if draw(st.booleans()):
            now = Place(draw(st.integers(0, rooms - 1)), draw(st.integers(0, (steps - length) // grid)) * grid)
        is_pinned = now is not None and draw(st.integers(0, 3)) == 0
        if is_pinned and any(now.start < end and start < now.start + length for start, end in taken):
            is_pinned = False
        if is_pinned:
            taken.append((now.start, now.start + length))
        available = draw(st.sampled_from([-1, stretch(0, steps // 2), stretch(steps // 2, steps)]))
        drawn.append(
            Activity(
                str(number),
                f"Session {number}",
                length,
                speakers={key: key for key in draw(st.sets(st.sampled_from(PEOPLE), max_size=2))},
                available=available,
                languages=frozenset(draw(st.sets(st.sampled_from(CODES), min_size=1))),
                needs=frozenset(draw(st.sampled_from([(), (), ("es",)]))),
                themes=frozenset(draw(st.sets(st.sampled_from("ab"), max_size=1))),
                is_keynote=draw(st.integers(0, 5)) == 0,
                now=now,
                is_pinned=is_pinned,
            )
        )
    equipped = (ScheduleRoom("Oak", frozenset({"es"})), *(ScheduleRoom(f"Elm {number}") for number in range(rooms - 1)))
    return Problem(stretch(0, steps), equipped, tuple(drawn), CODES)


def hard_conflicts(problem, places):
    """Counted anew, without masks."""
    at = {number: session.now for number, session in enumerate(problem.sessions) if session.is_pinned} | places
    found = []
    for number, place in places.items():
        session = problem.sessions[number]
        wanted = stretch(place.start, session.length)
        if problem.opening & session.available & wanted != wanted:
            found.append((number, "time"))
        if not session.needs <= problem.rooms[place.room].interpreted:
            found.append((number, "room"))
        for other, there in at.items():
            theirs = problem.sessions[other]
            is_same_time = there.start < place.start + session.length and place.start < there.start + theirs.length
            shares = there.room in (place.room, ALL_ROOMS) or session.speakers.keys() & theirs.speakers.keys()
            if other != number and is_same_time and shares:
                found.append((number, other))
    return found


def moves(problem, places):
    return sum(
        problem.sessions[number].now is not None and problem.sessions[number].now != place
        for number, place in places.items()
    )


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_proposal_has_no_hard_conflict_and_moves_no_pin(problem):
    places = improved(problem, first_places(problem), range(30))
    assert hard_conflicts(problem, places) == []
    assert places.keys() <= set(problem.movable)


@settings(max_examples=30, deadline=None)
@given(problems(), st.integers(0, 20))
def test_the_same_problem_has_the_same_answer_however_it_is_portioned(problem, pause):
    start = first_places(problem)
    in_one_go = improved(problem, start, range(20))
    stored = dict(reversed(improved(problem, start, range(pause)).items()))
    assert improved(problem, stored, range(pause, 20)) == in_one_go
    assert Schedule(problem, in_one_go).cost <= Schedule(problem, start).cost


@settings(max_examples=30, deadline=None)
@given(problems())
def test_the_cost_is_that_of_the_places_in_whatever_order_they_came(problem):
    schedule = Schedule(problem, first_places(problem))
    cost = schedule.cost
    for number in sorted(schedule.places):
        place = schedule.take(number)
        schedule.put(number, place)
    assert schedule.cost == cost
    for number in list(schedule.places):
        schedule.take(number)
    assert schedule.cost == Schedule(problem).cost == UNPLACED * len(problem.movable)


def best_of_all(problem):
    """(sessions without a place, moves) of the best of all possibilities."""
    choices = [
        [None, *(Place(room, start) for room in range(len(problem.rooms)) for start in range(6))]
        for _number in problem.movable
    ]
    found = []
    for chosen in product(*choices):
        places = {number: place for number, place in zip(problem.movable, chosen, strict=True) if place}
        if not hard_conflicts(problem, places):
            found.append((len(problem.movable) - len(places), moves(problem, places)))
    return min(found)


@settings(max_examples=60, deadline=None)
@given(problems(rooms=2, steps=6, sessions=4, lengths=(2, 3, 4)))
def test_the_smallest_change_places_the_most_with_the_fewest_moves(problem):
    places = fewest_moves(problem)
    assert hard_conflicts(problem, places) == []
    assert (len(problem.movable) - len(places), moves(problem, places)) == best_of_all(problem)


def test_one_session_makes_room_for_another():
    """The hall is the only room with interpretation, and the talk in it needs none."""
    rooms = (ScheduleRoom("Hall", frozenset({"es"})), ScheduleRoom("Attic"))
    talk = Activity("talk", "Talk", 6, now=Place(0, 0))
    pinned = Activity("pinned", "Pinned", 6, now=Place(1, 6), is_pinned=True)
    new = Activity("new", "New", 12, needs=frozenset({"es"}))
    problem = Problem(stretch(0, 12), rooms, (talk, pinned, new))
    assert fewest_moves(problem) == {0: Place(1, 0), 2: Place(0, 0)}


def test_a_break_for_all_rooms_keeps_them_free():
    pause = Activity("pause", "Pause", 6, now=Place(ALL_ROOMS, 6), is_pinned=True, is_break=True)
    talk = Activity("talk", "Talk", 6)
    problem = Problem(
        stretch(0, 12), (ScheduleRoom("Oak"), ScheduleRoom("Elm")), (pause, talk, replace(talk, key="other"))
    )
    assert sorted(first_places(problem).values()) == [Place(0, 0), Place(1, 0)]


@pytest.mark.parametrize("weight", list(Weight))
def test_a_wish_counts_by_its_weight(weight):
    """Two sessions of one theme would be apart, unless the theme does not matter: then they begin on the hour."""
    one = Activity("one", "One", 6, themes=frozenset({"a"}), now=Place(0, 0), is_pinned=True)
    two = Activity("two", "Two", 6, themes=frozenset({"a"}), available=stretch(0, 6) | stretch(7, 6))
    problem = Problem(
        stretch(0, 24), (ScheduleRoom("Oak"), ScheduleRoom("Elm")), (one, two), weights=Weights(themes=weight)
    )
    assert first_places(problem)[1].start == (0 if weight == Weight.NONE else 7)


def programme_of_60(*, is_interpreted):
    """Sessions of the size XL in its three rooms, two days of eleven hours with a night between."""
    source = FOLDER / "programmes" / "XL.sessions.csv"
    if not source.exists():
        pytest.skip("no programmes beside the checkout")
    codes = {"Spanish": "es", "English": "en", "": ""}
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sessions = [
        Activity(
            row["ID"],
            row["Proposal title"],
            int(row["Duration"]) // 5,
            speakers={key: key for key in row["Speaker IDs"].split()},
            languages=frozenset({row["Language"], codes[row["Interpreted into"]] if is_interpreted else ""} - {""}),
            themes=frozenset({row["Track"]}),
        )
        for row in rows
    ]
    opening = stretch(0, 11 * 12) | stretch(24 * 12, 11 * 12)
    return Problem(
        opening, tuple(ScheduleRoom(name) for name in sorted({row["Room"] for row in rows})), tuple(sessions), CODES
    )


@pytest.mark.parametrize("is_interpreted", [True, False])
def test_every_hour_of_60_sessions_can_be_followed_in_both_languages(is_interpreted):
    problem = programme_of_60(is_interpreted=is_interpreted)
    places = improved(problem, first_places(problem), range(300))
    assert len(places) == 60
    assert hard_conflicts(problem, places) == []
    day = datetime(2027, 9, 18, tzinfo=UTC)
    offers = [
        Offer(
            day + timedelta(minutes=5 * place.start),
            day + timedelta(minutes=5 * (place.start + problem.sessions[number].length)),
            {"spoken": sorted(problem.sessions[number].languages)},
        )
        for number, place in places.items()
    ]
    assert [list(gaps(offers, code)) for code in CODES] == [[], []]
