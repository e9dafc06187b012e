"""Pages of the roster, and what warns of gaps, ask no more of the database with more sessions, tasks and helpers.

`ROSTER_SESSIONS=60` compares one session with an edition of 60 sessions, 240 shifts and 80 helpers.
"""

import os

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, Slot, Timetable
from events.roster.models import Shift
from events.roster.tokens import token_of
from home.roles import EDITORS
from tests import factories
from tests.events.roster import people
from tests.events.roster.test_roster import address, path_of
from tests.events.submissions.proposals import team_member
from tests.programmes import programme_of

pytestmark = pytest.mark.django_db
KINDS = ("interpret", "caption", "host", "notes")
MOST = {"board": 25, "hub": 30}  # all others 20; up to 12 of an admin's page are session, login, rights and menu
MANY = int(os.environ.get("ROSTER_SESSIONS", "3"))


def roster_of(count):
    """A published programme of `count` sessions with four shifts each; a third more helpers, who do or offer some."""
    programme_of(count)
    Event.objects.update(ends_at=factories.utc(20, day=12))
    helpers = [people.helper(f"Helper{number} 王 מרים") for number in range(-(-count * 4 // 3))]
    for number, slot in enumerate(Slot.objects.order_by("pk")):
        shifts = [people.shift(slot, kind=kind, is_open=True) for kind in KINDS]
        for shift, state in zip(shifts, ("confirmed", "offered", "invited"), strict=False):
            people.assign(shift, helpers[number], state, told_starts_at=slot.starts_at, told_ends_at=slot.ends_at)
    return helpers[0]


PUBLIC = {
    "help": lambda helper: address("help", helper.event_id, language="es"),
    "mine": path_of,
    "pack": lambda helper: address("pack", token_of(helper), Shift.objects.first().pk, language="es"),
    "calendar": lambda helper: f"{path_of(helper)}shifts.ics",
    "programme": lambda helper: "/en/better-systems/programme/",
    "edition": lambda helper: "/en/better-systems/",
}
ADMIN = {
    "roster": lambda helper: reverse("roster_admin:roster", args=[helper.event_id]),
    "shift": lambda helper: reverse("roster_admin:shift", args=[Shift.objects.last().pk]),
    "helpers": lambda helper: reverse("roster_admin:helpers", args=[helper.event_id]),
    "helper": lambda helper: reverse("roster_admin:helper", args=[helper.pk]),
    "add a shift": lambda helper: reverse("roster_admin:add_shift", args=[helper.event_id]),
    "day": lambda helper: reverse("live_admin:day", args=[helper.event_id]),
    "hub": lambda helper: reverse("events_admin:overview", args=[helper.event_id]),
    "board": lambda helper: reverse("wagtailsnippets_events_timetable:edit", args=[Timetable.objects.get().pk]),
}


def queries_with(count):
    """By page."""
    client, found = Client(), {}
    with transaction.atomic():
        helper, team = roster_of(count), team_member()
        team.groups.add(Group.objects.get(name=EDITORS))
        for pages in (PUBLIC, ADMIN):
            for name, path in pages.items():
                own = path(helper)
                assert client.get(own).status_code == 200, name
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(own).status_code == 200
                found[name] = len(captured)
            client.force_login(team)
        transaction.set_rollback(True)
    return found


@pytest.mark.timeout(1800, func_only=True)
def test_no_query_more_with_more_rows(settings):
    settings.PORTAL_AT = factories.utc(13.1)
    few, many = queries_with(1), queries_with(MANY)
    assert few == many
    assert {name: count for name, count in many.items() if count > MOST.get(name, 20)} == {}
