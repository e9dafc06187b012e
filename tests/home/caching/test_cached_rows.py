"""The page cache and what else is on a page: rooms, images, and what depends on who reads it."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.rect import Rect

from home.jobs import renditions
from tests import factories
from tests.home.test_blocks import an_image

NOON = factories.utc(12)
PROGRAMME, ABOUT = "/en/better-systems/programme/", "/en/about/"
SECRET = "open sesame"


def read(client, path):
    """The text of a page, and whether it came from the cache."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return response.content.decode(), not queries


@pytest.fixture
def room(kept_pages):
    page = factories.programme_page()
    room = factories.room(name="Oak", event=page.shown_event)
    factories.timetable(factories.slot(factories.session("Circles"), 13, room=room))
    return room


@pytest.mark.parametrize(("change", "is_seen"), [("rename", True), ("delete", False)])
def test_a_change_of_a_room_is_seen_by_the_next_request(client, room, change, is_seen):
    feed = f"/en/programme/{room.event_id}/schedule.xml"
    paths = [PROGRAMME, f"{PROGRAMME}?view=grid", f"{PROGRAMME}circles/", feed]
    for path in paths:
        assert "Oak" in read(client, path)[0]
        assert read(client, path)[1]
    if change == "rename":
        room.name = "Elm"
        room.save()
    else:
        room.delete()
    for path in paths:
        page, was_kept = read(client, path)
        assert ("Oak" in page, "Elm" in page, was_kept) == (False, is_seen, False)


@pytest.mark.parametrize("change", ["focal point", "delete"])
def test_a_change_of_an_image_is_seen_by_the_next_request(client, kept_pages, change):
    image = an_image()
    picture = {"image": image.pk, "alt_text": "Circles", "decorative": False}
    figure = {"image": picture, "shape": "wide", "caption": "", "credit": ""}
    page = factories.standard_page(body=[{"type": "image", "id": "i1", "value": figure}])
    renditions.make(now=NOON, page_id=page.pk)
    before = read(client, ABOUT)[0]
    assert "Circles" in before
    assert read(client, ABOUT) == (before, True)
    if change == "delete":
        image.delete()
    else:
        image.set_focal_point(Rect(10, 10, 40, 40))
        image.save()
    after, was_kept = read(client, ABOUT)
    assert after != before
    assert not was_kept


def logged_in(client, page):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    return "wagtail-userbar"


def with_a_password(client, page):
    restriction = page.view_restrictions.create(restriction_type="password", password=SECRET)
    data = {"password": SECRET, "return_url": ABOUT}
    client.post(f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/", data)
    return "For the team"


@pytest.mark.parametrize("enter", [logged_in, with_a_password])
def test_who_has_a_session_gets_no_kept_page_and_leaves_none_behind(client, kept_pages, enter):
    page = factories.standard_page(intro="For the team")
    visitor = Client()
    visitor.handler = client.handler  # one process, so one set of kept pages
    own = enter(visitor, page)
    assert own not in read(client, ABOUT)[0]
    for _again in range(2):
        text, was_kept = read(visitor, ABOUT)
        assert own in text
        assert not was_kept
    assert own not in read(client, ABOUT)[0]
