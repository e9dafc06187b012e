"""Instants in words: in UTC, and in the cities an event names, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from django.utils.translation import gettext as _

from home.i18n.languages import cldr_locale

UTC_ZONE = "UTC"
YEARS = range(1990, 2200)  # what people may type: far from where sums and zones leave what a datetime can be


def year_errors(**typed: datetime | None) -> dict[str, str]:
    """For the `clean` of a model: field → what is wrong with its year."""
    return {name: _("Please check the year.") for name, at in typed.items() if at and at.year not in YEARS}


def day(instant: datetime, language: str, *, year: bool = True) -> str:
    """Weekday and date of an aware datetime in its own zone: "Thursday 6 May 2021", "jueves, 6 de mayo de 2021"."""
    if year:
        return format_date(instant, "full", locale=cldr_locale(language))
    date = format_skeleton("MMMMd", instant, tzinfo=instant.tzinfo, locale=cldr_locale(language))
    return f"{weekday(instant, language)} {date}"


def day_in_text(instant: datetime, language: str) -> str:
    """`day` within a sentence: Spanish has no comma there, "el jueves 6 de mayo de 2021"."""
    text = day(instant, language)
    return text.replace(", ", " ", 1) if language.partition("-")[0] == "es" else text


def days(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """The days of a stretch of time in its own zone, each once: "6–8 May 2021"; one day with its weekday."""
    if starts_at.date() == ends_at.date():
        return day(starts_at, language)
    return format_interval(starts_at, ends_at, "yMMMMd", locale=cldr_locale(language))


def short_day(instant: datetime, language: str) -> str:
    """ "6 May", "6 may": for lists in the admin."""
    return format_skeleton("MMMd", instant, tzinfo=instant.tzinfo, locale=cldr_locale(language))


def short_weekday(instant: datetime, language: str) -> str:
    """ "Thu, 6 May"."""
    return format_skeleton("MMMEd", instant, tzinfo=instant.tzinfo, locale=cldr_locale(language))


def weekday_and_hour(instant: datetime, language: str) -> str:
    """ "Fri 01:00"."""
    return f"{format_date(instant, 'EEE', locale=cldr_locale(language))} {hour(instant)}"


def utc_hours(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo, language: str) -> str:
    """The same time in UTC, to be written beside that in `zone`, with the day where it is another one: "13:00–20:00",
    "Thu 13:00"."""
    start = utc(starts_at)
    hours = hour(start) + (f"–{hour(utc(ends_at))}" if ends_at else "")
    is_same_day = start.date() == starts_at.astimezone(zone).date()
    weekday = "" if is_same_day else f"{format_date(start, 'EEE', locale=cldr_locale(language))} "
    return f"{weekday}{hours}"


def weekday(instant: datetime, language: str) -> str:
    return format_date(instant, "EEEE", locale=cldr_locale(language))


def hour(instant: datetime) -> str:
    """24-hour clock, in the datetime's own zone, the same in all languages."""
    return f"{instant:%H:%M}"


def utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def city_name(zone: str, language: str) -> str:
    """The city of an IANA zone in a language: ("America/Mexico_City", "es") → "Ciudad de México".

    CLDR keeps some cities under an older name of their zone ("Asia/Calcutta"), so that one is asked where it exists.
    """
    known = cldr_locale(language).time_zones
    names = [zone, *(old for old, new in get_global("zone_aliases").items() if new == zone)]
    cities = [known[name]["city"] for name in names if "city" in known.get(name, {})]
    return cities[0] if cities else zone.rsplit("/", 1)[-1].replace("_", " ")


@dataclass(frozen=True)
class CityTime:
    city: str
    hour: str
    other_day: str  # weekday and day of the month where it is not the UTC date, else ""


def zone_mark(zone: str, language: str) -> str:
    """What follows a time on the clocks of an IANA zone: "UTC", else the city as in "(Madrid)"."""
    return UTC_ZONE if zone == UTC_ZONE else f"({city_name(zone, language)})"


def city_times(instant: datetime, zones: Iterable[str], language: str) -> list[CityTime]:
    """What an instant is in each of the IANA `zones`, with the day said where it differs from the UTC date."""
    times = []
    for zone in zones:
        local = instant.astimezone(ZoneInfo(zone))
        rolled = local.date() != utc(instant).date()
        other_day = f"{weekday(local, language)} {local.day}" if rolled else ""
        times.append(CityTime(city_name(zone, language), hour(local), other_day))
    return times


Unit = Literal["day", "hour", "minute"]
UNITS: tuple[tuple[Unit, int], ...] = (("day", 86400), ("hour", 3600), ("minute", 60))


def _largest_unit(delta: timedelta) -> tuple[Unit | None, timedelta]:
    """The largest unit that fits, and how much of `delta` whole ones of it make; None below a minute."""
    for unit, seconds in UNITS:
        count = int(delta.total_seconds() // seconds)
        if count:
            return unit, timedelta(seconds=count * seconds)
    return None, timedelta()


def time_left(delta: timedelta, language: str) -> str:
    """A duration in whole units, rounded down: "3 days", "5 horas"."""
    unit, whole = _largest_unit(delta)
    if unit is None:
        return _("less than a minute")
    # a threshold that no value reaches keeps Babel from turning 45 days into a month
    return format_timedelta(whole, granularity=unit, threshold=1e9, locale=cldr_locale(language))


def time_left_valid_for(delta: timedelta) -> timedelta:
    """How long `time_left(delta, …)` stays true while the time runs."""
    return delta - _largest_unit(delta)[1] + timedelta.resolution
