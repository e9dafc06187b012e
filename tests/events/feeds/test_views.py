"""Calendars, frab files, the Atom feed and JSON-LD: valid, stable, and the same facts as the page."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import jsonschema
import pytest
from django.conf import settings as django_settings
from django.urls import resolve
from lxml import etree, html
from wagtail.models import PageViewRestriction

from events.enums import SessionKind, SlotStatus
from events.models import Event, SpeakerPage
from events.urls import urlpatterns
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

OUR_SCHEMAS = Path(__file__).parent / "schemas"
PUBLISHED = Path(django_settings.BASE_DIR).parent / "shared" / "standards" / "frab"  # by c3voc, not ours to pass on
FIRST, SECOND = datetime(2021, 4, 1, tzinfo=UTC), datetime(2021, 4, 20, 9, 30, tzinfo=UTC)
FEEDS = ("programme.ics", "programme-es.ics", "schedule.xml", "schedule.json", "changes.atom")
OF_SOME_SESSIONS = {"session_calendar", "my_programme_calendar"}  # tested apart: their addresses name the sessions


@pytest.fixture
def programme(settings):
    """Four sessions: one moved after the release, one cancelled, one only in English, one language break."""
    page = factories.programme_page()
    event = page.shown_event
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores-sistemas", title="Mejores sistemas")
    factories.translated(page, slug="programa", title="Programa")
    oak = factories.room(name="Oak", language="es", host="Rocío", join_url="https://meet.example.org/oak")
    theme = factories.theme("Governance", "Gobernanza")
    moved = factories.session("Circles", abstract="Ñandú " * 40, themes=[theme], speakers=[factories.speaker("Ana")])
    factories.translated(moved, title="Círculos", slug="circulos", abstract="Sobre círculos; con comas, y más\nlíneas")
    cancelled = factories.session("Rounds")
    only_english = factories.session("Odd \x0b title <b>&amp;</b>, with; signs\\ ]]> </script>")
    pause = factories.session("Language break", kind=SessionKind.LANGUAGE_BREAK)

    def slots(first_hour, status):
        both = {"spoken": ["en"], "interpreted": ["es"]}
        return [
            factories.slot(moved, first_hour, room=oak, languages=both),
            factories.slot(cancelled, 15, 30, room=oak, status=status),
            factories.slot(only_english, 16, 45),
            factories.slot(pause, 17, languages={}),
        ]

    settings.PORTAL_AT = FIRST
    factories.timetable(*slots(13, SlotStatus.CONFIRMED))
    settings.PORTAL_AT = SECOND
    factories.timetable(*slots(14, SlotStatus.CANCELLED))
    settings.PORTAL_AT = None
    return event


def address(name, code="en"):
    return f"/{code}/programme/{Event.objects.get().pk}/{name}"


def events_of(body):
    """UID → VEVENT; parsed strictly."""
    cal = icalendar.Calendar.from_ical(body)
    assert not [error for part in cal.walk() for error in part.errors]
    return {str(event["UID"]): event for event in cal.walk("VEVENT")}


def from_page(client, path):
    """(session page's address, start, cancelled) of every row."""
    tree = html.fromstring(client.get(path).content)
    rows = set()
    for hour in tree.find_class("start-time"):
        start = hour.find(".//time").get("datetime")
        for article in hour.iter("article"):
            link = article.find(".//a")
            rows.add(
                (
                    f"http://localhost{path if link is None else link.get('href')}",
                    start,
                    "session--cancelled" in article.get("class"),
                )
            )
    return rows


def from_ics(client, code):
    found = events_of(client.get(address("programme.ics", code)).content).values()
    return {
        (str(event["URL"]), f"{event['DTSTART'].dt:%Y-%m-%dT%H:%M:%SZ}", event["STATUS"] == "CANCELLED")
        for event in found
    }


def from_xml(client, code):
    root = ET.fromstring(client.get(address("schedule.xml", code)).content)
    prefix = {"en": "Cancelled:", "es": "Cancelada:"}[code]
    return {
        (one.findtext("url"), one.findtext("date").replace("+00:00", "Z"), one.findtext("title").startswith(prefix))
        for one in root.iter("event")
    }


def from_json(client, code):
    schedule = client.get(address("schedule.json", code)).json()["schedule"]
    rooms = [events for day in schedule["conference"]["days"] for events in day["rooms"].values()]
    prefix = {"en": "Cancelled:", "es": "Cancelada:"}[code]
    return {
        (one["url"], one["date"].replace("+00:00", "Z"), one["title"].startswith(prefix))
        for events in rooms
        for one in events
    }


def ld(client, path):
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode(), re.DOTALL
    )
    return json.loads(block[1])


