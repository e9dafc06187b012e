from datetime import UTC, datetime, timedelta

import pytest

from events.timetable.availability import Availability, availability_of

DAY = datetime(2021, 5, 6, tzinfo=UTC)
HOURS = ["2021-05-06T14:30Z", "2021-05-06T13:30Z", "2021-05-06T17:30Z"]


def at(hour):
    return DAY + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("start", "end", "is_covered"),
    [(13.5, 15.5, True), (14, 15, True), (13.4, 14, False), (15, 16, False), (14.5, 18, False), (17.5, 18.5, True)],
)
def test_a_slot_lies_in_hours_that_follow_each_other(start, end, is_covered):
    assert availability_of("", HOURS).covers(at(start), at(end)) is is_covered


def test_nobody_who_ticked_none_is_asked_for_hours():
    assert Availability().covers(at(0), at(24))


def test_the_hour_where_a_speaker_is():
    assert availability_of("Pacific/Auckland", []).local_hour(at(16)) == "04:00"
    assert Availability().local_hour(at(16)) == ""
