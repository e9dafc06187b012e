"""Notices: on the pages of an edition in the reader's language, and what open pages ask for."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from events.live.models import Notice
from events.live.windows import live_windows
from events.models import Event
from events.programme.queries import load_programme
from tests import factories
from tests.factories import utc


@pytest.fixture
def circles():
    programme = factories.programme_page()
    page, other = factories.session("Circles", programme), factories.session("Rounds", programme)
    factories.home_page("es")
    for one in (programme.get_parent().specific, programme, page, other):
        factories.translated(one, "es")
    Event.objects.update(released_at=utc(0, day=1))
    factories.timetable(factories.slot(page, 13), factories.slot(other, 18))
    return page


def notice(session=None, **fields):
    texts = {"en": "We continue at 15:00", "es": "Continuamos a las 15:00"}
    times = {"created_at": utc(14), "ends_at": utc(14.5)}
    return Notice.objects.create(
        **{"event": Event.objects.get(), "session": session, "texts": texts, **times, **fields}
    )


@pytest.mark.django_db
def test_windows_are_around_what_takes_place(circles):
    entries = load_programme(Event.objects.get(), "en", "/").entries
    assert live_windows(entries) == [(utc(12), utc(14.25)), (utc(17), utc(19.25))]


@pytest.mark.django_db
def test_readers_get_it_in_their_language_on_the_pages_that_it_is_for(client, settings, circles):
    notice()
    notice(circles, texts={"es": "<b>Otra sala"})
    pages = ("", "programme/", "programme/rounds/", "programme/circles/")
    for at, is_shown in ((utc(13.9), False), (utc(14), True), (utc(14.5), False)):
        settings.PORTAL_AT = at
        for code, text in (("en", "We continue at 15:00"), ("es", "Continuamos a las 15:00")):
            for path in pages:
                page = client.get(f"/{code}/better-systems/{path}").content.decode()
                assert (text in page) == is_shown, (code, path, at)
                assert ("&lt;b&gt;Otra sala" in page) == (is_shown and "circles" in path), (code, path, at)
    settings.PORTAL_AT = utc(14)
    assert '<p lang="es"><bdi>&lt;b&gt;Otra' in client.get("/en/better-systems/programme/circles/").content.decode()


@pytest.mark.django_db
def test_a_notice_of_a_private_session_has_no_address(client, settings, circles):
    settings.PORTAL_AT, event = utc(14), Event.objects.get()
    notice(circles)
    address = reverse("events:notices", args=[event.pk, circles.pk])
    assert "We continue" in client.get(address).content.decode()
    for page in circles.get_translations(inclusive=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(address).status_code == 404
    assert client.get(reverse("events:notices", args=[event.pk, 999_999])).status_code == 404


@pytest.mark.django_db
def test_long_before_pages_ask_for_nothing(client, settings, circles):
    settings.PORTAL_AT = utc(11, day=5)
    assert "data-notices" not in client.get("/en/better-systems/programme/").content.decode()
    settings.PORTAL_AT = utc(12, day=5)
    assert "data-notices" in client.get("/en/better-systems/programme/").content.decode()


@pytest.mark.timeout(300, func_only=True)
@pytest.mark.parametrize("kept_pages", ["one machine"], indirect=True)
def test_open_pages_get_it_at_once_and_mostly_an_empty_answer(kept_pages, circles):
    reader, address = Client(), reverse("events:notices", args=[Event.objects.get().pk, circles.pk])
    with time_machine.travel(utc(14.1), tick=False):
        first = reader.get(address)
        with CaptureQueriesContext(connection) as queries:
            again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content, queries.captured_queries) == (304, b"", [])
        row = notice(circles, created_at=utc(14.1), ends_at=utc(14.2))
        fresh = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert fresh.status_code == 200 and "We continue" in fresh.content.decode()
        assert not fresh.cookies
    with time_machine.travel(row.ends_at, tick=False):
        assert "We continue" not in reader.get(address).content.decode()
