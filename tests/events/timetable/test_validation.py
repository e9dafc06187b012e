"""Each sentence of the validation, with the rows it points at."""

import pytest

from events.consents.models import RecordingConsent, RecordingException
from events.enums import SessionKind, SlotStatus
from events.models import Event, Recording, SpeakerAvailability
from events.timetable.lookups import look_up_sessions
from events.timetable.validation import problems
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    factories.programme_page()
    return Event.objects.get()


def found(*slots, languages=()):
    """(text, rows, blocks) of every problem."""
    event = Event.objects.get()
    answers = problems(event, slots, look_up_sessions(slots, event), languages)
    return [(str(problem.text), problem.rows, problem.blocks) for problem in answers]


def test_a_sound_timetable_has_no_problem(event):
    oak, elm = factories.room(name="Oak"), factories.room(name="Elm")
    one, two, three = (factories.session(title) for title in ("One", "Two", "Three"))
    assert (
        found(factories.slot(one, 13, room=oak), factories.slot(two, 13, room=elm), factories.slot(three, 14, room=oak))
        == []
    )


def test_the_same_room_twice_at_once(event):
    oak = factories.room()
    one, two = factories.session("One"), factories.session("Two")
    assert found(factories.slot(one, 13.5, room=oak), factories.slot(two, 13, room=oak)) == [
        ("“Two” and “One” are in the same room at the same time.", (1, 0), True)
    ]


def test_a_gap_is_said_on_the_clocks_of_the_board(event):
    Event.objects.update(zone="Europe/Madrid")
    texts = [text for text, _rows, _blocks in found(factories.slot(factories.session("One"), 14), languages=["es"])]
    assert "On 6 May between 16:00 and 17:00 (Madrid), no session can be followed in: Español." in texts


def test_a_cancelled_session_needs_no_room(event):
    oak = factories.room()
    one, two = factories.session("One"), factories.session("Two")
    cancelled = factories.slot(two, 13, room=oak, status=SlotStatus.CANCELLED)
    assert found(factories.slot(one, 13, room=oak), cancelled) == []


def test_a_speaker_in_two_rooms_at_once(event):
    ana = factories.speaker("Ana Lucero")
    one, two = factories.session("One", speakers=[ana]), factories.session("Two", speakers=[ana])
    assert found(factories.slot(one, 13), factories.slot(two, 13.5)) == [
        ("Ana Lucero would speak in “One” and “Two” at the same time.", (0, 1), True)
    ]


def test_one_after_the_other_is_no_conflict(event):
    ana, oak = factories.speaker("Ana Lucero"), factories.room()
    one, two = factories.session("One", speakers=[ana]), factories.session("Two", speakers=[ana])
    assert found(factories.slot(one, 13, room=oak), factories.slot(two, 14, room=oak)) == []


@pytest.mark.parametrize(("hour", "minutes"), [(12.5, 60), (19.5, 60)])
def test_outside_the_event(event, hour, minutes):
    session = factories.session("One")
    assert found(factories.slot(session, hour, minutes)) == [("“One” lies outside the event.", (0,), True)]


def test_the_event_s_own_boundaries_are_inside(event):
    assert found(factories.slot(factories.session("One"), 13, 7 * 60)) == []


def test_end_before_start(event):
    assert found(factories.slot(factories.session("One"), 15, -30)) == [("“One” ends before it starts.", (0,), True)]


def test_a_session_twice(event):
    session = factories.session("One")
    text = "“One” has two slots at the same time."
    assert found(factories.slot(session, 13), factories.slot(session, 13.5)) == [(text, (0, 1), True)]
    assert found(factories.slot(session, 13), factories.slot(session, 15)) == []


def test_a_draft_page_warns_and_does_not_block(event):
    draft = factories.session("One", live=False)
    assert found(factories.slot(draft, 13), languages=["en"]) == [
        ("“One” is a draft: readers will not see it.", (0,), False)
    ]


