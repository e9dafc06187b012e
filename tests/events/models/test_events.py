from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from events.enums import CallState, Phase
from events.models import Event
from tests import factories

MOMENT = timedelta(microseconds=1)
OPENS, CLOSES = datetime(2021, 2, 1, tzinfo=UTC), datetime(2021, 3, 28, 23, 59, tzinfo=UTC)
RELEASED = datetime(2021, 4, 10, 9, tzinfo=UTC)
STARTS, ENDS = datetime(2021, 5, 6, 13, tzinfo=UTC), datetime(2021, 5, 6, 20, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "most"), [("join_minutes", 24 * 60), ("confirm_days", 365), ("keep_months", 120), ("position", 1000)]
)
def test_numbers_of_an_event_and_its_rooms_have_a_limit(field, most):
    """Dates past the year 9999 could not be counted: its pages failed, and nothing of any event was erased."""
    event = factories.event()
    row = factories.room() if field == "position" else event
    setattr(row, field, most)
    row.full_clean()
    setattr(row, field, most + 1)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert list(refusal.value.message_dict) == [field]


def edition(**dates):
    dates = {"call_opens_at": OPENS, "call_closes_at": CLOSES, "released_at": RELEASED, **dates}
    return Event(name="2021", contact="a@example.org", **{"starts_at": STARTS, "ends_at": ENDS, **dates})


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - MOMENT, CallState.NOT_YET),
        (OPENS, CallState.OPEN),
        (CLOSES - MOMENT, CallState.OPEN),
        (CLOSES, CallState.CLOSED),
    ],
)
def test_call_state_at_each_boundary(now, state):
    assert edition().call_state(now) == state


@pytest.mark.parametrize(
    ("dates", "now", "state"),
    [
        ({"call_opens_at": None, "call_closes_at": None}, STARTS - MOMENT, CallState.CLOSED),
        ({"call_opens_at": None}, CLOSES - MOMENT, CallState.OPEN),
        ({"call_opens_at": None}, CLOSES, CallState.CLOSED),
        ({"call_closes_at": None}, OPENS - MOMENT, CallState.NOT_YET),
        ({"call_closes_at": None}, STARTS - MOMENT, CallState.OPEN),
        ({"call_closes_at": None}, STARTS, CallState.CLOSED),
    ],
)
def test_call_state_with_dates_that_nobody_knows(dates, now, state):
    assert edition(**dates).call_state(now) == state


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (RELEASED - MOMENT, Phase.ANNOUNCED),
        (RELEASED, Phase.PROGRAMME),
        (STARTS - MOMENT, Phase.PROGRAMME),
        (STARTS, Phase.LIVE),
        (ENDS - MOMENT, Phase.LIVE),
        (ENDS, Phase.OVER),
    ],
)
def test_phase_at_each_boundary(now, phase):
    assert edition().phase(now) == phase


def test_without_a_released_programme_an_event_goes_live_all_the_same():
    event = edition(released_at=None)
    assert [event.phase(now) for now in (STARTS - MOMENT, STARTS)] == [Phase.ANNOUNCED, Phase.LIVE]


@pytest.mark.parametrize(
    ("now", "stands"), [(CLOSES - MOMENT, False), (CLOSES, True), (STARTS - MOMENT, True), (STARTS, False)]
)
def test_the_late_note_stands_from_the_end_of_the_call_to_the_start(now, stands):
    assert edition().accepts_late_proposals(now) is stands


def test_the_next_boundary_is_the_next_instant_something_changes():
    assert [edition().next_boundary(now) for now in (OPENS - MOMENT, OPENS, CLOSES, RELEASED, STARTS, ENDS)] == [
        OPENS,
        CLOSES,
        RELEASED,
        STARTS,
        ENDS,
        None,
    ]


@pytest.mark.parametrize(
    ("dates", "field", "says"),
    [
        ({"ends_at": STARTS}, "ends_at", "ends before it starts"),
        ({"call_closes_at": OPENS}, "call_closes_at", "closes before it opens"),
        ({"call_closes_at": STARTS + MOMENT}, "call_closes_at", "after the event has started"),
        ({"call_opens_at": STARTS, "call_closes_at": None}, "call_opens_at", "after the event has started"),
        ({"ends_at": STARTS + timedelta(days=367)}, "ends_at", "longer than a year"),
        ({"call_opens_at": OPENS.replace(year=1)}, "call_opens_at", "check the year"),
    ],
)
def test_impossible_orders_are_refused_at_the_field(dates, field, says):
    with pytest.raises(ValidationError) as refused:
        edition(**dates).clean()
    assert list(refused.value.message_dict) == [field]
    assert says in refused.value.message_dict[field][0]


@pytest.mark.django_db
def test_the_database_refuses_an_end_before_the_start():
    with pytest.raises(IntegrityError):
        edition(ends_at=STARTS - MOMENT).save()


@pytest.mark.parametrize("state", [*CallState, *Phase])
@pytest.mark.parametrize("known", [True, False])
def test_an_example_of_a_state_is_in_it(state, known):
    dates = {} if known else {"call_opens_at": None, "call_closes_at": None, "released_at": None}
    event, instant = edition(**dates).example_of(state)
    assert state in (event.call_state(instant), event.phase(instant))


@pytest.mark.django_db
def test_the_current_event_is_the_next_one_then_the_latest():
    events = {}
    for year in (2021, 2022, 2023):
        starts_at = datetime(year, 5, 6, 13, tzinfo=UTC)
        dates = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=7), "call_opens_at": None}
        row = factories.event(name=str(year), call_closes_at=None, **dates)
        events[year] = row
        factories.event_page(event=row, slug=f"conference-{year}")
    factories.event(
        name="without a page",
        starts_at=datetime(2022, 1, 1, tzinfo=UTC),
        ends_at=datetime(2022, 1, 2, tzinfo=UTC),
        call_closes_at=None,
        call_opens_at=None,
    )
    shown = Event.objects.shown()
    assert shown.current(datetime(2021, 5, 6, 19, 59, tzinfo=UTC)) == events[2021]
    assert shown.current(datetime(2021, 5, 6, 20, tzinfo=UTC)) == events[2022]
    assert shown.current(datetime(2030, 1, 1, tzinfo=UTC)) == events[2023]
