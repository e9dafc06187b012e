"""What a proposal says in words."""

from events.timetable.scheduling.problem import ALL_ROOMS, Activity, Place, Problem, ScheduleRoom, stretch
from events.timetable.scheduling.reasons import not_kept, why
from events.timetable.scheduling.schedule import Schedule
from events.timetable.scheduling.search import first_places

HALL, ATTIC = ScheduleRoom("Hall", frozenset({"es"})), ScheduleRoom("Attic")
OPENING = stretch(0, 24)


def clock(start, end):
    return f"{start}–{end}"


def session(key="new", length=6, **fields):
    return Activity(key, key.title(), length, **fields)


def pinned(key, room, start, length=6, **fields):
    return session(key, length, now=Place(room, start), is_pinned=True, **fields)


def said(*sessions, rooms=(HALL, ATTIC), languages=(), **weights):
    problem = Problem(OPENING, rooms, sessions, languages)
    return not_kept(problem, first_places(problem), clock)


def test_why_a_session_has_no_place():
    two = {"ana": "Ana", "ben": "Ben"}
    assert said(session(length=25)) == ["“New” has no place: the event has no 125 minutes in a row."]
    assert said(session(speakers=two, available=stretch(0, 5))) == [
        "“New” has no place: its speakers (Ana, Ben) have no 30 minutes in common within the event."
    ]
    assert said(session(speakers={"ana": "Ana"}, available=stretch(0, 5))) == [
        "“New” has no place: Ana has no 30 minutes in a row within the event."
    ]
    assert said(session(needs=frozenset({"fr"}))) == ["“New” has no place: no room has interpretation: Français."]
    assert said(pinned("old", 1, 0, 20, speakers={"ana": "Ana"}), session(speakers=two)) == [
        "“New” has no place: whenever it suits its speakers (Ana, Ben), other sessions of theirs stay."
    ]
    (text,) = said(pinned("old", 0, 0, 20), session(needs=frozenset({"es"})))
    assert text.startswith("“New” has no place: no room with interpretation (Español) is free for 30 minutes at a time")
    assert said(pinned("old", ALL_ROOMS, 0, 20), session()) == [
        "“New” has no place: no room is free for 30 minutes at a time that suits its speakers."
    ]
    assert said(session("one", 24), session("two", 24), rooms=(HALL,)) == [
        "“Two” has no place: whenever it fits, something else would lose its place."
    ]


def test_a_wish_that_could_not_be_kept():
    english = pinned("old", 0, 0, 12, languages=frozenset({"en"}))
    assert said(english, session(languages=frozenset({"es"})), languages=("en", "es")) == [
        "Nothing can be followed in Español: 6–12. Its sessions last 30 minutes, and the programme 60 minutes."
    ]
    keynote = pinned("old", 0, 0, 24, is_keynote=True)
    assert said(keynote, session()) == ["Other sessions run beside the keynote “Old”."]
    asleep = session(speakers={"ana": "Ana"}, asleep=-1)
    assert said(asleep) == ["“New” (0–6) is at night for one of its speakers (Ana)."]
    theme = frozenset({"a"})
    assert said(pinned("old", 0, 0, 24, themes=theme), session(themes=theme)) == [
        "1 pair of sessions with the same theme is at the same time."
    ]


def test_why_a_session_goes_where_it_goes():
    english = pinned("old", 0, 0, 6, languages=frozenset({"en"}))
    spanish = session(languages=frozenset({"es"}), speakers={"ana": "Ana"}, available=stretch(0, 12))
    problem = Problem(OPENING, (HALL, ATTIC), (english, spanish), ("en", "es"))
    schedule = Schedule(problem, first_places(problem))
    assert schedule.places == {1: Place(1, 0)}
    assert why(schedule, 1) == (
        "Without it, nothing could be followed then in: Español. It is within the times of Ana."
    )
    assert schedule.places == {1: Place(1, 0)}
