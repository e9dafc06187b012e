"""A programme that is too long for one page: days, and the hours of a long day."""

import re

import pytest

from events.models import Event
from events.programme import parts
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

EN = "/en/better-systems/programme/"


@pytest.fixture
def programme():
    return factories.programme_page()


def html(client, path=EN):
    return unwrapped(client.get(path).content.decode())


def test_a_filter_of_a_long_programme_leads_to_a_day_with_sessions(client, programme, monkeypatch):
    monkeypatch.setattr(parts, "SESSIONS_ON_ONE_PAGE", 1)
    later = {"starts_at": factories.utc(13, day=7), "languages": {"spoken": ["es"]}}
    factories.timetable(
        factories.slot(factories.session("Circles"), 13), factories.slot(factories.session("Rounds"), **later)
    )
    shown = {
        query: (
            re.findall(r'class="stretched"[^>]*>(\w+)<', page),
            re.findall(r'data-keep="[?].*?day=[0-9-]+(\d)', page),
        )
        for query in ("", "?follow=es", "?follow=es&day=2021-05-06", "?kind=workshop")
        if (page := html(client, EN + query))
    }
    assert shown == {
        "": (["Circles"], ["6", "7"]),
        "?follow=es": (["Rounds"], ["7"]),
        "?follow=es&day=2021-05-06": (["Rounds"], ["7"]),
        "?kind=workshop": ([], ["6", "7"]),
    }
    assert "No session matches" in html(client, f"{EN}?kind=workshop")


def test_a_day_that_is_too_long_is_shown_in_parts(client, programme, monkeypatch):
    """What starts at one instant stays together; search engines read of each session on the page that shows it."""
    monkeypatch.setattr(parts, "SESSIONS_ON_ONE_PAGE", 1)
    monkeypatch.setattr(parts, "SESSIONS_OF_ONE_DAY", 3)
    starts = {"Dawn": 13, "Sunrise": 13, "Morning": 13, "Noon": 14, "Evening": 15}
    factories.timetable(*(factories.slot(factories.session(title), hour, 30) for title, hour in starts.items()))
    pages = {query: html(client, EN + query) for query in ("", "?day=2021-05-06-2", "?day=2021-05-06-9")}
    shown = {query: re.findall(r'class="stretched"[^>]*>(\w+)<', page) for query, page in pages.items()}
    assert shown == {
        "": ["Dawn", "Sunrise", "Morning"],
        "?day=2021-05-06-2": ["Noon", "Evening"],
        "?day=2021-05-06-9": ["Dawn", "Sunrise", "Morning"],
    }
    nav = pages[""].split('class="bar__days"')[1].split("</nav>")[0]
    assert re.findall(r"data-hour>([0-9:]+)<", nav) == ["13:00", "13:30", "14:00", "15:30"]
    assert "UTC" not in nav
    assert re.findall(r'<a class="button button--outline" href="([^"]+)">Later:', "".join(pages.values())) == [
        "?day=2021-05-06-2",
        "?day=2021-05-06-2",
    ]
    assert '"Noon"' not in pages[""]


@pytest.mark.parametrize(("hour", "title"), [(12, "Morning"), (13.5, "Morning"), (14, "Noon"), (20, "Noon")])
def test_a_day_in_parts_opens_with_what_runs(client, programme, monkeypatch, settings, hour, title):
    monkeypatch.setattr(parts, "SESSIONS_ON_ONE_PAGE", 1)
    monkeypatch.setattr(parts, "SESSIONS_OF_ONE_DAY", 1)
    settings.PORTAL_AT = factories.utc(hour)
    factories.timetable(factories.slot(factories.session("Morning"), 13), factories.slot(factories.session("Noon"), 14))
    assert re.findall(r'class="stretched"[^>]*>(\w+)<', html(client)) == [title]


@pytest.mark.parametrize(
    ("place", "zone", "days"),
    [
        ("", "Madrid time", {"Thu 6 May": ["Evening"], "Fri 7 May": ["Night", "Noon"]}),
        ("America/Los_Angeles", "Los Angeles time", {"Thu 6 May": ["Evening", "Night"], "Fri 7 May": ["Noon"]}),
        ("Pacific/Auckland", "Auckland time", {"Fri 7 May": ["Evening", "Night"], "Sat 8 May": ["Noon"]}),
    ],
)
def test_the_days_of_a_long_programme_hold_what_they_name(client, programme, monkeypatch, place, zone, days):
    """The server divides it, so no script may write the tabs in the reader's zone: two could name the same date."""
    monkeypatch.setattr(parts, "SESSIONS_ON_ONE_PAGE", 1)
    Event.objects.update(zone="Europe/Madrid")
    starts = {"Evening": 18, "Night": 22.5, "Noon": 24 + 13}  # UTC: in Madrid the night is after midnight
    factories.timetable(*(factories.slot(factories.session(title), hour) for title, hour in starts.items()))
    nav = html(client, f"{EN}?place={place}").split('class="bar__days"')[1].split("</nav>")[0]
    assert zone in nav
    tabs = {label.strip(): query for query, label in re.findall(r'<a href="([^"]+)"[^>]*>([^<]*)</a>', nav)}
    shown = {label: html(client, f"{EN}{query}".replace("&amp;", "&")) for label, query in tabs.items()}
    assert {label: re.findall(r'class="stretched"[^>]*>(\w+)<', page) for label, page in shown.items()} == days
