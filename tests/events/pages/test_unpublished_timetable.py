"""An unpublished timetable is shown in no page, feed or file, also if it was published before."""

import pytest

from events.models import Timetable
from events.programme.search_facts import search_result_facts
from tests import factories

pytestmark = pytest.mark.django_db

PROGRAMME = {"en": "/en/better-systems/programme/", "es": "/es/mejores-sistemas/programa/"}
SPEAKER = "/en/speakers/ana-lucero/"
FEEDS = (
    "programme.ics", "programme-en.ics", "session-{key}.ics", "schedule.xml", "schedule.json", "changes.atom",
    "changes/", "now/", "mine/?s={pk}", "mine.ics?s={pk}",
)  # fmt: skip


@pytest.fixture
def session():
    """A session in a timetable with two releases."""
    page = factories.programme_page(not_yet="Come back in April.")
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores-sistemas", title="Mejores sistemas")
    factories.translated(page, slug="programa", title="Programa")
    session = factories.session("Circles", speakers=[factories.speaker()])
    factories.translated(session, title="Círculos", slug="circulos")
    for hour in (13, 14):
        factories.timetable(factories.slot(session, hour))
    return session


def feeds(session):
    values = {"pk": session.pk, "key": session.translation_key}
    event = Timetable.objects.get().event_id
    return [f"/{code}/programme/{event}/{name.format(**values)}" for code in PROGRAMME for name in FEEDS]


def unpublish():
    Timetable.objects.get().unpublish()


def test_every_feed_is_there_and_then_gone(client, session):
    addresses = feeds(session)
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    unpublish()
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("view", ["", "?view=grid", "?language=en"])
def test_the_programme_says_that_there_is_none_yet(client, session, code, view):
    there = ({"en": "Circles", "es": "Círculos"}[code], 'class="start-time"' if view != "?view=grid" else "<table")
    page = client.get(PROGRAMME[code] + view).content.decode()
    assert all(words in page for words in there)
    unpublish()
    page = client.get(PROGRAMME[code] + view).content.decode()
    assert "Come back in April." in page
    assert not any(words in page for words in (*there, "application/ld+json"))


@pytest.mark.parametrize("path", [f"{PROGRAMME['en']}circles/", f"{PROGRAMME['es']}circulos/", SPEAKER])
def test_other_pages_name_no_time_of_it(client, session, path):
    hour = "2021-05-06T14:00:00Z"
    assert hour in client.get(path).content.decode()
    unpublish()
    assert hour not in client.get(path).content.decode()


def test_pages_lead_to_no_calendar_of_it(client, session):
    for path in (PROGRAMME["en"], f"{PROGRAMME['en']}circles/"):
        assert ".ics" in client.get(path).content.decode()
    unpublish()
    for path in (PROGRAMME["en"], f"{PROGRAMME['en']}circles/"):
        assert ".ics" not in client.get(path).content.decode()


def test_the_search_says_no_date_of_it(session):
    assert search_result_facts([session], "en")[session.pk].date == factories.utc(14)
    unpublish()
    assert search_result_facts([session], "en")[session.pk].date is None
