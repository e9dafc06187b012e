"""The first button of an edition's page is what a reader can do now."""

import re
from datetime import timedelta

import pytest

from events.models import CallPage, EventPage, ProgrammePage, SpeakersPage
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db


def buttons(client, settings, at):
    settings.PORTAL_AT = at
    html = unwrapped(client.get("/en/better-systems/").content.decode())
    actions = html.split('class="hero__actions"')[1].split("</div>")[0]
    return re.findall(r'<a [^>]*href="([^"]+)"', actions)


def test_the_call_leads_while_it_is_open_and_the_programme_from_its_end_on(client, settings):
    programme = factories.programme_page()
    page = programme.get_parent().specific
    factories.call_page(page)
    closes_at = page.event.call_closes_at
    call, there = "/en/better-systems/call/", "/en/better-systems/programme/"
    programme.move(page, pos="last-child")
    assert buttons(client, settings, closes_at) == [there, call]
    page.get_children().get(slug="call").move(page, pos="first-child")
    assert buttons(client, settings, closes_at - timedelta(seconds=1)) == [call, there]
    assert buttons(client, settings, closes_at) == [there, call]


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
