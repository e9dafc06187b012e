"""Forms do the same work whether an address is known or not, so that the response time reveals nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.roster.models import Helper
from home.jobs.background import do_background_tasks
from home.models import BackgroundTask
from home.newsletter.consent import version_of
from home.outbox.actions import suppress
from home.outbox.enums import SuppressionReason
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, submission
from tests.newsletter.conftest import CONSENT, newsletter, reader  # noqa: F401

KNOWN, CONFIRMED, ERASED, UNKNOWN = (f"{name}@example.org" for name in ("ana", "reader", "erased", "nobody"))


@pytest.fixture
def people(newsletter, reader, settings):  # noqa: F811
    """Addresses of a proposer who is subscribed, of a subscriber, of an erased person, and of nobody."""
    settings.PORTAL_AT = NOW
    submission()
    reader(address=KNOWN)
    reader(address=CONFIRMED)
    suppress(address=ERASED, reason=SuppressionReason.ERASED, now=timezone.now())


def shape(queries) -> list[str]:
    """The queries, without their values."""
    return [re.sub(r"'[^']*'|_x\d+|\b\d+\b", "x", query["sql"])[:120] for query in queries]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/es/subscription/link/", {}),
        ("/es/subscription/", {"language": "es", "consent": "on", "consent_version": version_of(CONSENT["es"])}),
        ("/en/proposals/lost/", {}),
    ],
)
def test_the_work_before_the_answer_is_the_same(client, people, path, data):
    Delivery.objects.all().delete()
    client.post(path, {**data, "address": "warm@example.org", "email": "warm@example.org"})
    found = []
    for address in (KNOWN, CONFIRMED, ERASED, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, {**data, "address": address, "email": address})
        found.append((answer.status_code, answer.get("Location"), len(answer.content), shape(queries)))
    assert found[0][3]
    assert found.count(found[0]) == 4
    assert Delivery.objects.count() == 0
    assert BackgroundTask.objects.count() == 5
    do_background_tasks(now=timezone.now())
    assert Delivery.objects.filter(address=KNOWN).count() == 1
    may_come_back = path == "/es/subscription/"  # by a confirmed sign-up of their own
    assert Delivery.objects.filter(address=ERASED).exists() == may_come_back
    assert BackgroundTask.objects.count() == 0


def test_an_offer_to_help_takes_the_same_work_whether_the_address_is_known(client, people):
    event = factories.event_page().event
    path = f"/en/helping/with/{event.pk}/"
    offer = {"name": "Ana Ruiz", "zone": "Europe/Berlin", "consent": "on"}
    found = []
    for address in ("warm@example.org", KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            assert client.post(path, {**offer, "email": address}).status_code == 302
        found.append(shape(queries))
        if address == "warm@example.org":
            do_background_tasks(now=timezone.now())
            Helper.objects.update(email=KNOWN, confirmed_at=NOW)
    assert found[1] == found[2]
    assert Helper.objects.count() == 1
    do_background_tasks(now=timezone.now())
    assert Helper.objects.count() == 2
