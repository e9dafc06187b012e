from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import get_language

from home import times

register = template.Library()


@register.filter
def utc_iso(instant: datetime) -> str:
    """For datetime attributes: "2021-05-06T13:00:00Z"."""
    return f"{times.utc(instant):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def utc_hour(instant: datetime) -> str:
    return times.hour(times.utc(instant))


@register.filter
def utc_day(instant: datetime) -> str:
    """Weekday and date in UTC, in the page's language."""
    return times.day(times.utc(instant), get_language())


@register.simple_tag
def city_times(instant: datetime, zones: list[str]) -> list[times.CityTime]:
    """The instant in each city; see home.times.city_times."""
    return times.city_times(instant, zones, get_language())


@register.inclusion_tag("components/instant.html")
def instant(value: datetime) -> dict[str, Any]:
    """Weekday, date and hour in UTC, machine readable; a script adds the reader's own zone beside it."""
    return {"instant": value}


@register.inclusion_tag("components/when.html")
def when(starts_at: datetime, ends_at: datetime, zones: list[str]) -> dict[str, Any]:
    """A stretch of time in UTC, and its start in the given cities."""
    starts, ends = times.utc(starts_at), times.utc(ends_at)
    return {"starts_at": starts, "ends_at": ends, "same_day": starts.date() == ends.date(), "zones": zones}