def from_ld(client, path):
    return {
        (one["url"], one["startDate"], one["eventStatus"].endswith("Cancelled")) for one in ld(client, path)["subEvent"]
    }


@pytest.mark.parametrize(
    ("code", "path"), [("en", "/en/better-systems/programme/"), ("es", "/es/mejores-sistemas/programa/")]
)
def test_page_and_feeds_agree_on_every_slot(client, programme, code, path):
    shown = from_page(client, path)
    assert len(shown) == 4
    assert {cancelled for _url, _start, cancelled in shown} == {True, False}
    assert all(url.startswith(f"http://localhost/{code}/") for url, _start, _cancelled in shown)
    assert from_ics(client, code) == shown
    assert from_xml(client, code) == shown
    assert from_json(client, code) == shown
    assert from_ld(client, path) == shown


def xml_schema(folder):
    return etree.XMLSchema(etree.parse(folder / "schedule.xml.xsd"))


def json_schema(folder):
    rules = json.loads((folder / "schedule.schema.json").read_text())
    return jsonschema.validators.validator_for(rules)(rules, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(OUR_SCHEMAS, id="ours"),
        pytest.param(
            PUBLISHED,
            id="published",
            marks=pytest.mark.skipif(not PUBLISHED.exists(), reason="the published schemas are not at hand"),
        ),
    ],
)
def test_frab_files_are_valid(client, programme, folder, code):
    xml_schema(folder).assertValid(etree.fromstring(client.get(address("schedule.xml", code)).content))
    json_schema(folder).validate(client.get(address("schedule.json", code)).json())


@pytest.mark.parametrize(
    ("pattern", "broken"),
    [
        (rb"[0-9a-f]{8}-[0-9a-f]{4}-", b"7-"),
        (rb"T14:00:00\+00:00", b"T14:00:00"),
        (rb"\b01:00\b", b"60"),
        (rb"\bOak\b", b" "),
        (rb"\btimeslot_duration\b", b"slots"),
        (rb"\bconference_2021-", b"conference 2021-"),
    ],
)
@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_our_schemas_refuse_what_apps_cannot_read(client, programme, name, pattern, broken):
    body = client.get(address(name)).content
    damaged = re.sub(pattern, broken, body)
    assert damaged != body
    if name == "schedule.xml":
        assert not xml_schema(OUR_SCHEMAS).validate(etree.fromstring(damaged))
    else:
        assert not json_schema(OUR_SCHEMAS).is_valid(json.loads(damaged))


def test_ids_are_the_same_in_every_language(client, programme):
    def ids(code):
        root = ET.fromstring(client.get(address("schedule.xml", code)).content)
        return {(one.get("id"), one.get("guid")) for one in root.iter("event")}, root.findtext("conference/acronym")

    assert ids("en") == ids("es")
    assert (
        events_of(client.get(address("programme.ics")).content).keys()
        == events_of(client.get(address("programme.ics", "es")).content).keys()
    )


