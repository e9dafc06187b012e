"""A deadline moved later is told as an extension, in every language and without anybody editing a page."""

from datetime import timedelta

import pytest

from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def event(settings):
    """Its call is open."""
    row = factories.event()
    settings.PORTAL_AT = row.call_closes_at - 2 * DAY
    return row


def move_deadline(event, by):
    row = Event.objects.get(pk=event.pk)
    row.call_closes_at += by
    row.save()
    return row


def test_a_deadline_moved_later_is_an_extension_until_it_is_moved_back(event):
    first = event.call_closes_at
    assert not event.call_is_extended
    assert move_deadline(event, DAY).call_is_extended
    assert move_deadline(event, DAY).first_call_closes_at == first
    assert not move_deadline(event, -2 * DAY).call_is_extended


def test_a_deadline_that_was_never_told_is_not_extended(event, settings):
    settings.PORTAL_AT = event.call_opens_at - DAY
    assert not move_deadline(event, DAY).call_is_extended


def test_an_earlier_deadline_is_no_extension(event):
    assert not move_deadline(event, -DAY).call_is_extended


def test_a_call_that_had_closed_can_be_extended(event, settings):
    settings.PORTAL_AT = event.call_closes_at + DAY
    assert move_deadline(event, 3 * DAY).call_is_extended


def test_readers_are_told_in_every_language(client, event, settings):
    factories.home_page("es")
    page = factories.event_page(event=event)
    call = factories.call_page(page)
    factories.translated(page, title="Mejores sistemas", slug="mejores-sistemas")
    factories.translated(call, title="Convocatoria", slug="convocatoria")
    paths = {"/en/better-systems/call/": "extended until", "/es/mejores-sistemas/convocatoria/": "se ha prorrogado"}
    for path, words in paths.items():
        assert words not in client.get(path).content.decode()
    move_deadline(event, DAY)
    for path, words in paths.items():
        assert words in client.get(path).content.decode()
    assert "Extended until" in client.get("/en/better-systems/").content.decode()
