"""Nothing is left of a helper who is erased, by whomever; and nothing is missing in an export."""

from datetime import timedelta

import pytest

from events.models import Event
from events.roster import actions as helping
from events.roster import jobs
from events.roster.models import Assignment, Helper, Shift
from events.submissions import actions
from events.submissions.actions.privacy import names_at, personal_data_of
from home.outbox.models import Delivery
from tests import factories
from tests.events.roster import people
from tests.events.submissions.actions.test_erasure import fill, found
from tests.events.submissions.proposals import MARK

pytestmark = pytest.mark.django_db
ADDRESS = f"{MARK.lower()}@example.org"


@pytest.fixture
def helper():
    """With shifts, emails and a history, and the mark in every text that may be theirs."""
    event = factories.event()
    row = people.helper(MARK, email=ADDRESS)
    fill(Helper.objects.all())
    Helper.objects.update(email=ADDRESS, name=MARK, language="es", zone="Europe/Madrid", languages="es", hours=[])
    row.refresh_from_db()
    for hour in (13, 15):
        shift = people.shift(kind="host", starts_at=factories.utc(hour), ends_at=factories.utc(hour + 1))
        helping.confirm(shift=shift, helper=row, now=people.NOW)
    helping.cancel(helper=row, shifts=[shift.pk], now=people.NOW)
    assert found() >= {"roster_helper.name", "outbox_delivery.text", "outbox_delivery.subject"} and event
    return row


def by_the_team(row):
    told = Delivery.objects.filter(kind="helper notice").count()
    assert actions.erase_person(address=ADDRESS, now=people.NOW).row_count == 1
    assert Delivery.objects.filter(kind="helper notice").count() == told + 1, "the team is told of the gap"


def by_themselves(row):
    helping.erase_helper(helper=row, now=people.NOW)


def in_time(row):
    months = timedelta(days=30 * row.event.keep_months)
    assert jobs.erase_old_helpers(now=row.event.ends_at + months - timedelta(days=1)) == 0
    assert jobs.erase_old_helpers(now=row.event.ends_at + months) == 1


@pytest.mark.parametrize("erase", [by_the_team, by_themselves, in_time])
def test_nothing_is_left_but_the_gaps(helper, erase):
    erase(helper)
    assert found() == set()
    assert (Shift.objects.count(), Assignment.objects.count()) == (2, 0)


def test_an_address_that_nobody_confirms_is_erased_after_a_week():
    event = factories.event()
    for name, fields in {
        "Ana": {"confirmed_at": None},
        "Bo": {},
        "Cy": {"confirmed_at": None, "added_by_team": True},
    }.items():
        people.helper(name, event=event, **fields)
    assert jobs.erase_old_helpers(now=people.NOW + timedelta(days=7)) == 0
    assert jobs.erase_old_helpers(now=people.NOW + timedelta(days=8)) == 1
    assert list(Helper.objects.values_list("name", flat=True)) == ["Bo", "Cy"]


def test_an_export_holds_every_column_of_the_person_and_what_they_do(helper):
    data = personal_data_of(ADDRESS)
    (exported,) = data["helper_of"]
    own = {field.name for field in Helper._meta.concrete_fields}
    assert own - exported.keys() == {"id", "uuid", "link_version", "added_by_team", "created_at"}
    assert [(one["task"], one["state"]) for one in exported["shifts"]] == [("host", "confirmed"), ("host", "cancelled")]
    assert len(exported["mails"]) == 2 and exported["signed_up_at"] == people.NOW
    assert personal_data_of("nobody@example.org") is None and Event.objects.exists()


def test_namesakes_stay_and_so_does_whoever_shares_the_mailbox(helper):
    shift = people.shift(kind="host", starts_at=factories.utc(13), ends_at=factories.utc(14))
    other = people.helper("王 מרים", email=ADDRESS)
    namesake = people.helper(MARK, email="somebody.else@müller.example")
    for row in (other, namesake):
        helping.invite(shift=shift, helper=row, now=people.NOW)
    assert sorted(names_at(ADDRESS)) == sorted([MARK, "王 מרים"])
    (exported,) = personal_data_of(ADDRESS, ["王 מרים"])["helper_of"]
    assert exported["name"] == "王 מרים" and MARK not in str(exported)
    assert actions.erase_person(address=ADDRESS.upper(), names=["王 מרים"], now=people.NOW).row_count == 1
    assert set(Helper.objects.all()) == {helper, namesake}
    assert actions.erase_person(address=ADDRESS, names=[MARK.lower()], now=people.NOW).row_count == 1
    assert list(Helper.objects.all()) == [namesake]
    mails = Delivery.objects.filter(address="somebody.else@xn--mller-kva.example")
    assert mails and all(MARK in mail.text for mail in mails), "mails of the namesake are whole"
    (exported,) = personal_data_of("somebody.else@MÜLLER.example")["helper_of"]
    assert len(exported["mails"]) == 1
