"""The layout of a programme: by day and time, or as a grid of parallel rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from events.models import Room
from events.programme.queries import ProgrammeEntry
from home import times
from home.times import places

MOST_COLUMNS = 3  # of parallel sessions in the list


@dataclass
class StartTime:
    """What starts at one instant."""

    starts_at: datetime
    entries: list[ProgrammeEntry]
    clashes: list[ProgrammeEntry] = field(default_factory=list)  # in a reader's own programme: what runs meanwhile

    @property
    def anchor(self) -> str:
        return f"at-{times.utc(self.starts_at):%Y-%m-%d-%H-%M}"

    @property
    def columns(self) -> int:
        return min(len(self.entries), MOST_COLUMNS)

    def is_over(self, instant: datetime) -> bool:
        return all(entry.ends_at <= instant for entry in self.entries)


@dataclass
class Hour:
    """What starts within one hour, to jump to."""

    times: list[StartTime]

    @property
    def starts_at(self) -> datetime:
        return self.times[0].starts_at

    @property
    def anchor(self) -> str:
        return self.times[0].anchor

    @property
    def entries(self) -> list[ProgrammeEntry]:
        return [entry for time in self.times for entry in time.entries if entry.takes_place]


@dataclass
class Past:
    """The starts of a day that are over, and the others."""

    times: list[StartTime]
    ahead: list[StartTime]

    @property
    def starts_at(self) -> datetime:
        return self.times[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(entry.ends_at for time in self.times for entry in time.entries)

    @property
    def count(self) -> int:
        return sum(entry.takes_place for time in self.times for entry in time.entries)


@dataclass
class Day:
    """A day of the zone in which the page is shown; times.js divides it again by the reader's own days."""

    starts_at: datetime
    times: list[StartTime]

    @property
    def anchor(self) -> str:
        return f"day-{day_of(self.starts_at)}"

    @property
    def hours(self) -> list[Hour]:
        zone = places.in_shown_zone()
        hours = groupby(self.times, key=lambda one: one.starts_at.astimezone(zone).hour)
        return [Hour(list(group)) for _hour, group in hours]

    def past(self, instant: datetime) -> Past | None:
        over = [one for one in self.times if one.is_over(instant)]
        return Past(over, [one for one in self.times if not one.is_over(instant)]) if over else None


def group_by_day(entries: Sequence[ProgrammeEntry]) -> list[Day]:
    start_times = [
        StartTime(starts_at, list(group)) for starts_at, group in groupby(entries, key=lambda entry: entry.starts_at)
    ]
    days = groupby(start_times, key=lambda one: day_of(one.starts_at))
    return [Day(group[0].starts_at, group) for group in (list(group) for _day, group in days)]


def note_clashes(days: Iterable[Day], entries: Sequence[ProgrammeEntry]) -> None:
    """Note at each start which of a reader's sessions run at the same time and start then or earlier."""
    taking_place = [entry for entry in entries if entry.takes_place]
    for time in (time for day in days for time in day.times):
        own = [entry for entry in time.entries if entry.takes_place]
        running = [one for one in taking_place if one.starts_at < time.starts_at < one.ends_at] if own else []
        time.clashes = running + (own if len(own) > 1 else [])


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
    """From one instant to the next; without cells where nothing takes place anywhere."""

    starts_at: datetime
    ends_at: datetime
    cells: list[GridCell]

    @property
    def has_start(self) -> bool:
        return any(cell.entries for cell in self.cells)

    @property
    def height(self) -> str:
        """Of a row in which nothing starts."""
        minutes = (self.ends_at - self.starts_at).total_seconds() / 60
        return "short" if minutes <= 10 else "middle" if minutes <= 30 else "long"


@dataclass
class Grid:
    """A table of one day: a column for each room, a row for each instant at which something starts or ends."""

    starts_at: datetime
    rooms: list[Room | None]  # None: entries in all rooms while some room has another session
    rows: list[GridRow]

    def row_after(self, instant: datetime) -> GridRow | None:
        """Above it lies the present; none before the first row and after the last one."""
        if not self.rows or not self.rows[0].starts_at <= instant < self.rows[-1].ends_at:
            return None
        return next((row for row in self.rows if row.starts_at > instant), None)


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
        is_gap = not any((index, column) in occupied for column in range(len(columns)))
        rows.append(GridRow(instant, instants[index + 1], [] if is_gap else cells_here))
    return Grid(entries[0].starts_at, columns, rows)


def _overlaps_entry_in_room(shared: ProgrammeEntry, entries: list[ProgrammeEntry]) -> bool:
    return any(
        entry.room is not None and entry.starts_at < shared.ends_at and shared.starts_at < entry.ends_at
        for entry in entries
    )
