from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from home.templatetags.time_tags import clock, with_instant
from home.times import CityTime, city_name, city_times, day, places, time_left

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


DEADLINE = datetime(2027, 1, 5, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("America/Mexico_City", "en", "Open until Tuesday, 5 January 2027, 17:59 (23:59 UTC)."),
        ("America/Mexico_City", "es", "Abierta hasta el martes 5 de enero de 2027, 17:59 (23:59 UTC)."),
        ("Pacific/Auckland", "en", "Open until Wednesday, 6 January 2027, 12:59 (Tue 23:59 UTC)."),
        ("Pacific/Auckland", "es", "Abierta hasta el miércoles 6 de enero de 2027, 12:59 (mar 23:59 UTC)."),
        ("UTC", "en", "Open until Tuesday, 5 January 2027, 23:59 UTC."),
    ],
)
def test_a_time_within_a_sentence_has_utc_in_brackets(zone, language, words):
    with override(language), places.shown_in(ZoneInfo(zone)):
        assert strip_tags(with_instant(gettext("Open until {when}."), DEADLINE)) == words


def test_utc_names_its_day_where_it_is_another():
    starts_at = datetime(2021, 5, 8, 13, tzinfo=UTC)
    with override("en"):
        with places.shown_in(ZoneInfo("Pacific/Auckland")):
            assert strip_tags(clock(starts_at, starts_at + timedelta(hours=7))) == "01:00–08:00 Sat 13:00–20:00 UTC"
        with places.shown_in(ZoneInfo("Asia/Kolkata")):
            assert strip_tags(clock(starts_at, starts_at + timedelta(hours=7))) == "18:30–01:30 13:00–20:00 UTC"


def test_one_place_is_named_alone_also_by_an_older_name_of_its_zone(client, db):
    answers = {
        zone: client.get(f"/es/places/?place={zone}").json() for zone in ("Asia/Calcutta", "Europe/Madrid", "Moon")
    }
    assert answers == {
        "Asia/Calcutta": {"Calcuta, India": "Asia/Calcutta"},
        "Europe/Madrid": {"Madrid, España": "Europe/Madrid"},
        "Moon": {},
    }
    assert len(client.get("/es/places/").json()) > 300