def test_every_feed_is_tried():
    files = {pattern.name for pattern in urlpatterns if "." in str(pattern.pattern)}
    assert {resolve(f"/en/programme/1/{name}").url_name for name in FEEDS} == files - OF_SOME_SESSIONS, "see FEEDS"


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_the_same_bytes_until_something_changes(client, programme, name):
    first, second = client.get(address(name)), client.get(address(name))
    assert first.status_code == 200
    assert first.content == second.content
    assert "public" in first.headers["Cache-Control"]
    assert not first.cookies
    again = client.get(address(name), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", FEEDS)
def test_who_asks_by_date_alone_hears_of_a_new_name(client, programme, settings, name):
    """The name of a room or a speaker changes the bytes, but not the date of a release."""
    settings.PORTAL_AT = datetime(2021, 4, 21, tzinfo=UTC)
    before = client.get(address(name))
    dated = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert client.get(address(name), headers=dated).status_code == 304
    settings.PORTAL_AT = datetime(2021, 4, 22, tzinfo=UTC)
    room = programme.rooms.get()
    room.name = "Elm"
    room.save()
    speaker = SpeakerPage.objects.get()
    speaker.title = "Elmer"
    speaker.save()
    after = client.get(address(name), headers=dated)
    assert (after.status_code, b"Elm" in after.content) == (200, True)


def test_a_change_is_told_at_once(client, programme):
    before = client.get(address("programme.ics", "es"))
    moved = next(iter(programme.releases.filter(sequence=1, status="confirmed"))).session
    factories.timetable(factories.slot(moved, 18))
    after = client.get(address("programme.ics", "es"), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert b"DTSTART:20210506T180000Z" in after.content


def test_a_calendar_keeps_to_the_standard(client, programme):
    body = client.get(address("programme.ics", "es")).content
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    assert b"\x0b" not in body
    assert b"SUMMARY;LANGUAGE=es:C\xc3\xadrculos" in body
    assert b"SUMMARY;LANGUAGE=en:Rounds" in body
    assert b"meet.example.org" not in body  # join links are not public before the start


@pytest.mark.parametrize(
    ("code", "path"), [("en", "/en/better-systems/programme/"), ("es", "/es/mejores-sistemas/programa/")]
)
def test_a_page_that_is_taken_back_is_cancelled_in_every_calendar(client, programme, settings, code, path):
    """Its title is still shown; its text and the link to it are not."""
    settings.PORTAL_AT = datetime(2021, 4, 21, tzinfo=UTC)
    uid, before = next(
        pair
        for pair in events_of(client.get(address("programme.ics", code)).content).items()
        if "title" in pair[1]["SUMMARY"]
    )
    session = programme.releases.get(session__title__startswith="Odd").session
    session.unpublish()
    after = events_of(client.get(address("programme.ics", code)).content)[uid]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt == settings.PORTAL_AT
    shown = from_page(client, path)
    assert {row for row in shown if row[0] == f"http://localhost{path}"} == {
        (f"http://localhost{path}", "2021-05-06T16:00:00Z", True)
    }
    assert from_ics(client, code) == from_xml(client, code) == from_json(client, code) == from_ld(client, path) == shown
    for there in (f"{path}?view=grid", address("changes/", code)):
        assert session.slug not in client.get(there).content.decode()
    assert "Odd" in client.get(address("changes/", code)).content.decode()


def test_a_move_replaces_and_does_not_double(client, programme, settings):
    uid = f"{programme.releases.get(sequence=1, status='confirmed').session.translation_key}@{settings.PORTAL_UID_HOST}"
    before = events_of(client.get(address("programme.ics")).content)
    settings.PORTAL_AT = datetime(2021, 5, 1, tzinfo=UTC)
    moved = programme.releases.get(sequence=1, status="confirmed").session
    factories.timetable(factories.slot(moved, 18))
    after = events_of(client.get(address("programme.ics")).content)
    assert before.keys() == after.keys()
    assert (before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) == (1, 2)
    assert after[uid]["LAST-MODIFIED"].dt == after[uid]["DTSTAMP"].dt == settings.PORTAL_AT


def test_one_session_and_one_language(client, programme):
    session = programme.releases.get(sequence=1, status="confirmed").session
    one = events_of(client.get(address(f"session-{session.translation_key}.ics", "es")).content)
    assert [str(event["SUMMARY"]) for event in one.values()] == ["Círculos"]
    followed = events_of(client.get(address("programme-es.ics")).content)
    assert sorted(str(event["SUMMARY"]) for event in followed.values()) == ["Circles", "Language break"]


def test_calendars_are_asked_for_again_and_remind_only_those_who_want_it(client, programme):
    """Nobody is reminded of what was cancelled."""
    plain, with_alarm = (client.get(address(name)).content for name in ("programme.ics", "programme.ics?alarm"))
    assert b"VALARM" not in plain
    cal = icalendar.Calendar.from_ical(with_alarm)
    assert (cal["REFRESH-INTERVAL"].dt, cal["X-PUBLISHED-TTL"]) == (timedelta(hours=1), "PT1H")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in plain
    reminded = {str(event["SUMMARY"]): event.walk("VALARM") for event in events_of(with_alarm).values()}
    assert {title for title, alarms in reminded.items() if not alarms} == {"Rounds"}
    [alarm] = reminded["Circles"]
    facts = (alarm["ACTION"], alarm["TRIGGER"].dt, alarm["DESCRIPTION"])
    assert facts == ("DISPLAY", -timedelta(minutes=10), "Circles")


def test_a_private_calendar_is_offered_as_a_file_only(client, admin_client, programme):
    """At the top of the programme and at its end, for everything and for each language."""
    path = "/en/better-systems/programme/"
    assert client.get(path).content.count(b'href="webcal://') == 8  # half of them with a reminder
    edition = programme.releases.first().session.get_parent()
    PageViewRestriction.objects.create(page=edition, restriction_type=PageViewRestriction.LOGIN)
    page = admin_client.get(path).content
    assert b"webcal://" not in page and b"calendar.google.com" not in page
    assert page.count(b'programme.ics?alarm"') == 2


@pytest.mark.parametrize("name", [*FEEDS, "mine/", "changes/", "now/", "mine.ics?s=1"])
def test_nothing_is_served_before_the_release_or_for_no_event(client, name):
    factories.programme_page()
    factories.timetable(factories.slot(factories.session("Secret"), 13), live=False)
    assert client.get(address(name)).status_code == 404
    assert client.get(f"/en/programme/99999/{name}").status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_what_is_private_stays_private(client, admin_client, programme, name):
    page = programme.releases.first().session.get_parent()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(name)).status_code == 404
    assert admin_client.get(address(name)).headers["Cache-Control"].startswith("private")


def test_the_feed_of_changes_says_what_moved(client, programme):
    root = ET.fromstring(client.get(address("changes.atom")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = {entry.findtext(f"{atom}title"): entry for entry in root.iter(f"{atom}entry")}
    assert set(entries) == {"Moved: Circles", "Cancelled: Rounds"}
    moved = entries["Moved: Circles"]
    assert moved.findtext(f"{atom}summary") == (
        "Before: Thursday, 6 May 2021, 13:00–14:00 UTC, Oak. Now: Thursday, 6 May 2021, 14:00–15:00 UTC, Oak."
    )
    assert moved.findtext(f"{atom}updated") == "2021-04-20T09:30:00+00:00"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_list_of_changes_says_the_same(client, programme):
    page = unwrapped(client.get(address("changes/", "es")).content.decode())
    assert "Círculos" in page
    assert (
        '<a class="stretched" href="/es/mejores-sistemas/programa/rounds/" lang="en" hreflang="en">Rounds</a>' in page
    )


def test_json_ld_cannot_leave_its_element(client, programme):
    data = ld(client, "/en/better-systems/programme/")
    assert data["name"] == "Better systems"
    assert any("</script>" in one["name"] for one in data["subEvent"])


def test_search_engines_learn_what_moved_and_see_a_picture(client, programme):
    session = ld(client, "/en/better-systems/programme/circles/")
    assert (session["eventStatus"], session["previousStartDate"], session["startDate"]) == (
        "https://schema.org/EventRescheduled",
        "2021-05-06T13:00:00Z",
        "2021-05-06T14:00:00Z",
    )
    assert ld(client, "/en/better-systems/")["image"] != session["image"]
    assert "previousStartDate" not in ld(client, "/en/better-systems/programme/rounds/")


def test_my_programme_is_what_the_address_names(client, programme):
    session = programme.releases.get(sequence=1, status="confirmed").session
    page = client.get(address(f"mine/?s={session.pk}.999999.x", "es")).content.decode()
    assert "Círculos" in page.split("<details")[0]
    assert "Rounds" not in page.split("<details")[0]
    rounds = programme.releases.get(status="cancelled").session
    changed = client.get(address(f"mine/?s={rounds.pk}", "es")).content.decode()
    assert re.search(r'<li data-change=[^>]*>\s*<a\s[^>]*lang="en" hreflang="en"', changed)
    calendar = events_of(client.get(address(f"mine.ics?s={session.pk}&s=%00")).content)
    assert [str(event["SUMMARY"]) for event in calendar.values()] == ["Circles"]
