"""The home page lists every edition, the current one first, and what readers can do now."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.consents.models import RecordingConsent
from events.enums import RecordingAnswer
from events.models import Event, Recording
from events.templatetags.event_tags import shown_events
from home.caching.dependencies import collect_expiry
from tests import factories

pytestmark = pytest.mark.django_db


def edition(year, **dates):
    """With a page and a call; 6 May of that year, its call open in March."""
    starts_at = factories.utc(13).replace(year=year)
    facts = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=7),
        "call_opens_at": starts_at.replace(month=3, day=1),
        "call_closes_at": starts_at.replace(month=4, day=1),
    }
    row = factories.event(name=str(year), **{**facts, **dates})
    page = factories.event_page(event=row, title=f"Edition {year}", slug=f"edition-{year}")
    factories.call_page(page)
    return page


@pytest.fixture
def editions():
    return [edition(year) for year in (2020, 2021, 2022, 2023)]


@pytest.fixture
def at(settings):
    settings.PORTAL_AT = datetime(2021, 5, 10, tzinfo=factories.utc(13).tzinfo)
    return settings.PORTAL_AT


def shown(path="/en/"):
    request = RequestFactory().get(path)
    return shown_events({"request": request})


def test_the_current_edition_is_first_then_what_is_ahead_then_the_past(editions, at):
    assert [one.event.name for one in shown()] == ["2022", "2023", "2021", "2020"]


def test_an_edition_without_a_page_is_not_shown(editions, at):
    editions[2].unpublish()
    assert "2022" not in [one.event.name for one in shown()]


def test_a_call_is_offered_while_it_is_open_and_not_a_moment_longer(editions, settings, client):
    event = Event.objects.get(name="2022")
    settings.PORTAL_AT = event.call_closes_at - timedelta(microseconds=1)
    with collect_expiry() as instants:
        assert [one.call and one.call.url for one in shown()] == ["/en/edition-2022/call/", None, None, None]
    assert min(instants) == event.call_closes_at
    assert "Propose a session" in client.get("/en/").content.decode()
    settings.PORTAL_AT = event.call_closes_at
    assert not any(one.call for one in shown())


def test_every_edition_leads_to_its_page_in_the_readers_language(editions, at):
    factories.home_page("es")
    factories.translated(editions[3], title="Edición 2023", slug="edicion-2023")
    with translation.override("es"):
        links = {one.event.name: one.link for one in shown("/es/")}
    assert (links["2023"].url, links["2023"].lang) == ("/es/edicion-2023/", "")
    assert (links["2022"].url, links["2022"].lang) == ("/es/edition-2022/", "en")


def test_queries_do_not_grow_with_editions(editions, at):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown()
        return len(queries)

    shown()
    few = count()
    for year in range(2024, 2028):
        edition(year)
    assert count() == few


def test_a_finished_edition_speaks_of_recordings_only_if_it_has_some(editions, at, client):
    assert "Finished: programme and recordings" not in (page := client.get("/en/").content.decode())
    assert "Finished" in page
    session = factories.session("Circles", factories.programme_page(editions[1]))
    Recording.objects.create(page=session, url="https://video.example.org/1", language="en")
    factories.timetable(factories.slot(session), event=editions[1].event)
    assert client.get("/en/").content.decode().count("Finished: programme and recordings") == 1


@pytest.mark.parametrize("hidden_by", ["consent", "private"])
def test_a_finished_edition_promises_no_recording_that_nobody_may_see(editions, at, client, hidden_by):
    speaker = factories.speaker()
    session = factories.session("Circles", factories.programme_page(editions[1]), speakers=[speaker])
    Recording.objects.create(page=session, url="https://video.example.org/1", language="en")
    if hidden_by == "consent":
        RecordingConsent.objects.create(session=session, speaker=speaker, answer=RecordingAnswer.NO, given_at=at)
    else:
        session.view_restrictions.create(restriction_type="login")
    factories.timetable(factories.slot(session), event=editions[1].event)
    assert "Finished: programme and recordings" not in client.get("/en/").content.decode()
    assert "https://video.example.org/1" not in client.get("/en/edition-2021/").content.decode()