def test_a_missing_translation_warns(event):
    session = factories.session("One")
    both = {"spoken": ["en"], "captioned": ["es"]}
    assert found(factories.slot(session, 13, languages=both), languages=["en", "es"]) == [
        ("“One” has no published translation: Español.", (0,), False)
    ]


def test_a_stretch_nobody_can_follow_in_a_language_warns(event):
    one, two, three = (factories.session(title) for title in ("One", "Two", "Three"))

    slots = [
        factories.slot(one, 13, languages={"spoken": ["es"]}),
        factories.slot(two, 14, languages={"spoken": ["en"], "slides": ["es"]}),
        factories.slot(three, 15, languages={"spoken": ["en"], "captioned": ["es"]}),
    ]
    texts = [text for text, _rows, blocks in found(*slots, languages=["es"]) if not blocks]
    assert "On 6 May between 14:00 and 15:00 UTC, no session can be followed in: Español." in texts
    assert len([text for text in texts if text.startswith("On ")]) == 1


def test_a_slot_outside_the_times_of_a_speaker_warns_with_the_hour_there(event):
    ana, ben, eve = (factories.speaker(name) for name in ("Ana Lucero", "Ben Okri", "Eve Ortiz"))
    session = factories.session("One", speakers=[ana, ben, eve])
    hours = ["2021-05-06T13:00Z", "2021-05-06T14:00Z"]
    SpeakerAvailability.objects.create(event=event, speaker=ana, zone="Pacific/Auckland", hours=hours)
    SpeakerAvailability.objects.create(event=event, speaker=ben, hours=hours)
    SpeakerAvailability.objects.create(event=event, speaker=eve, zone="Pacific/Auckland")  # any time
    assert found(factories.slot(session, 13.5, 90)) == []
    assert found(factories.slot(session, 16)) == [
        ("“One” is outside the times of Ana Lucero (04:00 in Auckland).", (0,), False),
        ("“One” is outside the times of Ben Okri.", (0,), False),
    ]
    assert found(factories.slot(session, 16, status=SlotStatus.CANCELLED)) == []


def test_interpretation_without_a_way_in_warns_once_for_a_room(event):
    oak, elm = factories.room(name="Oak"), factories.room(name="Elm")
    elm.ways_in = [{"kind": "interpretation", "language": "es", "address": "https://example.org", "note": ""}]
    elm.save()
    both = {"spoken": ["en"], "interpreted": ["es"]}
    one, two, three = (factories.session(title) for title in ("One", "Two", "Three"))
    slots = [factories.slot(one, 13, room=oak), factories.slot(two, 14, room=oak), factories.slot(three, 15, room=elm)]
    for slot in slots:
        slot.languages = both
    text = "Oak: interpretation is promised, but there is no way in to hear it: Español."
    assert found(*slots) == [(text, (0, 1), False)]
    for slot in slots:
        slot.ways_in = elm.ways_in
    assert found(*slots) == []


def test_a_break_too_short_warns(event):
    pause = factories.session("Tea", kind=SessionKind.BREAK)
    assert found(factories.slot(pause, 13, 5)) == [("“Tea” is shorter than ten minutes.", (0,), False)]
    assert found(factories.slot(pause, 13, 10)) == []


def test_a_recording_against_a_no_of_a_speaker_until_the_team_writes_down_why(event, admin_user):
    ana, now = factories.speaker(), factories.utc(9)
    refused, recorded = factories.session("Refused", speakers=[ana]), factories.session("Recorded", speakers=[ana])
    for session in (refused, recorded):
        session.recordings = [Recording(url="https://video.example.org/1", language="en")]
        session.save()
        answer = "no" if session == refused else "yes"
        RecordingConsent.objects.create(session=session, speaker=ana, answer=answer, given_at=now)
    slots = factories.slot(recorded, 13), factories.slot(refused, 14)
    text = "“Refused” has a recording, but a speaker said no to one. Readers do not see it."
    assert found(*slots) == [(text, (1,), False)]
    RecordingException.objects.create(session=refused, reason="Asked again", decided_by=admin_user, decided_at=now)
    assert found(*slots) == []
