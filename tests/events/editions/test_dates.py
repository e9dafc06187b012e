from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from events.editions.dates import days_between, is_only_the_year, moved, renamed, slug_of_edition, years_later

MADRID, AUCKLAND = ZoneInfo("Europe/Madrid"), ZoneInfo("Pacific/Auckland")
NAMES, YEARS = ("Conference 2021", "Gathering 2022"), (2021, 2022)


def test_times_of_day_stay_over_a_change_of_clocks():
    summer = datetime(2021, 6, 1, 13, tzinfo=UTC)  # 15:00 in Madrid
    assert moved(summer, 180, MADRID) == datetime(2021, 11, 28, 14, tzinfo=UTC)
    assert moved(summer, 180, ZoneInfo("UTC")) == datetime(2021, 11, 28, 13, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_an_hour_later():
    half_past_two = datetime(2021, 3, 27, 1, 30, tzinfo=UTC)
    assert moved(half_past_two, 1, MADRID).astimezone(MADRID).hour == 3


def test_days_are_those_of_the_zone():
    starts_at = datetime(2021, 5, 6, 13, tzinfo=UTC)  # 7 May in Auckland
    assert days_between(starts_at, date(2021, 5, 7), AUCKLAND) == 0
    assert days_between(starts_at, date(2021, 5, 7), MADRID) == 1
    assert years_later(starts_at, AUCKLAND, after=starts_at.date()) == date(2022, 5, 6)
    assert years_later(starts_at, MADRID, after=date(2022, 5, 5)) == date(2023, 5, 4)
    assert years_later(starts_at, MADRID, after=date(2026, 1, 1)).weekday() == starts_at.weekday()


def test_the_name_is_replaced_else_the_year():
    assert renamed("Conference 2021: Better", names=NAMES, years=YEARS) == "Gathering 2022: Better"
    assert renamed("Conferencia 2021", names=NAMES, years=YEARS) == "Conferencia 2022"
    assert renamed("Better systems", names=NAMES, years=YEARS) == "Better systems"


def test_a_new_year_alone_needs_no_check():
    assert is_only_the_year("Conference 2021", names=("Conference 2021", "Conference 2022"), years=YEARS)
    assert is_only_the_year("Programme 2021", names=NAMES, years=YEARS)
    assert not is_only_the_year("Conference 2021", names=NAMES, years=YEARS)


def test_the_address_has_the_new_year():
    assert slug_of_edition("conferencia-2021", years=YEARS) == "conferencia-2022"
    assert slug_of_edition("better-systems", years=YEARS) == "better-systems-2022"
