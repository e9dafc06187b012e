"""What blocks of pages and of the newsletter show of an event: the same facts as the programme page."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail.models import Page

from events.programme import listings
from home.listings import PersonRow, SessionRow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    page = factories.programme_page()
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores")
    factories.translated(page, slug="programa")
    session = factories.session("Circles", speakers=[factories.speaker("Ana", role="Typesetter")])
    factories.translated(session, slug="circulos", title="Círculos")
    return session


def test_sessions_in_the_reader_s_language_once_they_are_published(session):
    assert (listings.sessions(None, None), listings.calendar(None, None)) == ([], [])
    event = factories.timetable(factories.slot(session, 13)).event
    facts = {"starts_at": factories.utc(13), "ends_at": factories.utc(14), "languages": ["en"], "speakers": "Ana"}
    assert listings.sessions(None, None) == [
        SessionRow(title="Circles", url="/en/better-systems/programme/circles/", **facts)
    ]
    with translation.override("es"):
        assert listings.sessions(None, None) == [
            SessionRow(title="Círculos", url="/es/mejores/programa/circulos/", **facts)
        ]
        assert listings.calendar(None, None) == [f"/es/programme/{event.pk}/programme.ics"]


def test_a_speaker_and_nothing_for_any_other_page(session):
    ana = session.session_speakers.get().speaker
    assert listings.speaker(None, ana) == [PersonRow(name="Ana", url="/en/speakers/ana/", text="Typesetter")]
    assert listings.speaker(None, session) == listings.speaker(None, None) == []


def test_the_page_of_an_edition_stands_for_its_event(session):
    """A chooser returns it as a plain Page."""
    later = factories.utc(13).replace(year=2022)
    other = factories.event(name="2022", starts_at=later, ends_at=later.replace(hour=20), call_opens_at=None)
    factories.event_page(event=other, slug="next")
    chosen = Page.objects.get(pk=session.get_parent().get_parent().pk)
    assert listings.dates(None, chosen)[0].starts_at.year == 2021


@pytest.mark.parametrize(
    ("at", "says", "link"),
    [
        (datetime(2021, 1, 1, tzinfo=UTC), "The call for sessions opens on {when}.", "/call/"),
        (datetime(2021, 3, 1, tzinfo=UTC), "The call for sessions is open until {when}.", "/call/#proposal"),
        (datetime(2021, 4, 1, tzinfo=UTC), "The call for sessions is closed, and the programme is being made.", ""),
        (factories.utc(14), None, ""),
    ],
)
def test_the_state_of_the_call_follows_its_dates(settings, at, says, link):
    edition = factories.event_page()
    assert listings.call(None, edition) == []
    factories.call_page(parent=edition)
    settings.PORTAL_AT = at
    rows = listings.call(None, edition)
    assert [row.text for row in rows] == ([says] if says else [])
    assert all(row.url.endswith(link) for row in rows)
