"""Where an edition takes place: pages, calendars and search engines say hybrid or on site."""

import json
import re

import pytest
from django.urls import reverse

from events.feeds import jsonld
from events.models import Event
from tests import factories
from tests.markup import unwrapped

PLACE = {
    "place_name": "Casa Común",
    "place_address": "Calle 1, Oaxaca",
    "place_map": "https://map.example.org/1",
}


@pytest.mark.parametrize(
    ("fields", "mode", "kinds"),
    [
        ({}, "Online", ["VirtualLocation"]),
        ({"place_name": "Casa Común"}, "Mixed", ["Place", "VirtualLocation"]),
        ({"place_name": "Casa Común", "on_site_only": True}, "Offline", ["Place"]),
    ],
)
def test_the_attendance_mode(fields, mode, kinds):
    found = jsonld._attendance(Event(**fields), "https://example.org/")
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    locations = found["location"] if isinstance(found["location"], list) else [found["location"]]
    assert [one["@type"] for one in locations] == kinds


def data_of_page(page):
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])


@pytest.mark.django_db
def test_page_calendar_and_data_name_the_place(client):
    event = factories.event(**PLACE)
    page = factories.programme_page()
    oak = factories.room(event=event)
    factories.timetable(factories.slot(factories.session("Circles", page), 13, room=oak))
    for path in ("", "programme/", "programme/circles/"):
        text = unwrapped(client.get(f"/en/better-systems/{path}").content.decode())
        assert "Hybrid, online and on site:" in text
        assert "<strong>Casa Común</strong>, Calle 1, Oaxaca" in text
        assert 'href="https://map.example.org/1"' in text
        place = data_of_page(text)["location"][0]
        assert place == {
            "@type": "Place",
            "name": "Casa Común",
            "address": "Calle 1, Oaxaca",
            "hasMap": "https://map.example.org/1",
        }
    calendar = client.get(reverse("events:calendar", args=[event.pk])).content.decode().replace("\r\n ", "")
    assert "LOCATION:Oak\\, Casa Común\\, Calle 1\\, Oaxaca" in calendar


@pytest.mark.django_db
def test_without_a_place_nothing_is_said_of_one(client):
    factories.timetable(factories.slot(factories.session("Circles"), 13))
    text = client.get("/en/better-systems/programme/circles/").content.decode()
    assert 'class="place"' not in text and "OnlineEventAttendanceMode" in text
