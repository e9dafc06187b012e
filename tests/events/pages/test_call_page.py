import re
from datetime import datetime, timedelta

import pytest

from events.models import EventCity, event_of
from home.caching.dependencies import collect_expiry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return factories.call_page(late_note="Still burning? Tell us why.")


def html(client, settings, at, path="/en/better-systems/call/"):
    settings.PORTAL_AT = datetime.fromisoformat(at)
    return client.get(path).content.decode()


def test_before_it_opens_the_page_says_when(client, settings, call):
    page = html(client, settings, "2021-01-31T23:59:59Z")
    assert "opens" in page
    assert re.search(r">Monday, 1 February 2021</time>, <span class=.clock.>.*?>00:00</time></bdi> <[^>]+>UTC<", page)
    assert "mailto:" not in page


def test_while_open_it_says_until_when_and_what_is_left(client, settings, call):
    page = html(client, settings, "2021-03-25T12:00:00Z")
    assert re.search(r">Sunday, 28 March 2021</time>, <span class=.clock.>.*?>23:59</time></bdi> <[^>]+>UTC<", page)
    assert "3 days left" in page
    assert 'href="mailto:ideas@example.org"' in page
    assert "Still burning?" not in page


def test_once_closed_the_late_note_stands_until_the_event(client, settings, call):
    page = html(client, settings, "2021-03-28T23:59:00Z")
    assert "is closed" in page
    assert "Still burning?" in page
    assert 'href="mailto:ideas@example.org"' in page
    assert "Still burning?" not in html(client, settings, "2021-05-06T13:00:00Z")


def test_a_past_call_prints_no_date_it_does_not_know(client, settings, call):
    event = event_of(call)
    event.call_opens_at = event.call_closes_at = None
    event.save()
    page = html(client, settings, "2021-04-01T00:00:00Z")
    assert "is closed" in page
    dates = re.findall(r'datetime="([^"]+)"', page.split("<main")[1])
    assert set(dates) == {"2021-05-06T13:00:00Z", "2021-05-06T20:00:00Z"}  # the event's own


def test_all_languages_change_at_the_same_instant(client, settings, call):
    factories.home_page("es")
    event_page = factories.translated(call.get_parent().specific, slug="mejores-sistemas")
    factories.translated(call, slug="convocatoria")
    assert event_of(event_page) == event_of(call)
    path = "/es/mejores-sistemas/convocatoria/"
    assert "sigue abierta" in html(client, settings, "2021-03-28T23:58:59Z", path)
    assert "cerró" in html(client, settings, "2021-03-28T23:59:00Z", path)


def test_the_event_is_a_fact_read_from_the_original():
    original = factories.event_page()
    factories.home_page("es")
    spanish = factories.translated(original, slug="mejores-sistemas")
    original.event = factories.event(name="Another edition")
    original.save()
    assert event_of(spanish).name == "Another edition"


def test_the_page_says_when_it_will_change(call, rf):
    factories_event = event_of(call)
    request = rf.get("/")
    request.preview_at = factories_event.call_closes_at - timedelta(hours=1)
    with collect_expiry() as instants:
        call.get_context(request)
    assert min(instants) <= factories_event.call_closes_at


@pytest.mark.parametrize(
    ("mode", "language", "says"),
    [
        ("not_yet", "en", "opens"),
        ("open", "en", "left"),
        ("closed", "en", "is closed"),
        ("not_yet", "es", "abrirá"),
        ("open", "es", "Tiempo restante"),
        ("closed", "es", "cerró"),
    ],
)
@pytest.mark.parametrize("dates_known", [True, False])
def test_each_state_can_be_previewed_in_the_language_of_the_page(call, mode, language, says, dates_known):
    event = event_of(call)
    if not dates_known:
        event.call_opens_at = event.call_closes_at = None
        event.save()
    page = call
    if language == "es":
        factories.home_page("es")
        factories.translated(call.get_parent().specific, slug="mejores-sistemas")
        page = factories.translated(call, slug="convocatoria")
    response = page.make_preview_request(preview_mode=mode)
    assert says in response.content.decode().split("<main")[1]


def test_times_are_shown_in_the_cities_of_the_event(client, settings, call):
    event = event_of(call)
    zones = ["America/Mexico_City", "Europe/Madrid", "Asia/Kolkata", "Pacific/Auckland"]
    EventCity.objects.bulk_create(EventCity(event=event, zone=zone, sort_order=n) for n, zone in enumerate(zones))
    page = html(client, settings, "2021-04-01T00:00:00Z", "/en/better-systems/")
    shown = " ".join(page.replace("<b>", "").replace("</b>", "").split())
    for city in ("Mexico City 08:00", "Madrid 15:00", "Kolkata 18:30", "Auckland 01:00 on Friday 7"):
        assert city in shown
    assert 'datetime="2021-05-06T13:00:00Z"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_call_costs_at_most_twelve_queries(client, django_assert_max_num_queries, call, rows):
    for number in range(rows):
        factories.standard_page(slug=f"page-{number}")
    client.get("/en/better-systems/call/")
    with django_assert_max_num_queries(12):
        assert client.get("/en/better-systems/call/").status_code == 200
