"""ical.js, with which Thunderbird reads calendars, and libical read the same from a private calendar as icalendar."""

import os
from pathlib import Path

import icalendar
import pytest
from django.urls import reverse

from events.enums import SlotStatus
from tests import factories, libical

KEY = "q" * 20 + "-_AZ09abcdef"
READ = """(text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((event) => [
  ...["summary", "dtstart", "sequence", "status", "uid"].map((name) => String(event.getFirstPropertyValue(name))),
  event.getAllSubcomponents("valarm").map((alarm) => String(alarm.getFirstPropertyValue("trigger"))).join(),
])"""


@pytest.fixture
def by_ical_js(browser):
    page = browser.new_page()
    page.add_script_tag(path=Path(__file__).parent / "ical_js" / "ical.js")
    return lambda body: [tuple(event) for event in page.evaluate(READ, body.decode())]


@pytest.fixture
def by_libical():
    try:
        library = libical.Library()
    except OSError:
        if os.environ.get("CI"):
            raise
        pytest.skip("libical is not installed")

    return library.events


def by_icalendar(body):
    def row(event):
        alarms = [alarm["TRIGGER"].to_ical().decode() for alarm in event.walk("VALARM")]
        facts = [event[name] for name in ("SEQUENCE", "STATUS", "UID")]
        return (event["SUMMARY"], f"{event['DTSTART'].dt:%Y-%m-%dT%H:%M:%SZ}", *map(str, facts), ",".join(alarms))

    return [row(event) for event in icalendar.Calendar.from_ical(body).walk("VEVENT")]


def test_stars_moves_and_cancellations_are_read_alike(transactional_db, client, settings, by_ical_js, by_libical):
    settings.PORTAL_AT = factories.utc(10)
    event = factories.programme_page().shown_event
    circles, rounds = factories.session("Círculos, ö; \\ 圓"), factories.session("Rounds")
    slots = [factories.slot(circles, 13), factories.slot(rounds, 15)]
    factories.timetable(*slots)

    def read(name, **changed):
        data = {"key": KEY} | {word: ".".join(str(one.pk) for one in sessions) for word, sessions in changed.items()}
        assert client.post(reverse(f"my_programme:{name}", args=[event.pk]), data).status_code == 200
        body = client.get(reverse("my_programme:calendar", args=[KEY]) + "?alarm").content
        rows = by_icalendar(body)
        assert by_ical_js(body) == rows
        assert by_libical(body) == [
            (title, start.replace("-", "").replace(":", ""), *rest) for title, start, *rest in rows
        ]
        return [
            (title, start[11:16], number, status, alarm)
            for title, start, number, status, _uid, alarm in by_ical_js(body)
        ]

    assert read("start", added=[circles]) == [(circles.title, "13:00", "0", "CONFIRMED", "-PT10M")]
    settings.PORTAL_AT = factories.utc(11)
    slots = list(event.timetable.slots.all())
    for slot in slots:
        slot.starts_at, slot.ends_at = factories.utc(17), factories.utc(18)
        slot.status = SlotStatus.CANCELLED if slot.session_id == rounds.pk else SlotStatus.CONFIRMED
    factories.timetable(*slots)
    assert read("save", added=[rounds]) == [
        (circles.title, "17:00", "1", "CONFIRMED", "-PT10M"),
        ("Rounds", "17:00", "1", "CANCELLED", ""),
    ]
    assert read("save", removed=[circles, rounds]) == []
