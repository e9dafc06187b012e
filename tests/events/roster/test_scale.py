"""Pages of the roster ask no more of the database with more sessions, tasks and helpers."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, Slot
from events.roster.models import Shift
from tests import factories
from tests.events.roster import people
from tests.events.roster.test_roster import address, path_of
from tests.events.submissions.proposals import team_member
from tests.programmes import programme_of

pytestmark = pytest.mark.django_db
KINDS = ("interpret", "caption", "host", "notes")


def roster_of(count):
    """A published programme of `count` sessions with four shifts each, and as many helpers who do or offer one."""
    programme_of(count)
    Event.objects.update(ends_at=factories.utc(20, day=9))
    for number, slot in enumerate(Slot.objects.order_by("pk")):
        shifts = [people.shift(slot, kind=kind, is_open=True) for kind in KINDS]
        helper = people.helper(f"Helper{number} Of Many")
        for shift, state in zip(shifts, ("confirmed", "offered", "invited"), strict=False):
            people.assign(shift, helper, state, told_starts_at=slot.starts_at, told_ends_at=slot.ends_at)
    return helper


def queries_of(client, path, count):
    with transaction.atomic():
        helper = roster_of(count)
        own = path(helper)
        assert client.get(own).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            assert client.get(own).status_code == 200
        transaction.set_rollback(True)
    return len(captured)


PAGES = {
    "help": lambda helper: address("help", helper.event_id, language="es"),
    "mine": path_of,
    "roster": lambda helper: reverse("roster_admin:roster", args=[helper.event_id]),
    "shift": lambda helper: reverse("roster_admin:shift", args=[Shift.objects.last().pk]),
    "helpers": lambda helper: reverse("roster_admin:helpers", args=[helper.event_id]),
    "helper": lambda helper: reverse("roster_admin:helper", args=[helper.pk]),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_query_more_with_more_rows(page, settings):
    settings.PORTAL_AT = people.NOW
    client = Client()
    if page not in ("help", "mine"):
        client.force_login(team_member())
    few, many = (queries_of(client, PAGES[page], count) for count in (1, 3))
    assert few == many <= 20
