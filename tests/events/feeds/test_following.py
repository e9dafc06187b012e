from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from lxml import etree, html

from events.feeds.following import FollowedCalendar, giggity
from tests import factories


def test_the_ways_to_a_calendar_lead_to_its_file(settings):
    settings.PORTAL_BASE_URL = "https://events.example.org"
    calendar = FollowedCalendar("/es/programme/5/programme.ics", "Más & más")
    assert calendar.webcal == "webcal://events.example.org/es/programme/5/programme.ics"
    google = urlsplit(calendar.google)
    assert (google.hostname, parse_qs(google.query)) == ("calendar.google.com", {"cid": [calendar.webcal]})
    for found, host in ((calendar.outlook, "outlook.live.com"), (calendar.microsoft_365, "outlook.office.com")):
        assert urlsplit(found).hostname == host
        assert parse_qs(urlsplit(found).query) == {
            "url": ["https://events.example.org/es/programme/5/programme.ics"],
            "name": ["Más & más"],
        }


def test_giggity_gets_the_schedule_in_the_fragment(settings):
    settings.PORTAL_BASE_URL = "https://events.example.org"
    found = urlsplit(giggity("/es/programme/5/schedule.xml"))
    assert (found.hostname, found.query) == ("ggt.gaa.st", "")
    assert parse_qs(found.fragment) == {"url": ["https://events.example.org/es/programme/5/schedule.xml"]}


@pytest.mark.django_db
def test_a_calendar_whose_last_session_has_gone_is_empty_and_no_longer_offered(client):
    """A program that gets an error keeps showing what was there."""
    page, session = factories.programme_page(), factories.session("Circles")
    feeds = f"/en/programme/{page.shown_event.pk}/"
    factories.timetable(factories.slot(session, languages={"spoken": ["en"], "interpreted": ["es"]}))
    offered = client.get(page.get_url()).content.decode()
    factories.timetable(factories.slot(session))
    for name in ("programme-es.ics", "mine.ics?s=999999", "mine.ics"):
        calendar = icalendar.Calendar.from_ical(client.get(feeds + name).content)
        assert calendar.walk("VEVENT") == []
    still_offered = client.get(page.get_url()).content.decode()
    found = [
        [f'href="{feeds}programme-{code}.ics"' in shown for code in ("en", "es")] for shown in (offered, still_offered)
    ]
    assert found == [[True, True], [True, False]]


@pytest.mark.django_db
def test_what_changed_is_html_in_the_feed(client):
    page, session, room = (
        factories.programme_page(),
        factories.session("Circles"),
        factories.room(name="Room <Oak> & Elm"),
    )
    for hour in (13, 14):
        factories.timetable(factories.slot(session, hour, room=room))
    feed = etree.fromstring(client.get(f"/en/programme/{page.shown_event.pk}/changes.atom").content)
    summary = feed.find("{*}entry/{*}summary")
    assert summary.get("type") == "html"
    assert html.fromstring(summary.text).text_content().endswith("14:00–15:00 UTC, Room <Oak> & Elm.")
