"""Where a session appears in the programme: on its day in UTC whatever the active zone, and in the order of rooms."""

import re
import time
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.enums import SessionKind
from events.programme.queries import speakers_of
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

PATH = "/en/better-systems/programme/"
DAYS = {"2021-05-06": ["Evening"], "2021-05-07": ["Midnight", "Night"], "2021-05-08": ["Late"]}


@pytest.fixture
def event():
    return factories.programme_page().shown_event


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Mexico_City"])
def zone(request, monkeypatch):
    """The zone of the machine and the one that Django has active."""
    with monkeypatch.context() as patch, timezone.override(request.param):
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def around_midnight(event, zone):
    """Sessions within an hour of midnight UTC; the first one and the two after it are 30 minutes apart."""
    hours = {"Evening": 23.5, "Midnight": 24, "Night": 24.5, "Late": 48}
    event.ends_at = factories.utc(50)
    event.save()
    factories.timetable(*(factories.slot(factories.session(title), hour, 15) for title, hour in hours.items()))
    return event


def html(client, path):
    return unwrapped(client.get(path).content.decode())


def test_a_session_is_on_its_day_in_utc_in_every_zone(client, around_midnight):
    page = html(client, PATH)
    shown = re.findall(r'<h2[^>]*><time[^>]*>(\w+, \d+ May) 2021|class="stretched"[^>]*>(\w+)<', page)
    assert ["".join(found) for found in shown] == [
        "Thursday, 6 May", "Evening", "Friday, 7 May", "Midnight", "Night", "Saturday, 8 May", "Late"
    ]  # fmt: skip


def test_the_grid_has_a_table_for_each_day_in_utc(client, around_midnight):
    tables = html(client, f"{PATH}?view=grid").split("<table")[1:]
    assert [re.findall(r">(Evening|Midnight|Night|Late)</a>", table) for table in tables] == list(DAYS.values())


def test_files_for_apps_have_the_same_days(client, around_midnight):
    address = f"/en/programme/{around_midnight.pk}/schedule"
    root = ET.fromstring(client.get(f"{address}.xml").content)
    in_xml = {day.get("date"): [one.findtext("title") for one in day.iter("event")] for day in root.iter("day")}
    assert in_xml == DAYS
    days = client.get(f"{address}.json").json()["schedule"]["conference"]["days"]
    in_json = {day["date"]: [one["title"] for room in day["rooms"].values() for one in room] for day in days}
    assert in_json == DAYS


def test_rooms_at_one_hour_have_the_order_of_their_positions(client, event):
    """The order of `position`, not of names or rows; sessions in all rooms come first."""
    oak, elm = factories.room(name="Oak", position=2), factories.room(name="Elm", position=3)
    ash = factories.room(name="Zelkova", position=1)
    factories.timetable(
        factories.slot(factories.session("Third"), 13, room=elm),
        factories.slot(factories.session("Second"), 13, room=oak),
        factories.slot(factories.session("First"), 13, room=ash),
        factories.slot(factories.session("Opening", kind=SessionKind.TALK), 13),
        factories.slot(factories.session("Before"), 12, room=elm),
    )
    ordered = ["Before", "Opening", "First", "Second", "Third"]
    assert re.findall(r'class="stretched"[^>]*>(\w+)<', html(client, PATH)) == ordered
    heads = re.findall(r'<th scope="col">(\w+)</th>', html(client, f"{PATH}?view=grid"))
    assert heads == ["Time", "Zelkova", "Oak", "Elm"]


def test_speakers_of_three_sessions_cost_two_queries_as_of_one(event):
    """Speakers, with everything that a programme reads of them."""
    people = [factories.speaker(f"Speaker {number}") for number in range(3)]
    sessions = [factories.session(f"Session {number}", speakers=people).pk for number in range(3)]
    for ids in (sessions[:1], sessions):
        with CaptureQueriesContext(connection) as queries:
            found = speakers_of(ids, private=())
            names = {pk: [(one.title, one.translation_key, one.locale_id) for one in found[pk]] for pk in ids}
        assert [[name for name, *_rest in names[pk]] for pk in ids] == [[one.title for one in people]] * len(ids)
        assert len(queries) == 2
