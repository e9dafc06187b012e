"""Shifts with their times and people, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from events.enums import SlotStatus
from events.live.models import MOST_MINUTES
from events.models import Event, Room, Slot, SlotIdentity, Timetable
from events.roster.enums import AssignmentState, ShiftKind
from events.roster.models import Assignment, Helper, Shift
from events.timetable.drafts import slots_of_draft

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class PlacedShift:
    """A shift at its time, in UTC. `assignments` leave out those that are cancelled and helpers nobody knows yet."""

    shift: Shift
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    assignments: tuple[Assignment, ...]

    @property
    def confirmed(self) -> Assignment | None:
        return next((one for one in self.assignments if one.state == AssignmentState.CONFIRMED), None)

    @property
    def helper(self) -> Helper | None:
        """Who does it."""
        return self.confirmed.helper if self.confirmed else None

    @property
    def offers(self) -> list[Assignment]:
        return [one for one in self.assignments if one.state == AssignmentState.OFFERED]

    def is_near(self, now: datetime) -> bool:
        """From an hour before it until it has ended, however late it starts."""
        return self.starts_at - HOUR <= now < self.ends_at + timedelta(minutes=MOST_MINUTES)

    @property
    def is_gap(self) -> bool:
        return self.confirmed is None

    @property
    def kind(self) -> ShiftKind:
        return ShiftKind(self.shift.kind)

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)


def shifts_of(event: Event, *, draft: bool = False, planned: Sequence[Slot] | None = None) -> list[PlacedShift]:
    """All shifts that have a time, the earliest first. Five queries; four where the slots of the draft are `planned`.

    Those in a slot have the time of the published timetable; with `draft` also that of a slot which is not published
    yet. A shift whose slot is not there, or cancelled, is left out: see `shifts_and_lost_ones`.
    """
    return shifts_and_lost_ones(event, draft=draft, planned=planned)[0]


def shifts_and_lost_ones(
    event: Event, *, draft: bool = False, planned: Sequence[Slot] | None = None
) -> tuple[list[PlacedShift], list[Shift]]:
    """Those that have a time, and those whose slot was taken out or cancelled."""
    slots = slots_by_identity(event, draft=draft, planned=planned)
    rows = list(_with_people(Shift.objects.filter(event=event)))
    return _placed(rows, slots), [shift for shift in rows if shift.slot and shift.slot not in slots]


def shifts_for_slot(event: Event, slot: SlotIdentity) -> list[PlacedShift]:
    """Who does what in a slot of the published timetable: interpreters, captioners, hosts, …"""
    session, key = slot
    rows = Shift.objects.filter(event=event, session=session, slot_key=key)
    return _placed(_with_people(rows), slots_by_identity(event))


def shifts_of_helper(helper: Helper, *, draft: bool = False) -> list[PlacedShift]:
    """Those that the helper does, is invited to or offered to do."""
    own = helper.assignments.exclude(state=AssignmentState.CANCELLED)
    rows = _with_people(Shift.objects.filter(event=helper.event_id, assignments__in=own))
    return _placed(rows, slots_by_identity(helper.event, draft=draft))


def open_gaps(event: Event, *, now: datetime | None) -> list[PlacedShift]:
    """What the public page lists: opened by the team, nobody confirmed, not over at `now`, and published."""
    gaps = [one for one in shifts_of(event) if one.is_gap and one.shift.is_open]
    return [one for one in gaps if now is None or one.ends_at > now]


def slots_by_identity(
    event: Event, *, draft: bool = False, planned: Sequence[Slot] | None = None
) -> dict[SlotIdentity, Slot]:
    """The slots that take place, as published; with `draft` also those that are only planned, which are looked up
    unless they are given."""
    published = Slot.objects.filter(timetable__event=event, timetable__live=True)
    slots = {one.identity: one for one in published}
    if draft:
        if planned is None:
            timetable = Timetable.objects.filter(event=event).select_related("latest_revision").first()
            planned = slots_of_draft(timetable) if timetable else []
        slots = {one.identity: one for one in planned if one.starts_at and one.ends_at} | slots
    return {identity: one for identity, one in slots.items() if one.status == SlotStatus.CONFIRMED}


def _with_people(rows: QuerySet[Shift]) -> QuerySet[Shift]:
    people = Assignment.objects.exclude(state=AssignmentState.CANCELLED).filter(helper__in=Helper.objects.known())
    people = people.select_related("helper__event").order_by("changed_at", "pk")
    return rows.select_related("session").prefetch_related(Prefetch("assignments", people, to_attr="people"))


def people_of(shift: Any) -> list[Assignment]:
    """Of a shift that these queries have read: assignments that are not cancelled."""
    people: list[Assignment] = shift.people
    return people


def _placed(shifts: Iterable[Shift], slots: dict[SlotIdentity, Slot]) -> list[PlacedShift]:
    shifts = list(shifts)
    rooms = {room.pk: room for room in Room.objects.filter(event__in={shift.event_id for shift in shifts})}
    found = []
    for shift in shifts:
        slot = slots.get(shift.slot) if shift.slot else None
        if shift.slot and slot is None:
            continue
        starts_at, ends_at = time_of(shift, slot)
        room = rooms.get((slot.room_id if slot else shift.room_id) or 0)
        found.append(PlacedShift(shift, starts_at, ends_at, room, tuple(people_of(shift))))
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at, one.shift.pk))


def minutes_of(placed: PlacedShift) -> tuple[int, int]:
    """From which minute of its slot to which."""
    first = placed.shift.from_minute or 0
    return first, first + (placed.ends_at - placed.starts_at) // timedelta(minutes=1)


def time_of(shift: Shift, slot: Slot | None) -> tuple[datetime, datetime]:
    """Its stretch of time, or its minutes of the slot; they end with the slot if it has become shorter.

    Without `to_minute` it ends with the slot, also if that has become longer.
    """
    if shift.starts_at and shift.ends_at:
        return shift.starts_at, shift.ends_at
    if slot is None:
        raise ValueError("a shift has a stretch of time or a slot")
    starts_at, ends_at = slot.starts_at, slot.ends_at
    begin = min(ends_at, starts_at + timedelta(minutes=shift.from_minute or 0))
    return begin, ends_at if shift.to_minute is None else min(ends_at, starts_at + timedelta(minutes=shift.to_minute))
