"""A programme as readers look at it: by day and hour, or as a grid of parallel rooms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import get_language

from events.models import Room
from events.programme.queries import Entry
from home import times


@dataclass
class Hour:
    """What starts at one instant, with that instant in the cities of the event."""

    starts_at: datetime
    cities: list[times.CityTime]
    entries: list[Entry]


@dataclass
class Day:
    """A day in UTC."""

    starts_at: datetime
    hours: list[Hour]


def by_hour(entries: Sequence[Entry], zones: list[str]) -> list[Day]:
    language = get_language()
    hours = [
        Hour(starts_at, times.city_times(starts_at, zones, language), list(group))
        for starts_at, group in groupby(entries, key=lambda entry: entry.starts_at)
    ]
    return [Day(group[0].starts_at, group) for group in _days(hours)]


def _days(hours: list[Hour]) -> list[list[Hour]]:
    return [list(group) for _day, group in groupby(hours, key=lambda hour: _day_of(hour.starts_at))]


def _day_of(instant: datetime) -> date:
    return times.utc(instant).date()


@dataclass
class Cell:
    """Entries in one place of a table, mostly one. A second one has no place of its own: it is cancelled and its room
    was given to another session, or both concern all rooms at once."""

    entries: list[Entry] = field(default_factory=list)
    rows: int = 1
    columns: int = 1


@dataclass
class Row:
    starts_at: datetime
    cells: list[Cell]


@dataclass
class Grid:
    """A table of one day: a column for each room, a row for each instant at which something starts or ends."""

    starts_at: datetime
    rooms: list[Room | None]  # None: what concerns all rooms while some room has something else
    rows: list[Row]


def grids(entries: Sequence[Entry], rooms: Sequence[Room]) -> list[Grid]:
    days = groupby(entries, key=lambda entry: _day_of(entry.starts_at))
    return [_grid(list(group), rooms) for _day, group in days]


def _grid(entries: list[Entry], rooms: Sequence[Room]) -> Grid:
    used = {entry.room.pk for entry in entries if entry.room}
    columns: list[Room | None] = [room for room in rooms if room.pk in used]
    shared = [entry for entry in entries if entry.room is None]
    if not columns or any(_meets_a_room(entry, entries) for entry in shared):
        columns = [None, *columns]
    steps = sorted({instant for entry in entries for instant in (entry.starts_at, entry.ends_at)})
    number = {instant: index for index, instant in enumerate(steps)}
    taken: dict[tuple[int, int], Cell] = {}
    starting: dict[tuple[int, int], Cell] = {}
    for entry in sorted(entries, key=lambda entry: entry.is_cancelled):
        first, last = number[entry.starts_at], number[entry.ends_at]
        wide = entry.room is None and columns[0] is not None
        place = columns.index(entry.room) if entry.room else 0
        width = len(columns) if wide else 1
        places = [(row, column) for row in range(first, last) for column in range(place, place + width)]
        there = next((taken[one] for one in places if one in taken), None)
        if there:
            there.entries.append(entry)
            continue
        starting[first, place] = Cell([entry], max(1, last - first), width)
        taken.update(dict.fromkeys(places, starting[first, place]))
    rows = []
    for index, instant in enumerate(steps[:-1]):
        cells_here = [
            starting.get((index, column)) or Cell()
            for column in range(len(columns))
            if (index, column) in starting or (index, column) not in taken
        ]
        rows.append(Row(instant, cells_here))
    return Grid(entries[0].starts_at, columns, rows)


def _meets_a_room(shared: Entry, entries: list[Entry]) -> bool:
    return any(
        entry.room is not None and entry.starts_at < shared.ends_at and shared.starts_at < entry.ends_at
        for entry in entries
    )
