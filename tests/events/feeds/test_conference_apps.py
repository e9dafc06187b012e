"""What Giggity and EventFahrplan take from our schedule.xml is what the programme says.

The two readers take the elements and attributes that the parsers of these apps take (Giggity: Schedule.java,
EventFahrplan: ParserTask.java), and nothing else.
"""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from events.enums import SlotStatus
from tests import factories

AUCKLAND = ZoneInfo("Pacific/Auckland")


def length(text):
    """Both read hours and minutes; Giggity refuses 24 hours and more."""
    hours, minutes = map(int, text.split(":"))
    assert hours < 24 and minutes < 60
    return timedelta(hours=hours, minutes=minutes)


def giggity(body):
    """It knows the format by the first 1024 characters, files items by guid and takes the instant from <date>."""
    head = body.decode()[:1024].lower()
    assert "<schedule" in head and "<conference" in head
    root, items = ET.fromstring(body), {}
    zone = ZoneInfo(root.findtext("conference/time_zone_name"))
    for day in root.iter("day"):
        assert date.fromisoformat(day.get("date"))
        for room in day.findall("room"):
            for event in room.findall("event"):
                start = datetime.fromisoformat(event.findtext("date"))
                assert start.utcoffset() == start.astimezone(zone).utcoffset()
                end = start + length(event.findtext("duration"))
                items[event.get("guid")] = (event.findtext("title"), start, end, room.get("name"))
                assert event.findtext("url").startswith("http")
    return root.findtext("conference/title"), sorted(items.values())


def event_fahrplan(body):
    """It files sessions by their whole number, needs the end of each day, and counts days by their highest index."""
    root, found, dates = ET.fromstring(body), {}, {}
    for day in root.iter("day"):
        dates[int(day.get("index"))] = day.get("date")
        assert datetime.fromisoformat(day.get("end")).tzinfo
        for room in day.findall("room"):
            for event in room.findall("event"):
                start = datetime.fromisoformat(event.findtext("date"))
                minutes = length(event.findtext("start"))
                assert (start - start.replace(hour=0, minute=0)) == minutes, "the local hour"
                assert day.get("date") == f"{start:%Y-%m-%d}", "the local day"
                end = start + length(event.findtext("duration"))
                assert 0 < int(event.get("id")) < 2**31
                found[int(event.get("id"))] = (event.findtext("title"), start, end, room.get("name"))
    assert len(set(dates.values())) == max(dates) == int(root.findtext("conference/days"))
    assert root.findtext("conference/time_zone_name")
    return root.findtext("conference/title"), sorted(found.values())


@pytest.fixture
def auckland(db):
    """Over midnight, before six in the morning, one session twice, one cancelled, one without a room."""
    event = factories.event(name="Ngā hui 2021", zone="Pacific/Auckland")
    page = factories.programme_page()
    oak, elm = factories.room(name="Oak", event=event), factories.room(name="Elm", event=event)

    def slot(title, day, hour, minute=0, **fields):
        starts_at = datetime(2021, 5, day, hour, minute, tzinfo=AUCKLAND).astimezone(UTC)
        return factories.slot(sessions[title], starts_at=starts_at, **fields)

    sessions = {title: factories.session(title, page) for title in ("Late", "Early", "Twice", "Rounds", "All")}
    factories.timetable(
        slot("Twice", 3, 9, room=oak),
        slot("All", 3, 12, minutes=90),
        slot("Late", 3, 23, 30, room=elm),
        slot("Early", 4, 0, 10, room=oak),
        slot("Twice", 4, 9, room=elm),
        slot("Rounds", 4, 10, room=oak, status=SlotStatus.CANCELLED),
    )
    return event


def test_both_apps_read_what_the_programme_says(client, auckland):
    body = client.get(reverse("events:schedule_xml", args=[auckland.pk])).content

    def row(title, day, hour, minute, minutes, room):
        start = datetime(2021, 5, day, hour, minute, tzinfo=AUCKLAND)
        return title, start, start + timedelta(minutes=minutes), room

    expected = [
        row("All", 3, 12, 0, 90, "All rooms"),
        row("Cancelled: Rounds", 4, 10, 0, 60, "Oak"),
        row("Early", 4, 0, 10, 60, "Oak"),
        row("Late", 3, 23, 30, 60, "Elm"),
        row("Twice", 3, 9, 0, 60, "Oak"),
        row("Twice", 4, 9, 0, 60, "Elm"),
    ]
    assert giggity(body) == ("Better systems", expected)
    assert event_fahrplan(body) == ("Better systems", expected)
    head = client.get("/en/better-systems/programme/").content.decode()
    assert 'type="application/vnd.c3voc.schedule+xml"' in head
    assert "https://ggt.gaa.st/#url=http%3A%2F%2Flocalhost%2Fen%2Fprogramme%2F" in head
