"""A promise that nobody keeps is said by the board, the hub, the newsletter’s preflight and to readers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, Slot
from events.roster import actions, promises
from events.roster.models import Shift
from events.roster.promises import add_promised_shifts, issue_warnings, named_in
from tests import factories
from tests.events.roster import people
from tests.factories import utc

pytestmark = pytest.mark.django_db
PROMISE = {"spoken": ["en"], "interpreted": ["es"]}
CHANNEL = {"kind": "interpretation", "language": "es", "address": "https://meet.example.org/es", "note": ""}


@pytest.fixture
def event(settings):
    """Three sessions in English: two are interpreted into Spanish, and one has Spanish captions."""
    settings.PORTAL_AT = people.NOW
    programme = factories.programme_page()
    Event.objects.update(released_at=utc(0, day=1))
    oak = factories.room()
    languages = (PROMISE, PROMISE, {"spoken": ["en"], "captioned": ["es"]})
    factories.timetable(*(
        factories.slot(factories.session(f"Session {number}", programme), 13 + number, room=oak, languages=codes)
        for number, codes in enumerate(languages)
    ))  # fmt: skip
    return Event.objects.get()


def test_every_place_says_what_is_missing_until_nothing_is(event, admin_client, client):
    def said():
        hub = admin_client.get(reverse("events_admin:overview", args=[event.pk])).content.decode()
        board = admin_client.get(
            reverse("wagtailsnippets_events_timetable:edit", args=[Slot.objects.first().timetable_id])
        ).content.decode()
        public = client.get("/en/better-systems/programme/").content.decode()
        return {
            "hub": ("languages promised, with nobody named" in hub, "without a way to hear interpretation" in hub),
            "board": ("nobody is named for it" in board, "an interpreter is named, but there is no way in" in board),
            "issue": [text.partition(": ")[2] for text in issue_warnings("es", people.NOW)],
            "public": "Could you help?" in public,
            "coverage": next((one for one in range(4) if f"{one} of 3 sessions in Spanish." in public), None),
        }

    two = "2 sessions are interpreted into Español, but nobody is named."
    nothing = {"hub": (True, True), "board": (True, False), "issue": [two], "public": False, "coverage": None}
    assert said() == nothing
    assert (add_promised_shifts(event), add_promised_shifts(event)) == (2, 0)
    Shift.objects.update(is_open=True)
    Shift.objects.first().save()
    assert said() == nothing | {"public": True, "coverage": 1}

    helper = people.helper()
    first, second = Shift.objects.order_by("pk")
    actions.confirm(shift=first, helper=helper, now=people.NOW)
    unheard = "1 session is interpreted into Español, but there is no way to hear it."
    one = "1 session is interpreted into Español, but nobody is named."
    assert said() == nothing | {"issue": [one, unheard], "public": True, "coverage": 2}
    actions.confirm(shift=second, helper=helper, now=people.NOW)
    assert said() == {
        "hub": (False, True),
        "board": (False, True),
        "issue": ["2 sessions are interpreted into Español, but there is no way to hear it."],
        "public": False,
        "coverage": None,
    }
    room = event.rooms.get()
    room.ways_in = [CHANNEL]
    room.save()
    kept = {"hub": (False, False), "board": (False, False), "issue": [], "public": False, "coverage": None}
    assert said() == kept
    assert list(issue_warnings("en", people.NOW)) == []

    actions.cancel(helper=helper, shifts=[second.pk], now=people.NOW)
    assert said() == kept | {
        "hub": (True, False),
        "board": (True, False),
        "issue": [one],
        "public": True,
        "coverage": 2,
    }
    assert list(issue_warnings("es", event.ends_at + timedelta(minutes=1))) == [], "it is over"


def test_a_pair_keeps_a_promise_together_and_what_is_welcome_does_not_count(event):
    slot = Slot.objects.order_by("pk").first()
    halves = [people.shift(slot, from_minute=begin, to_minute=begin + 30) for begin in (0, 30)]
    people.shift(slot, is_needed=False)
    people.assign(halves[0], people.helper())
    assert named_in(event) == set()
    people.assign(halves[1], people.helper("Bo Li"), "offered")
    assert named_in(event) == set()
    people.assign(halves[1], people.helper("Cy"))
    assert named_in(event) == {(slot.identity, "interpreted", "es")}


def test_shifts_for_promises_are_added_once_under_a_lock_of_the_event(event, monkeypatch):
    bumps = []
    monkeypatch.setattr(promises, "bump", lambda: bumps.append(True))
    with CaptureQueriesContext(connection) as captured:
        assert add_promised_shifts(event) == Shift.objects.count() == 2
    first = next(one["sql"] for one in captured if one["sql"].startswith("SELECT"))
    assert 'FROM "events_event"' in first and bumps
    assert add_promised_shifts(event) == 0
