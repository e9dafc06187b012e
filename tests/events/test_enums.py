"""Every kind of session is shown, filtered and exported under its label; a new one is covered without further code."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from events.enums import SessionKind
from events.submissions.enums import PROPOSED_KINDS
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(SessionKind))
def kind(request):
    return request.param


@pytest.fixture
def event(kind):
    """A session of this kind beside one of another."""
    page = factories.programme_page()
    factories.home_page("es")
    other = SessionKind.WORKSHOP if kind != SessionKind.WORKSHOP else SessionKind.TALK
    slots = [factories.slot(factories.session("Meadow", kind=kind), 13, room=factories.room())]
    factories.timetable(*slots, factories.slot(factories.session("Forest", kind=other), 15))
    return page.shown_event


@pytest.mark.parametrize("code", ["en", "es"])
def test_page_filter_and_feeds(client, event, kind, code):
    with override(code):
        label = str(kind.label)
    session = unwrapped(client.get(f"/{code}/better-systems/programme/meadow/").content.decode())
    assert label.capitalize() in session
    programme = f"/{code}/better-systems/programme/"
    for view in ("list", "grid"):
        filtered = unwrapped(client.get(f"{programme}?kind={kind.value}&view={view}").content.decode())
        assert re.search(rf'id="kind-{kind.value}"[^>]*\schecked', filtered)
        assert ("Meadow" in filtered, "Forest" in filtered) == (True, False)
    days = client.get(f"/{code}/programme/{event.pk}/schedule.json").json()["schedule"]["conference"]["days"]
    types = {one["title"]: one["type"] for day in days for room in day["rooms"].values() for one in room}
    assert types["Meadow"] == label
    for name in ("programme.ics", "schedule.xml"):
        assert "Meadow" in client.get(f"/{code}/programme/{event.pk}/{name}").content.decode()


def test_export_and_form(admin_client, event, kind):
    export = admin_client.get(reverse("events_admin:export_sessions", args=[event.pk])).content.decode()
    assert f",{kind.value}," in next(line for line in export.splitlines() if "Meadow" in line)
    page = event.releases.get(session__title="Meadow").session
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'<option value="{kind.value}" selected>' in form


def test_nobody_proposes_a_break():
    assert [kind for kind in PROPOSED_KINDS if kind.is_break] == []
