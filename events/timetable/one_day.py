"""The rows of one day, or of one room on that day: the form of a large timetable shows no more and keeps the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from events.models import Slot
from home.row_ids import row_id

DAY = "day"  # in the form, and in the address of the page
MOST_ROWS = 60  # in one form


@dataclass(frozen=True)
class OneDay:
    """A day in the event's zone with one of its rooms, None for all of them; and what else can be chosen."""

    day: date
    zone: ZoneInfo
    room: int | None = None  # 0 for slots without a room
    days: tuple[date, ...] = ()
    rooms: tuple[int, ...] = ()

    def shows(self, slot: Slot) -> bool:
        is_there = self.room is None or (slot.room_id or 0) == self.room
        return is_there and day_of(slot, self.zone) == self.day

    @property
    def value(self) -> str:
        """ "2027-10-09", "2027-10-09.12"."""
        return written(self.day, self.room)


def written(day: date, room: int | None = None) -> str:
    return day.isoformat() if room is None else f"{day.isoformat()}.{room}"


def day_of(slot: Slot, zone: ZoneInfo) -> date:
    return slot.starts_at.astimezone(zone).date()


def one_day_of(slots: Sequence[Slot], zone: ZoneInfo, *, chosen: str, is_sent: bool) -> OneDay | None:
    """What a form shows, None for all. A form that was sent has the rows that it had when it was opened."""
    day, room = _read(chosen)
    if is_sent:
        return OneDay(day, zone, room) if day else None
    if len(slots) <= MOST_ROWS:
        return None
    days = tuple(sorted({day_of(slot, zone) for slot in slots}))
    shown = day if day in days else days[0]
    of_day = [slot for slot in slots if day_of(slot, zone) == shown]
    if len(of_day) <= MOST_ROWS:
        return OneDay(shown, zone, None, days)
    rooms = tuple(dict.fromkeys(slot.room_id or 0 for slot in of_day))
    return OneDay(shown, zone, room if room in rooms else rooms[0], days, rooms)


def _read(text: Any) -> tuple[date | None, int | None]:
    day, dot, room = str(text).partition(".")
    try:
        return date.fromisoformat(day), row_id(room) if dot else None
    except ValueError:
        return None, None


def split(slots: Iterable[Slot], one_day: OneDay | None) -> tuple[list[Slot], list[Slot]]:
    """Those that the form shows, and the others."""
    rows = list(slots)
    if one_day is None:
        return rows, []
    return [slot for slot in rows if one_day.shows(slot)], [slot for slot in rows if not one_day.shows(slot)]
