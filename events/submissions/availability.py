"""The hours of an event in somebody's own time zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.models import Event
from home.times import city_name, day, hour
from home.times.places import place_names

HOUR = timedelta(hours=1)
MAX_DAYS = 14  # more boxes than these nobody reads
MAX_HOURS = MAX_DAYS * 24


@dataclass(frozen=True)
class EventHour:
    """One hour of the event: `value` is its start in UTC, the label says it in a zone."""

    value: str
    day: str
    label: str


def hour_starts(event: Event) -> list[datetime]:
    """The full hours of an event, counted from its start, in UTC; of a longer event those of its first MAX_DAYS."""
    count = min(MAX_HOURS, max(1, -(-(event.ends_at - event.starts_at) // HOUR)))
    return [event.starts_at.astimezone(UTC) + number * HOUR for number in range(count)]


def is_cut(event: Event) -> bool:
    """Whether the event is longer than what can be chosen from."""
    return event.ends_at - event.starts_at > timedelta(days=MAX_DAYS)


def hours(event: Event, zone: str, language: str) -> list[EventHour]:
    """Each hour with the weekday and date it has in the IANA `zone`, in words of `language`."""
    return [hour_in_zone(start, zone, language) for start in hour_starts(event)]


def hour_in_zone(start: datetime, zone: str, language: str) -> EventHour:
    here, until = start.astimezone(ZoneInfo(zone)), (start + HOUR).astimezone(ZoneInfo(zone))
    return EventHour(start.strftime("%Y-%m-%dT%H:%MZ"), day(here, language, year=False), f"{hour(here)}–{hour(until)}")


def chosen_hours(values: list[str], zone: str, language: str) -> list[EventHour]:
    """Stored hours in words, in order of time."""
    return [hour_in_zone(datetime.fromisoformat(value), zone, language) for value in sorted(values)]


@lru_cache(maxsize=64)
def zone_choices(language: str, first: tuple[str, ...] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """Zones by the name of their city, by part of the world; those in `first` above all others."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone, name in place_names(language).items():
        groups.setdefault(zone.partition("/")[0], []).append((zone, name))
    cities = [(zone, city_name(zone, language)) for zone in first]
    return [*([(_("Cities of this event"), cities)] if cities else []), *sorted(groups.items())]
