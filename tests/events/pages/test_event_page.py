"""The first button of an edition's page is what a reader can do now."""

import re
from datetime import timedelta

import pytest

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
