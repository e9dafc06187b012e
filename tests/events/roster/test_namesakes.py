"""Two helpers of one name: the team sees which of them it confirms."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.events.roster import people
from tests.events.submissions.proposals import team_member

pytestmark = pytest.mark.django_db


def test_namesakes_are_told_apart_wherever_somebody_is_chosen(settings):
    settings.PORTAL_AT = factories.utc(9, day=1)
    factories.programme_page()
    factories.timetable(slot := factories.slot(factories.session("Listening well"), 14))
    shift = people.shift(slot)
    addresses = ("one@example.org", "two@example.org")
    mine = {address: people.helper("María García", email=address) for address in addresses}
    for helper in mine.values():
        people.assign(shift, helper, "offered")
    client = Client()
    client.force_login(team_member())
    for name, pk in (("roster", shift.event_id), ("shift", shift.pk)):
        page = client.get(reverse(f"roster_admin:{name}", args=[pk])).content.decode()
        for address, helper in mine.items():
            assert page.count(f"<bdi>María García</bdi>, {address}</span>") >= 1, name
            assert reverse("roster_admin:helper", args=[helper.pk]) in page, name
