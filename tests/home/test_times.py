from datetime import UTC, datetime, timedelta

import pytest

from home.times import CityTime, city_name, city_times, day, time_left

START = datetime(2021, 5, 6, 13, tzinfo=UTC)
ZONES = ["America/Mexico_City", "Europe/Madrid", "Asia/Kolkata", "Pacific/Auckland"]


def test_the_start_of_2021_in_each_city_in_english():
    assert city_times(START, ZONES, "en") == [
        CityTime("Mexico City", "08:00", ""),
        CityTime("Madrid", "15:00", ""),
        CityTime("Kolkata", "18:30", ""),
        CityTime("Auckland", "01:00", "Friday 7"),
    ]


def test_the_start_of_2021_in_each_city_in_spanish():
    times = city_times(START, ZONES, "es")
    assert [(time.city, time.other_day) for time in times] == [
        ("Ciudad de México", ""),
        ("Madrid", ""),
        ("Calcuta", ""),
        ("Auckland", "viernes 7"),
    ]


def test_mexico_has_no_summer_time_any_more():
    (time,) = city_times(datetime(2026, 5, 6, 13, tzinfo=UTC), ZONES[:1], "es")
    assert time == CityTime("Ciudad de México", "07:00", "")


def test_a_city_is_found_under_the_newer_and_the_older_name_of_its_zone():
    zones = ["Asia/Kolkata", "America/Argentina/Buenos_Aires", "America/New_York"]
    assert [city_name(zone, "es") for zone in zones] == ["Calcuta", "Buenos Aires", "Nueva York"]


@pytest.mark.parametrize(
    ("language", "year", "words"),
    [
        ("en", True, "Thursday, 6 May 2021"),
        ("en", False, "Thursday 6 May"),
        ("es", True, "jueves, 6 de mayo de 2021"),
        ("es", False, "jueves 6 de mayo"),
    ],
)
def test_days_are_written_in_the_language(language, year, words):
    assert day(START, language, year=year) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=45, hours=23), "45 días"),
        (timedelta(days=2) - timedelta(seconds=1), "1 día"),
        (timedelta(hours=23, minutes=59), "23 horas"),
        (timedelta(minutes=59), "59 minutos"),
    ],
)
def test_time_left_never_promises_more_than_there_is(left, words):
    assert time_left(left, "es") == words


def test_the_last_minute_has_words_of_its_own():
    assert time_left(timedelta(seconds=59), "en") == "less than a minute"
