"""The days of a programme are those of the event's zone, over midnight and over a change of clocks."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import etree, html

from events.feeds import frab
from events.programme.layout import day_of, group_by_day
from home.blocks.dates import DateRow
from home.times import places
from tests import factories
from tests.events.timetable.test_forms import data_of
from tests.markup import unwrapped

AUCKLAND, MADRID, UTC_PLACE = ZoneInfo("Pacific/Auckland"), ZoneInfo("Europe/Madrid"), ZoneInfo("UTC")
PAGE = "/en/better-systems/programme/"
HOUR = timedelta(hours=1)


def local(zone, *parts):
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


def five_days():
    """Sessions at 00:10, 09:00 and 23:30 of five days in Auckland: six days in UTC."""
    return [
        local(AUCKLAND, 2021, 5, day, hour, minute)
        for day in range(3, 8)
        for hour, minute in ((0, 10), (9, 0), (23, 30))
    ]


def as_programme(zone, starts):
    entries = [SimpleNamespace(starts_at=start, ends_at=start + HOUR) for start in starts]
    return SimpleNamespace(event=SimpleNamespace(tz=zone), entries=entries)


def test_five_days_in_auckland_are_five():
    assert len({start.date() for start in five_days()}) == 6
    days = list(frab.days(as_programme(AUCKLAND, five_days())))
    assert [(number, len(entries)) for number, entries in days] == [(number, 3) for number in range(1, 6)]
    with places.shown_in(AUCKLAND):
        assert [len(day.times) for day in group_by_day(as_programme(AUCKLAND, five_days()).entries)] == [3] * 5


def test_the_day_on_which_clocks_change_is_one_day_with_two_offsets():
    starts = [local(MADRID, 2021, 3, 28, 0, 30), local(MADRID, 2021, 3, 28, 23, 30), local(MADRID, 2021, 3, 29, 0, 30)]
    assert [start.hour for start in starts] == [23, 21, 22]
    with places.shown_in(MADRID):
        assert [day_of(start).day for start in starts] == [28, 28, 29]
    assert [frab._instant(start, MADRID)[-6:] for start in starts] == ["+01:00", "+02:00", "+02:00"]


def test_utc_is_the_zone_where_none_is_named():
    assert (places.shown_zone(), day_of(datetime(2021, 5, 6, 23, 59, tzinfo=UTC)).day) == ("UTC", 6)


@pytest.fixture
def auckland(db):
    """The five days, published; the event names its zone and no city."""
    starts = five_days()
    event = factories.event(starts_at=starts[0], ends_at=starts[-1] + HOUR, zone="Pacific/Auckland")
    page = factories.programme_page()
    room = factories.room(event=event)
    slots = [
        factories.slot(factories.session(f"Talk {number}", page), starts_at=start, minutes=25, room=room)
        for number, start in enumerate(starts)
    ]
    factories.timetable(*slots)
    return event


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return unwrapped(response.content.decode())


def day_titles(page):
    return re.findall(r'day__title"[^>]*><time[^>]*>(\w+),? (\d+)', page)


FIVE = [("Monday", "3"), ("Tuesday", "4"), ("Wednesday", "5"), ("Thursday", "6"), ("Friday", "7")]


def test_list_and_grid_have_five_days_with_the_local_hour_first_and_the_zone_named(client, auckland):
    for query in ("", "?view=grid"):
        page = get(client, PAGE + query)
        assert day_titles(page) == FIVE
        assert "Auckland time" in page
        assert '<time datetime="2021-05-02T12:10:00Z" data-hour>00:10</time>' in page
        assert '<span class="clock__zone">Sun 12:10 UTC</span>' in page
    assert len(day_titles(get(client, f"{PAGE}?place=UTC"))) == 6


def test_nothing_of_one_reader_or_event_stays_for_the_next(client, auckland):
    get(client, PAGE)
    assert places.shown_zone() == "UTC"
    assert "08:10</time>" in get(client, f"{PAGE}?place=America/New_York")
    assert "08:10</time>" not in get(client, PAGE)


def test_home_page_and_session_page_show_the_event_in_its_zone(client, auckland):
    assert "00:10</time>" in get(client, f"{PAGE}talk-0/")
    home = get(client, "/en/")
    assert "3–8 May 2021" in home and "Auckland time" in home


def test_frab_has_the_days_and_offsets_of_the_zone(client, auckland):
    conference = json.loads(client.get(reverse("events:schedule_json", args=[auckland.pk])).content)["schedule"][
        "conference"
    ]
    assert (conference["time_zone_name"], conference["daysCount"]) == ("Pacific/Auckland", 5)
    assert (conference["start"], conference["end"]) == ("2021-05-03", "2021-05-08")
    assert [day["date"] for day in conference["days"]] == [f"2021-05-0{day}" for day in range(3, 8)]
    first = conference["days"][0]["rooms"]["Oak"][0]
    assert (first["date"], first["start"]) == ("2021-05-03T00:10:00+12:00", "00:10")
    tree = etree.fromstring(client.get(reverse("events:schedule_xml", args=[auckland.pk])).content)
    assert tree.findtext("conference/time_zone_name") == "Pacific/Auckland"
    assert tree.findtext("day/room/event/start") == "00:10"


def test_calendars_stay_in_utc(client, auckland):
    assert b"DTSTART:20210502T121000Z" in client.get(reverse("events:calendar", args=[auckland.pk])).content


def test_the_timetables_form_groups_by_the_days_of_the_zone_and_types_in_utc(admin_client, auckland):
    url = reverse("wagtailsnippets_events_timetable:edit", args=[auckland.timetable.pk])
    tree = html.fromstring(admin_client.get(f"{url}?rows").content)
    days = [one.text_content() for one in tree.find_class("timetable-day")]
    assert [day.split(",")[0] for day in days] == [name for name, _day in FIVE]
    assert tree.xpath("//*[@data-row-summary]")[0].text_content().startswith("2 May 12:10–12:35 (Auckland Mon 00:10)")
    assert data_of(tree)["slots-0-starts_at"] == ["2021-05-02 12:10"]
    facts = " ".join(tree.find_class("timetable-rows")[0].get("data-zones").split())
    assert "Pacific/Auckland" in facts


def test_lists_of_the_admin_name_the_days_of_the_zone(admin_client, auckland):
    page = get(admin_client, reverse("wagtailsnippets_events_event:list"))
    assert "3–8 May 2021" in page and "Auckland" in page


def test_newsletters_have_the_days_and_hours_of_the_zone_with_utc_beside_them(auckland):
    rows = [SimpleNamespace(starts_at=start, ends_at=start + HOUR, zone=AUCKLAND) for start in five_days()[:2]]
    text = render_to_string("newsletter/mail/sessions.txt", {"rows": rows, "self": {}})
    assert "Monday, 3 May 2021, Auckland time" in text
    assert "00:10–01:10 (Sun 12:10 UTC)" in text
    date = DateRow("Event", rows[0].starts_at, rows[0].ends_at, zone=AUCKLAND)
    for ending in ("txt", "html"):
        dates = " ".join(render_to_string(f"newsletter/mail/dates.{ending}", {"rows": [date], "self": {}}).split())
        assert "Monday, 3 May 2021, 00:10–01:10 Auckland time (Sun 12:10 UTC)" in dates
    date = replace(date, zone=UTC_PLACE)
    text = render_to_string("newsletter/mail/dates.txt", {"rows": [date], "self": {}})
    assert "Event: Sunday, 2 May 2021, 12:10–13:10 UTC\n" in f"{text}\n"
    date = replace(date, ends_at=date.starts_at + timedelta(days=2))
    text = render_to_string("newsletter/mail/dates.txt", {"rows": [date], "self": {}})
    assert "Event: 2–4 May 2021, from 12:10 UTC\n" in f"{text}\n"
