"""Awkward titles and names in every file for other programs, read by parsers of the formats."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import icalendar
import openpyxl
import pytest
from django.urls import reverse
from lxml import etree
from wagtail.log_actions import log
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.feeds.frab import acronym
from events.models import Event, SessionPage
from events.programme.queries import load_programme
from home.characters import lines, one_line, without_formula
from tests import awkward, factories
from tests.events.feeds.test_views import OUR_SCHEMAS, json_schema, xml_schema

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def titles(db, settings):
    """A session for each text, and all names among the speakers; every session has been moved once."""
    texts, people = awkward.texts(), awkward.names()
    with disable_reference_index_auto_update():
        page = factories.programme_page(title="Programme \ufffe\u202e", parent=None)
        speakers = [factories.speaker(name, slug=f"speaker-{number}") for number, name in enumerate(people)]
        sessions = [
            factories.session(
                text,
                page,
                slug=f"session-{number}",
                abstract=text,
                speakers=[speakers[number % len(speakers)]],
                themes=[factories.theme(f"Theme\x0b{text[:40]}{number}")] if number < 20 else [],
            )
            for number, text in enumerate(texts)
        ]
        room = factories.room(name="Oak\t\ufffe")
        for hour, instant in ((13, datetime(2021, 4, 1, tzinfo=UTC)), (14, datetime(2021, 4, 20, tzinfo=UTC))):
            settings.PORTAL_AT = instant
            factories.timetable(*(factories.slot(one, hour, room=room) for one in sessions))
    SessionPage.objects.update(last_published_at=datetime(2021, 4, 1, tzinfo=UTC))
    for one in sessions:
        log(one, "wagtail.publish")


def linked_data(client, address):
    page = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def body(client, name):
    event = Event.objects.get()
    response = client.get(f"/en/programme/{event.pk}/{name}")
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def test_every_title_arrives_and_breaks_no_format(client, titles):
    check_files(client, awkward.texts(), awkward.names(), awkward.texts())
    check_sessions(client)


def check_sessions(client):
    """That the page and the calendar of each session hold its title."""
    for session in SessionPage.objects.all():
        title = one_line(session.title)
        assert lines(linked_data(client, session.get_url())["name"]) == lines(session.title)
        calendar = icalendar.Calendar.from_ical(body(client, f"session-{session.translation_key}.ics"))
        assert not [error for part in calendar.walk() for error in part.errors]
        assert {str(one["SUMMARY"]) for one in calendar.walk("VEVENT")} == {title}


def check_files(client, texts, names, abstracts):
    """That every file for other programs is valid and holds these titles, names and abstracts."""
    titles, names = {one_line(text) for text in texts}, {one_line(name) for name in names}
    readable = {title or "…" for title in titles}  # a title of control characters only becomes empty
    schedule = etree.fromstring(body(client, "schedule.xml"))
    xml_schema(OUR_SCHEMAS).assertValid(schedule)
    assert {one.text for one in schedule.iter("title")} - {"Better systems"} == readable
    assert {one.text for one in schedule.iter("person")} == names

    whole = json.loads(body(client, "schedule.json"))
    json_schema(OUR_SCHEMAS).validate(whole)
    rooms = [events for day in whole["schedule"]["conference"]["days"] for events in day["rooms"].items()]
    assert {room for room, _events in rooms} == {"Oak"}
    assert {one["title"] for _room, events in rooms for one in events} == readable

    feed = etree.fromstring(body(client, "changes.atom"))
    assert {one.text.removeprefix("Moved: ") for one in feed.iter(f"{ATOM}title")} >= titles

    calendar = icalendar.Calendar.from_ical(body(client, "programme.ics"))
    assert not [error for part in calendar.walk() for error in part.errors]
    assert {str(one["SUMMARY"]) for one in calendar.walk("VEVENT")} == titles
    abstracts = {lines(text) for text in abstracts}
    told = [str(one["DESCRIPTION"]) for one in calendar.walk("VEVENT")]
    assert all(any(text in description for description in told) for text in abstracts)

    page = linked_data(client, "/en/better-systems/programme/")
    assert {lines(one["name"]) for one in page["subEvent"]} == {lines(text) for text in texts}

    sitemap = etree.fromstring(client.get("/sitemap.xml").content)
    assert len(sitemap.findall("{*}url")) > len(titles)


def rows(response):
    text = b"".join(response) if response.streaming else response.content
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_no_cell_of_any_export_is_a_formula(admin_client, titles):
    event = Event.objects.get()
    ours = [reverse(f"events_admin:{name}", args=[event.pk]) for name in ("export_sessions", "export_speakers")]
    theirs = [
        reverse("wagtailadmin_reports:aging_pages") + "?export=csv",
        reverse("wagtailadmin_reports:site_history") + "?export=csv",
        reverse("wagtailadmin_reports:page_types_usage") + "?export=csv",
    ]
    for address in ours + theirs:
        found = rows(admin_client.get(address))
        assert len(found) > 1
        assert [
            cell for row in found for cell in row if without_formula(cell) != cell and not cell.startswith("'")
        ] == []
    cells = {cell for row in rows(admin_client.get(ours[0])) for cell in row}
    assert "'＋SUM(A1:A9)" in cells


def test_a_report_as_a_spreadsheet_opens(admin_client, titles):
    response = admin_client.get(reverse("wagtailadmin_reports:aging_pages") + "?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=SUM(A1:A9)" in {cell.value for cell in cells if cell.data_type == "s"}
    assert not [cell.value for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "names",
    [("大会", "会議"), ("大会 2021", "会議 2021"), ("مؤتمر", "ועידה"), ("!", "?")],
    ids=["cjk", "year", "rtl", "signs"],
)
def test_two_events_never_share_an_acronym(db, names):
    found = {acronym(load_programme(factories.event(name=name), "en", "/")) for name in names}
    assert len(found) == 2
    assert all(re.fullmatch(r"\w{4,}", one, re.ASCII) for one in found)
