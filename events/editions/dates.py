"""Instants and names of the next edition, from those of the last one. Pure functions."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def moved(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day in `zone`, `days` later, in UTC: 15:00 in Madrid stays 15:00 over a change of clocks.

    A time of day that the clocks skip becomes the one an hour later.
    """
    local = instant.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(UTC)


def days_between(starts_at: datetime, first_day: date, zone: ZoneInfo) -> int:
    return (first_day - starts_at.astimezone(zone).date()).days


def years_later(starts_at: datetime, zone: ZoneInfo, *, after: date) -> date:
    """The same weekday a year later, or as many years later as it takes to be `after` a day. A year is 52 weeks."""
    day = starts_at.astimezone(zone).date() + timedelta(weeks=52)
    while day <= after:
        day += timedelta(weeks=52)
    return day


def renamed(text: str, *, names: tuple[str, str], years: tuple[int, int]) -> str:
    """`text` with the new name in place of the old one, else with the new year in place of the old one."""
    (old, new), (before, after) = names, years
    return text.replace(old, new) if old in text else text.replace(str(before), str(after))


def is_only_the_year(text: str, *, names: tuple[str, str], years: tuple[int, int]) -> bool:
    """Whether nothing but the year changes, so that translations need no check."""
    before, after = map(str, years)
    return renamed(text, names=names, years=years) == text.replace(before, after)


def slug_of_edition(slug: str, *, years: tuple[int, int]) -> str:
    """The address of the last edition with the new year, which is added where there is none."""
    before, after = map(str, years)
    return slug.replace(before, after) if before in slug else f"{slug}-{after}"
