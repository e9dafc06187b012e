"""The programme of the 2021 demo: nobody is in two rooms at once, and every hour can be followed in Spanish."""

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import combinations

import pytest

from events.enums import SessionKind
from portal.demo.read import read
from portal.demo.schema import Session, Slot

DEMO = read()
SESSIONS = [session.facts for session in DEMO.sessions]
(EVENT,) = [event.facts for event in DEMO.events if event.key == "event-2021"]
STARTS, ENDS = EVENT.starts_at, EVENT.ends_at
PAUSES = {"break", "language_break"}
ABSTRACT_WORDS = range(60, 121)
HOUR = timedelta(hours=1)


def first_slot(session: Session) -> Slot:
    return session.first_slot or session.slot


def last_slot(session: Session) -> Slot:
    return session.slot


def at(clock: time) -> datetime:
    return datetime.combine(STARTS.date(), clock, tzinfo=STARTS.tzinfo)


@pytest.mark.parametrize("slot_of", [first_slot, last_slot])
def test_no_room_and_no_speaker_is_taken_twice_at_once(slot_of):
    for one, other in combinations(SESSIONS, 2):
        here, there = slot_of(one), slot_of(other)
        if here.start < there.end and there.start < here.end:
            assert here.room != there.room
            assert not set(one.speakers) & set(other.speakers)
            assert not {one.kind, other.kind} & PAUSES


@pytest.mark.parametrize("slot_of", [first_slot, last_slot])
def test_sessions_lie_within_the_event(slot_of):
    slots = [slot_of(session) for session in SESSIONS]
    assert min(at(slot.start) for slot in slots) == STARTS
    assert max(at(slot.end) for slot in slots) == ENDS
    assert all(slot.start < slot.end for slot in slots)


@pytest.mark.parametrize("language", ["en", "es"])
def test_something_can_be_followed_in_every_hour(language):
    followed = [
        session.slot
        for session in SESSIONS
        if not session.cancelled
        and language in session.languages.spoken + session.languages.interpreted + session.languages.captioned
    ]
    hour = STARTS
    while hour < ENDS:
        assert any(at(slot.start) < hour + HOUR and hour < at(slot.end) for slot in followed), hour
        hour += HOUR


def test_speakers_themes_and_rooms_are_used():
    assert {key for session in SESSIONS for key in session.speakers} == {speaker.key for speaker in DEMO.speakers}
    assert {key for session in SESSIONS for key in session.themes} == {theme.key for theme in DEMO.themes}
    taken = {slot.room for session in SESSIONS for slot in (session.slot, first_slot(session)) if slot.room}
    assert taken == {room.key for room in DEMO.timetable.rooms if not room.language}
    assert {session.kind for session in SESSIONS} == set(SessionKind.values)


def test_language_break_has_a_room_for_each_of_its_languages():
    (pause,) = [session for session in SESSIONS if session.kind == "language_break"]
    assert (at(pause.slot.end) - at(pause.slot.start), pause.slot.room) == (HOUR, "")
    languages = [room.language for room in DEMO.timetable.rooms if room.language]
    assert sorted(languages) == sorted(pause.languages.spoken)


def test_programme_shows_every_case():
    assert len(SESSIONS) == len(DEMO.speakers) == 24
    assert Counter(session.original for session in SESSIONS) == {"en": 22, "es": 2}
    assert sum(session.cancelled for session in SESSIONS) == 1
    assert sum(session.first_slot is not None for session in SESSIONS) == 1
    assert any(session.languages.interpreted for session in SESSIONS)
    assert any(session.recordings for session in SESSIONS)
    assert DEMO.timetable.first_release < DEMO.timetable.second_release < STARTS


@pytest.mark.parametrize("session", DEMO.sessions, ids=lambda session: session.key)
def test_abstract_has_a_fitting_length(session):
    if session.facts.kind != "break":
        assert all(len(text.split()) in ABSTRACT_WORDS for text in session.texts["abstract"].values())


def test_a_session_in_each_language_is_corrected_after_its_translation():
    corrected = {session.facts.original: session for session in DEMO.sessions if session.facts.correction}
    assert sorted(corrected) == ["en", "es"]
    for code, session in corrected.items():
        assert session.facts.correction.new not in session.texts["abstract"][code]
