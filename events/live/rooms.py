"""What runs now and next in each room, who is there, and what is missing: pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from events.enums import LanguageRole
from events.models import Room
from events.programme.queries import Programme, ProgrammeEntry
from events.roster.enums import PROMISES
from events.roster.queries import PlacedShift
from events.timetable.followable import unheard_interpretation
from events.ways_in.rows import WayIn, in_order
from home.i18n.languages import native_name

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Presence:
    """A shift of a slot, or of its room at that time."""

    shift: PlacedShift

    @property
    def is_here(self) -> bool:
        return self.shift.confirmed is not None and self.shift.confirmed.here_at is not None

    @property
    def language(self) -> str:
        return native_name(self.shift.shift.language) if self.shift.shift.language else ""


@dataclass(frozen=True)
class LiveEntry:
    entry: ProgrammeEntry
    people: list[Presence]
    missing: list[str]
    minutes: int  # until it ends, or until it starts

    @property
    def name(self) -> str:
        """In forms: "session:key"."""
        return f"{self.entry.original.pk}:{self.entry.slot_key or ''}"

    @property
    def ways_in(self) -> list[WayIn]:
        return in_order(self.entry.ways_in, self.entry.spoken, self.entry.spoken)


@dataclass(frozen=True)
class LiveRoom:
    room: Room | None  # None for what is for all rooms
    now: list[LiveEntry]
    next: list[LiveEntry]


def live_rooms(programme: Programme, shifts: Iterable[PlacedShift], now: datetime) -> list[LiveRoom]:
    """Rooms in which nothing is ahead are left out."""
    shifts = list(shifts)
    ahead = [entry for entry in programme.entries if not entry.is_cancelled and entry.ends_at > now]
    found = []
    for room in (None, *programme.rooms):
        own = [entry for entry in ahead if entry.room == room]
        running = [_live(entry, shifts, entry.ends_at - now) for entry in own if entry.starts_at <= now]
        coming = [entry for entry in own if entry.starts_at > now]
        following = [_live(one, shifts, one.starts_at - now) for one in coming[:1]]
        if running or following:
            found.append(LiveRoom(room, running, following))
    return found


def _live(entry: ProgrammeEntry, shifts: list[PlacedShift], left: timedelta) -> LiveEntry:
    people = [Presence(one) for one in shifts if _belongs(one, entry)]
    return LiveEntry(entry, people, missing(entry, people), -(-left // MINUTE))


def _belongs(shift: PlacedShift, entry: ProgrammeEntry) -> bool:
    """Those of a stretch of time are about every room, or about one."""
    if shift.shift.slot:
        return shift.shift.slot == (entry.original.pk, entry.slot_key)
    meanwhile = shift.starts_at < entry.ends_at and entry.starts_at < shift.ends_at
    return meanwhile and entry.is_session and (shift.room is None or shift.room == entry.room)


def missing(entry: ProgrammeEntry, people: list[Presence]) -> list[str]:
    """In words."""
    if not entry.is_session:
        return []
    found = [] if entry.ways_in else [_("There is no link to join.")]
    unheard = unheard_interpretation(entry.languages, [way.row for way in entry.ways_in])
    found += [_("No way in to hear it in {language}.").format(language=native_name(code)) for code in unheard]
    for role, code in _promises(entry):
        named = [one for one in people if one.shift.kind == PROMISES[role] and one.shift.shift.language == code]
        if not any(one.shift.confirmed for one in named):
            kind = PROMISES[role].label
            found.append(_("Nobody is named: {task}, {language}.").format(task=kind, language=native_name(code)))
    return found


def _promises(entry: ProgrammeEntry) -> list[tuple[LanguageRole, str]]:
    return [(role, code) for role in PROMISES for code in entry.languages.get(role.value, [])]
