"""The programme of the 2021 demo can be held: nobody is in two places, and no hour leaves Spanish readers out."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest

from portal.demo.content.afterthoughts import AFTERTHOUGHTS
from portal.demo.content.edition_2021 import EDITION
from portal.demo.content.kinds import Session, Slot, SpeakerCard
from portal.demo.content.newsletter import NEWSLETTER
from portal.demo.content.programme_2021 import FIRST_RELEASE, SECOND_RELEASE, SESSIONS
from portal.demo.content.programme_rooms import ROOMS, THEMES
from portal.demo.content.speakers import SPEAKERS

KINDS = {"opening", "keynote", "talk", "workshop", "panel", "conversation", "break", "language_break", "closing"}
PAUSES = {"break", "language_break"}
ABSTRACT_WORDS = range(60, 121)
HOUR = timedelta(hours=1)


def first_slot(session: Session) -> Slot:
    return session.moved_from or session.slot


def last_slot(session: Session) -> Slot:
    return session.slot


@pytest.mark.parametrize("slot_of", [first_slot, last_slot])
def test_no_room_and_no_speaker_is_taken_twice_at_once(slot_of):
    for one, other in combinations(SESSIONS, 2):
        here, there = slot_of(one), slot_of(other)
        if here.starts_at < there.ends_at and there.starts_at < here.ends_at:
            assert here.room != there.room
            assert not set(one.speakers) & set(other.speakers)
            assert not {one.kind, other.kind} & PAUSES


@pytest.mark.parametrize("slot_of", [first_slot, last_slot])
def test_sessions_lie_within_the_event(slot_of):
    slots = [slot_of(session) for session in SESSIONS]
    assert min(slot.starts_at for slot in slots) == EDITION.starts_at
    assert max(slot.ends_at for slot in slots) == EDITION.ends_at
    assert all(slot.starts_at < slot.ends_at for slot in slots)


@pytest.mark.parametrize("language", ["en", "es"])
def test_something_can_be_followed_in_every_hour(language):
    followed = [
        session.slot
        for session in SESSIONS
        if not session.cancelled
        and language in session.languages.spoken + session.languages.interpreted + session.languages.captioned
    ]
    hour = EDITION.starts_at
    while hour < EDITION.ends_at:
        assert any(slot.starts_at < hour + HOUR and hour < slot.ends_at for slot in followed), hour
        hour += HOUR


def test_keys_exist_and_are_used():
    speakers, themes, rooms = ({row.key for row in rows} for rows in (SPEAKERS, THEMES, ROOMS))
    assert {key for session in SESSIONS for key in session.speakers} == speakers
    assert {key for session in SESSIONS for key in session.themes} == themes
    taken = {slot.room for session in SESSIONS for slot in (session.slot, first_slot(session)) if slot.room}
    assert taken == {room.key for room in ROOMS if not room.language}
    assert taken < rooms
    assert {session.kind for session in SESSIONS} == KINDS


def test_newsletter_names_sessions_and_speakers_that_exist():
    blocks = [block for issue in NEWSLETTER.children for block in issue.body]
    sessions = [key for block in blocks for key in getattr(block, "sessions", [])]
    assert set(sessions) <= {session.key for session in SESSIONS if not session.cancelled}
    assert {block.speaker for block in blocks if isinstance(block, SpeakerCard)} <= {row.key for row in SPEAKERS}


def test_language_break_has_a_room_for_each_of_its_languages():
    (pause,) = [session for session in SESSIONS if session.kind == "language_break"]
    assert (pause.slot.ends_at - pause.slot.starts_at, pause.slot.room) == (HOUR, None)
    assert sorted(room.language for room in ROOMS if room.language) == sorted(pause.languages.spoken)


def test_programme_shows_every_case():
    assert len(SESSIONS) == len({session.key for session in SESSIONS}) == len(SPEAKERS) == 24
    assert Counter(session.born for session in SESSIONS) == {"en": 22, "es": 2}
    assert sum(session.cancelled for session in SESSIONS) == 1
    assert sum(session.moved_from is not None for session in SESSIONS) == 1
    assert any(session.languages.interpreted for session in SESSIONS)
    assert any(session.recordings for session in SESSIONS)
    assert FIRST_RELEASE < SECOND_RELEASE < EDITION.starts_at


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.key)
def test_session_fits_its_fields(session):
    assert max(map(len, session.title)) <= 100
    assert max(map(len, session.summary)) <= 155
    if session.kind != "break":
        assert all(
            sum(map(len, map(str.split, text))) in ABSTRACT_WORDS for text in zip(*session.abstract, strict=True)
        )


def test_an_afterthought_changes_words_of_the_original():
    sessions = {session.key: session for session in SESSIONS}
    for key, (old, new) in AFTERTHOUGHTS.items():
        text = " ".join(pair[sessions[key].born == "es"] for pair in sessions[key].abstract)
        assert old in text and new not in text
    assert {sessions[key].born for key in AFTERTHOUGHTS} == {"en", "es"}
