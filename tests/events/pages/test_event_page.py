"""The first screen of an edition: when it is, what can be followed, and one thing to do now."""

import re
from datetime import timedelta

import pytest

from events.models import CallPage, Event, EventPage, ProgrammePage, Recording, SpeakersPage
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

CALL, PROGRAMME = "/en/better-systems/call/", "/en/better-systems/programme/"


def face(client, settings, at, path="/en/better-systems/"):
    settings.PORTAL_AT = at
    html = unwrapped(client.get(path).content.decode())
    return html.split('class="face ')[1].split('<div class="stack')[0]


def button(text):
    return re.findall(r'<a class="button[^>]*href="([^"]+)"', text)


@pytest.fixture
def page():
    """An edition with a call that is open in spring 2021 and two sessions; the second one in English only."""
    programme = factories.programme_page()
    page = programme.get_parent().specific
    factories.call_page(page)
    return page


@pytest.fixture
def sessions(page):
    spanish = {"spoken": ["es"], "captioned": ["en"]}
    return factories.timetable(
        factories.slot(factories.session("Circles"), 13, languages=spanish),
        factories.slot(factories.session("Rounds"), 14, languages={"spoken": ["es"]}),
    )


@pytest.mark.parametrize("path", ["/en/better-systems/", "/en/"])
def test_the_one_button_is_the_call_while_it_is_open(client, settings, page, path):
    closes_at = page.event.call_closes_at
    before = face(client, settings, closes_at - timedelta(seconds=1), path)
    assert button(before) == [CALL]
    assert "less than a minute" in before
    after = face(client, settings, closes_at, path)
    assert CALL not in after
    assert "Being made" in after


@pytest.mark.parametrize("path", ["/en/better-systems/", "/en/"])
def test_the_programme_is_the_button_once_it_is_published(client, settings, page, sessions, path):
    Event.objects.update(released_at=factories.utc(0, day=1))
    shown = face(client, settings, factories.utc(0, day=2), path)
    assert button(shown) == [PROGRAMME]
    assert f'href="{PROGRAMME}?follow=en" data-own="spoken:es,captioned:en;spoken:es"' in shown
    assert '<b class="answer__figure" data-count>1</b> of 2 sessions' in shown
    assert re.findall(r'<i class="mark mark--(\w+)">', shown) == ["half", "none"]


@pytest.mark.parametrize("path", ["/en/better-systems/", "/en/"])
def test_while_it_runs_one_can_join_from_the_first_screen(client, settings, page, path):
    """What can be followed in the language of the page comes first."""
    oak = factories.room(name="Oak", join_url="https://meet.example.org/oak")
    elm = factories.room(name="Elm", join_url="https://meet.example.org/elm")
    factories.timetable(
        factories.slot(factories.session("Circles"), 13, room=oak, languages={"spoken": ["es"]}),
        factories.slot(factories.session("Rounds"), 13, room=elm, languages={"spoken": ["en"]}),
    )
    shown = face(client, settings, factories.utc(13.5), path)
    assert re.findall(r"meet.example.org/(\w+)", shown) == ["elm", "oak"]


def test_afterwards_recordings_are_counted_by_what_can_be_followed(client, settings, page, sessions):
    for slot, captions in zip(sessions.slots.all(), ("en", ""), strict=True):
        Recording.objects.create(page=slot.session, url="https://video.example.org/1", language="es", captions=captions)
    shown = face(client, settings, factories.utc(21))
    assert '<b class="answer__figure" data-count>1</b> of 2 recordings' in shown
    assert button(shown) == ["/en/better-systems/#archive"]


def test_afterwards_recordings_are_named_only_where_there_are_some(client, settings, page, sessions):
    settings.PORTAL_AT = factories.utc(21)
    assert "Watch the recordings" not in client.get(page.url).content.decode()
    Recording.objects.create(page=sessions.slots.first().session, url="https://video.example.org/1", language="es")
    page.save()  # what is shown is read again
    assert "Watch the recordings" in client.get(page.url).content.decode()


def test_an_edition_without_a_call_never_says_that_one_is_closed(client, settings):
    factories.event_page()
    for path in ("/en/better-systems/", "/en/"):
        assert "call" not in face(client, settings, factories.utc(0, day=1), path).lower()


def test_an_edition_of_several_days_shows_its_days(client, settings, page):
    Event.objects.update(ends_at=factories.utc(20, day=8))
    assert "6–8 May 2021" in face(client, settings, factories.utc(0, day=1))


def test_the_current_edition_leads_the_menu_and_others_are_apart(client, settings, page):
    older = factories.event(name="Older", starts_at=factories.utc(13, day=1), ends_at=factories.utc(14, day=1))
    other = factories.event_page(event=older, title="Older systems", slug="older-systems")
    for one in (page, other):
        one.save_revision().publish()
    settings.PORTAL_AT = factories.utc(0, day=3)
    menu = unwrapped(client.get("/en/").content.decode()).split('id="menu"')[1].split("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"', menu)
    assert links[:2] == ["/en/better-systems/", "/en/older-systems/"]
    assert "older-systems" in menu.split('class="menu__more"')[1].split("</details>")[0]


def buttons(client, settings, at):
    settings.PORTAL_AT = at
    html = unwrapped(client.get("/en/better-systems/").content.decode())
    return re.findall(r'<a [^>]*href="([^"]+)"', html.split('class="event-links')[1].split("</ul>")[0])


def test_the_page_leads_to_call_programme_and_speakers_in_menus_or_not(client, settings):
    programme = factories.programme_page(show_in_menus=False)
    page = programme.get_parent().specific
    factories.call_page(page, show_in_menus=False)
    factories.speakers_page(show_in_menus=False)
    there = "/en/better-systems/programme/"
    assert buttons(client, settings, page.event.call_closes_at) == [there, "/en/speakers/", "/en/better-systems/call/"]
    programme.unpublish()
    assert there not in buttons(client, settings, page.event.call_closes_at)


def test_links_lead_into_the_readers_own_language(client, settings):
    factories.home_page("es")
    page = factories.event_page()
    factories.call_page(page)
    factories.translated(page, title="Mejores sistemas", slug="mejores-sistemas")
    html = unwrapped(client.get("/es/mejores-sistemas/").content.decode())
    assert re.search(r'<a [^>]*href="/es/mejores-sistemas/call/" lang="en"', html)


@pytest.mark.parametrize("model", [CallPage, EventPage, ProgrammePage, SpeakersPage])
def test_a_new_page_of_an_event_is_in_the_menu_by_itself(model):
    assert model(title="New").show_in_menus
    assert not model(title="New", show_in_menus=False).show_in_menus
