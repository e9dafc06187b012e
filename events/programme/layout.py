"""The layout of a programme: by day and time, or as a grid of parallel rooms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from events.models import Room
from events.programme.queries import ProgrammeEntry
from home import times
from home.times import places


@dataclass
class StartTime:
    """What starts at one instant."""

    starts_at: datetime
    entries: list[ProgrammeEntry]

    @property
    def anchor(self) -> str:
        return f"at-{times.utc(self.starts_at):%d-%H-%M}"

    def is_over(self, instant: datetime) -> bool:
        return all(entry.ends_at <= instant for entry in self.entries)


@dataclass
class Day:
    """A day of the zone in which the page is shown; times.js divides it again by the reader's own days."""

    starts_at: datetime
    times: list[StartTime]

    @property
    def anchor(self) -> str:
        return f"day-{day_of(self.starts_at)}"

    @property
    def hours(self) -> list[StartTime]:
        """The first start of each hour, to jump to."""
        return [next(group) for _hour, group in groupby(self.times, key=lambda one: one.starts_at.replace(minute=0))]

    def past(self, instant: datetime) -> list[StartTime]:
        return [one for one in self.times if one.is_over(instant)]


def group_by_day(entries: Sequence[ProgrammeEntry]) -> list[Day]:
    start_times = [
        StartTime(starts_at, list(group)) for starts_at, group in groupby(entries, key=lambda entry: entry.starts_at)
    ]
    days = groupby(start_times, key=lambda one: day_of(one.starts_at))
    return [Day(group[0].starts_at, group) for group in (list(group) for _day, group in days)]


def day_of(instant: datetime) -> date:
    return instant.astimezone(places.in_shown_zone()).date()


@dataclass
class GridCell:
    """Entries in one cell of a table, mostly one. There is a second one if it is cancelled and another session has its
    room, or if both are in all rooms."""

    entries: list[ProgrammeEntry] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1


@dataclass
class GridRow:
    starts_at: datetime
    cells: list[GridCell]


@dataclass
class Grid:
    """A table of one day: a column for each room, a row for each instant at which something starts or ends."""

    starts_at: datetime
    rooms: list[Room | None]  # None: entries in all rooms while some room has another session
    rows: list[GridRow]


def grids(entries: Sequence[ProgrammeEntry], rooms: Sequence[Room]) -> list[Grid]:
    days = groupby(entries, key=lambda entry: day_of(entry.starts_at))
    return [_grid(list(group), rooms) for _day, group in days]


def _grid(entries: list[ProgrammeEntry], rooms: Sequence[Room]) -> Grid:
    used = {entry.room.pk for entry in entries if entry.room}
    columns: list[Room | None] = [room for room in rooms if room.pk in used]
    shared = [entry for entry in entries if entry.room is None]
    if not columns or any(_overlaps_entry_in_room(entry, entries) for entry in shared):
        columns = [None, *columns]
    instants = sorted({instant for entry in entries for instant in (entry.starts_at, entry.ends_at)})
    number = {instant: index for index, instant in enumerate(instants)}
    position = {room.pk: index for index, room in enumerate(columns) if room}
    occupied: dict[tuple[int, int], GridCell] = {}
    starting: dict[tuple[int, int], GridCell] = {}
    for entry in sorted(entries, key=lambda entry: entry.is_cancelled):
        first, last = number[entry.starts_at], number[entry.ends_at]
        wide = entry.room is None and columns[0] is not None
        column = position[entry.room.pk] if entry.room else 0
        width = len(columns) if wide else 1
        positions = [(row, column + offset) for row in range(first, last) for offset in range(width)]
        cell = next((occupied[one] for one in positions if one in occupied), None)
        if cell:
            cell.entries.append(entry)
            continue
        starting[first, column] = GridCell([entry], max(1, last - first), width)
        occupied.update(dict.fromkeys(positions, starting[first, column]))
    rows = []
    for index, instant in enumerate(instants[:-1]):
        cells_here = [
            starting.get((index, column)) or GridCell()
            for column in range(len(columns))
            if (index, column) in starting or (index, column) not in occupied
        ]
        rows.append(GridRow(instant, cells_here))
    return Grid(entries[0].starts_at, columns, rows)


def _overlaps_entry_in_room(shared: ProgrammeEntry, entries: list[ProgrammeEntry]) -> bool:
    return any(
        entry.room is not None and entry.starts_at < shared.ends_at and shared.starts_at < entry.ends_at
        for entry in entries
    )
