"""The pages of a programme that is too long for one: a day each, and some hours of a day that is too long itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from events.programme.layout import Day, StartTime, day_of, group_by_day
from events.programme.queries import Programme

SESSIONS_ON_ONE_PAGE = 100  # a longer programme has a page for each day
SESSIONS_OF_ONE_DAY = 200  # of a longer day a page has some hours only


@dataclass(frozen=True)
class Part:
    """`hours_end_at` is there where the part is not the whole day."""

    key: str  # in the address: "2021-05-06" of a day or its first hours, "2021-05-06-2" of those that follow
    starts_at: datetime
    hours_end_at: datetime | None
    entries: frozenset[str]  # their keys


def parts_of(programme: Programme) -> list[Part]:
    """In the order of their instants; none where one page is enough."""
    if len(programme.sessions) <= SESSIONS_ON_ONE_PAGE:
        return []
    found = [part for day in group_by_day(programme.entries) for part in _parts_of_day(day)]
    return found if len(found) > 1 else []


def _parts_of_day(day: Day) -> Iterator[Part]:
    """As few as possible, of about as many sessions each. What starts at one instant stays together."""
    total = sum(len(time.entries) for time in day.times)
    pages: list[list[StartTime]] = [[] for _number in range(ceil(total / SESSIONS_OF_ONE_DAY))]
    before = 0
    for time in day.times:
        pages[before * len(pages) // total].append(time)
        before += len(time.entries)
    pages = [times for times in pages if times]
    for number, times in enumerate(pages, 1):
        entries = [entry for time in times for entry in time.entries]
        yield Part(
            key=f"{day_of(day.starts_at)}" + (f"-{number}" if number > 1 else ""),
            starts_at=times[0].starts_at,
            hours_end_at=max(entry.ends_at for entry in entries) if len(pages) > 1 else None,
            entries=frozenset(entry.key for entry in entries),
        )
