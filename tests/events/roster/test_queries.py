from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from events.enums import SlotStatus
from events.roster.queries import shifts_and_lost_ones, shifts_for_slot, shifts_of, shifts_of_helper
from tests import factories
from tests.events.roster import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots():
    page = factories.programme_page()
    sessions = [factories.session(title, page) for title in ("One", "Two", "Three")]
    made = [
        factories.slot(sessions[0], hour=14, minutes=60, room=factories.room()),
        factories.slot(sessions[1], hour=13),
        factories.slot(sessions[2], hour=15, status=SlotStatus.CANCELLED),
    ]
    return list(factories.timetable(*made).slots.order_by("session"))


def test_shifts_move_with_their_slots_and_know_who_does_them(slots):
    first, second = (
        people.shift(slots[0], from_minute=0, to_minute=30),
        people.shift(slots[0], from_minute=30, to_minute=90),
    )
    ana = people.helper()
    people.assign(first, ana)
    people.assign(second, ana, "offered")
    people.assign(second, people.helper("Bo Li"), "cancelled")
    people.assign(second, people.helper("Not Known", confirmed_at=None), "offered")
    stretch = people.shift(kind="technology", starts_at=factories.utc(12), ends_at=factories.utc(20))

    found = shifts_of(first.event)
    assert [one.shift for one in found] == [stretch, first, second]
    assert [(one.starts_at, one.ends_at) for one in found[1:]] == [
        (factories.utc(14), factories.utc(14.5)),
        (factories.utc(14.5), factories.utc(15)),
    ]
    assert (found[1].helper, found[1].is_gap, found[1].room.name) == (ana, False, "Oak")
    assert (found[2].helper, [one.helper for one in found[2].offers]) == (None, [ana])
    assert [one.shift for one in shifts_of_helper(ana)] == [first, second]
    assert [one.shift for one in shifts_for_slot(first.event, slots[0].identity)] == [first, second]


def test_the_draft_adds_slots_that_are_not_published_yet(slots):
    shift, gone = people.shift(slots[1]), people.shift(slots[2])
    new = factories.session("Four", factories.ProgrammePage.objects.get())
    planned = people.shift(session=new)
    moved = [*slots[1].timetable.slots.all(), factories.slot(new, hour=18)]
    for slot in moved:
        slot.starts_at, slot.ends_at = slot.starts_at + timedelta(hours=1), slot.ends_at + timedelta(hours=1)
        slot.status = SlotStatus.CONFIRMED
    factories.timetable(*moved, live=False)
    assert [(one.shift, one.starts_at) for one in shifts_of(shift.event)] == [(shift, factories.utc(13))]
    with_draft = [(one.shift, one.starts_at) for one in shifts_of(shift.event, draft=True)]
    assert with_draft == [(shift, factories.utc(13)), (planned, factories.utc(19))]
    assert shifts_and_lost_ones(shift.event, draft=True)[1] == [gone]


def test_queries_do_not_grow(slots):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            shifts_of(slots[0].timetable.event, draft=True)
        return len(captured)

    people.assign(people.shift(slots[0]), people.helper())
    with_one = queries()
    for number in range(3):
        people.assign(people.shift(slots[1]), people.helper(f"Helper{number} X"))
    assert queries() == with_one <= 6


def test_nobody_else_fills_a_shift_that_is_filled(slots):
    shift = people.shift(slots[0])
    people.assign(shift, people.helper())
    with pytest.raises(IntegrityError), transaction.atomic():
        people.assign(shift, people.helper("Bo Li"))
