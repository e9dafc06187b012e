"""What a suggestion is asked for: the problem, from the draft of a timetable and what an editor chose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.enums import LanguageRole, SessionKind, SlotStatus
from events.models import Event, SessionTheme, Slot, Timetable
from events.timetable.availability import Availability
from events.timetable.board.changes import PROPOSAL
from events.timetable.board.data import board_sessions
from events.timetable.board.rows import Values, values_of, written
from events.timetable.drafts import slots_of_draft
from events.timetable.followable import awake, unheard_interpretation
from events.timetable.merge import name_of
from events.timetable.planned import (
    PlannedPlace,
    WaitingProposal,
    availability_of_waiting,
    proposals_waiting_in,
    times_planned_in,
)
from events.timetable.scheduling.problem import (
    ALL_ROOMS,
    STEP_MINUTES,
    Activity,
    Place,
    Problem,
    ScheduleRoom,
    Weights,
    stretch,
)
from events.timetable.validation import SessionLookup
from events.ways_in.rows import WayInKind
from home.i18n.languages import language_of

STEP = timedelta(minutes=STEP_MINUTES)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """`chosen` are sessions and proposals without a slot, `staying` keys of slots that keep their place."""

    chosen: frozenset[str]  # as on the board: "12", "p12"
    staying: frozenset[str]
    begins: time  # of each day, in the event's zone
    ends: time
    minutes: int  # of a session without a slot
    weights: Weights = field(default_factory=Weights)
    from_published: bool = False  # what counts as its place is what readers know


@dataclass(frozen=True)
class Asked:
    """`slots` has a row for each activity: the key of its slot, and what the slot is now (None: there is none)."""

    problem: Problem
    slots: list[dict[str, Any]]


def problem_of(timetable: Timetable, wishes: Wishes, user: Any) -> Asked:
    event, draft = timetable.event, slots_of_draft(timetable)
    published = {name_of(slot): slot for slot in timetable.slots.all()} if wishes.from_published else {}
    maker = _Maker(event, board_sessions(event, draft), wishes)
    for slot in draft:
        if slot.session_id in maker.lookup.sessions and slot.status == SlotStatus.CONFIRMED:
            maker.add_slot(slot, published.get(name_of(slot), slot))
    have_slot = {slot.session_id for slot in draft}
    for pk in sorted(maker.lookup.sessions.keys() - have_slot):
        if str(pk) in wishes.chosen:
            maker.add_session(pk)
    waiting = proposals_waiting_in(event, user)
    hours = availability_of_waiting(waiting)
    for proposal in waiting:
        if proposal.place or f"{PROPOSAL}{proposal.pk}" in wishes.chosen:
            maker.add_proposal(proposal, hours)
    known = {proposal.place for proposal in waiting}
    for planned in times_planned_in(event, user):
        if PlannedPlace(planned.starts_at, planned.ends_at, planned.room_id) not in known:
            maker.add_planned(planned)
    return Asked(maker.problem(), maker.slots)


class _Maker:
    def __init__(self, event: Event, lookup: SessionLookup, wishes: Wishes) -> None:
        self.event, self.lookup, self.wishes = event, lookup, wishes
        self.rooms = {pk: number for number, pk in enumerate(lookup.rooms)}
        self.steps = (event.ends_at - event.starts_at) // STEP
        self.activities: list[Activity] = []
        self.slots: list[dict[str, Any]] = []
        self.themes: dict[int, set[str]] = defaultdict(set)
        rows = SessionTheme.objects.filter(content_object__in=lookup.sessions)
        for pk, theme in rows.values_list("content_object_id", "tag__translation_key"):
            self.themes[pk].add(str(theme))

    def add_slot(self, slot: Slot, home: Slot) -> None:
        stays = slot.room_id is None or self._is_break(slot.session_id) or name_of(slot) in self.wishes.staying
        home = slot if stays else home
        self._add(slot.session_id, slot, self._place(home.starts_at, home.ends_at, home.room_id), is_pinned=stays)
        self.slots.append({"key": name_of(slot), "now": values_of(slot)})

    def add_session(self, pk: int) -> None:
        """Taken to be held in the language of its page, which its slot then says."""
        begins = self.event.starts_at
        languages = {LanguageRole.SPOKEN.value: [language_of(self.lookup.sessions[pk])]}
        ends = begins + timedelta(minutes=self.wishes.minutes)
        slot = Slot(session_id=pk, starts_at=begins, ends_at=ends, languages=languages)
        self._add(pk, slot, None, is_pinned=False)
        self.slots.append({"key": name_of(slot), "now": None, "languages": {} if self._is_break(pk) else languages})

    def add_proposal(self, proposal: WaitingProposal, hours: Mapping[str, Availability]) -> None:
        """By its number: what is stored of a search names no person that is not public yet.

        One that has a place stays there.
        """
        place = proposal.place
        key, title = f"{PROPOSAL}{proposal.pk}", _("Proposal {number}").format(number=proposal.pk)
        known = {str(one): person for one, person in self.lookup.availability.items()}
        available, asleep = self._times(known.get(one, hours[one]) for one in proposal.speakers)
        self.activities.append(
            Activity(
                key=key,
                title=title,
                length=self._length(place) if place else -(timedelta(minutes=-self.wishes.minutes) // STEP),
                speakers=dict.fromkeys(proposal.speakers, title),
                available=available,
                asleep=asleep,
                languages=frozenset({proposal.spoken}),
                themes=frozenset(map(str, proposal.themes)),
                is_keynote=proposal.kind == SessionKind.KEYNOTE,
                now=self._place(place.starts_at, place.ends_at, place.room_id) if place else None,
                is_pinned=place is not None,
            )
        )
        self.slots.append({"key": key, "now": None, "languages": {LanguageRole.SPOKEN.value: [proposal.spoken]}})

    def _times(self, people: Iterable[Availability]) -> tuple[int, int]:
        """When all of them can speak, and when it is night for one of them."""
        available, asleep = -1, 0
        for person in people:
            available &= self._available(person)
            asleep |= self._asleep(person)
        return available, asleep

    def add_planned(self, planned: Any) -> None:
        """Of a proposal that this person may not see."""
        place, length = self._place(planned.starts_at, planned.ends_at, planned.room_id), self._length(planned)
        self.activities.append(Activity("", "", length, now=place, is_pinned=True, is_break=True))
        self.slots.append({"key": "", "now": None})

    def _add(self, pk: int, slot: Slot, now: Place | None, *, is_pinned: bool) -> None:
        page, people = self.lookup.sessions[pk], self.lookup.speakers.get(pk, {})
        known = [self.lookup.availability[key] for key in people if key in self.lookup.availability]
        available, asleep = self._times(known)
        followed = {code for role in LanguageRole if role.can_be_followed for code in slot.languages.get(role, [])}
        needs = unheard_interpretation(slot.languages, slot.ways_in)
        self.activities.append(
            Activity(
                key=name_of(slot),
                title=page.title,
                length=self._length(slot),
                speakers={str(key): name for key, name in people.items()},
                available=available,
                asleep=asleep,
                languages=frozenset(followed),
                needs=frozenset(needs),
                themes=frozenset(self.themes[pk]),
                is_keynote=page.kind == SessionKind.KEYNOTE,
                is_break=self._is_break(pk),
                now=now,
                is_pinned=is_pinned,
            )
        )

    def _is_break(self, pk: int) -> bool:
        return SessionKind(self.lookup.sessions[pk].kind).is_break

    def _place(self, starts_at: datetime, ends_at: datetime, room_id: int | None) -> Place | None:
        """On the grid; None if it is outside the event or in a room that is gone."""
        room = ALL_ROOMS if room_id is None else self.rooms.get(room_id)
        is_inside = self.event.starts_at <= starts_at < ends_at <= self.event.ends_at
        return Place(room, (starts_at - self.event.starts_at) // STEP) if room is not None and is_inside else None

    def _length(self, slot: Any) -> int:
        """Every step that it touches: one that begins at 13:03 and lasts 45 minutes touches ten."""
        first = (slot.starts_at - self.event.starts_at) // STEP
        return max(1, -((self.event.starts_at - slot.ends_at) // STEP) - first)

    def _mask(self, stretches: Iterable[tuple[datetime, datetime]]) -> int:
        """Only whole steps."""
        mask = 0
        for starts_at, ends_at in stretches:
            first = max(0, -((self.event.starts_at - starts_at) // STEP))
            after = min(self.steps, (ends_at - self.event.starts_at) // STEP)
            if first < after:
                mask |= stretch(first, after - first)
        return mask

    def _available(self, person: Availability) -> int:
        return self._mask((hour, hour + timedelta(hours=1)) for hour in person.hours) if person.hours else -1

    def _asleep(self, person: Availability) -> int:
        if not person.zone:
            return 0
        return stretch(0, self.steps) & ~self._mask(awake(person.zone, self.event.starts_at, self.event.ends_at))

    def problem(self) -> Problem:
        """Interpretation needs a room that has it, unless no room has it."""
        ways = {pk: _interpreted(room.ways_in) for pk, room in self.lookup.rooms.items()}
        wanted = {code for activity in self.activities for code in activity.needs}
        heard = {pk: wanted if "" in codes else codes for pk, codes in ways.items()}
        somewhere = {code for codes in heard.values() for code in codes}
        return Problem(
            opening=self._opening(),
            rooms=tuple(ScheduleRoom(str(pk), frozenset(heard[pk])) for pk in self.lookup.rooms),
            sessions=tuple(replace(one, needs=one.needs & somewhere) for one in self.activities),
            languages=tuple(self.event.language_codes),
            weights=self.wishes.weights,
            first_minute=self.event.starts_at.astimezone(self.event.tz).minute,
        )

    def _opening(self) -> int:
        """From the first hour of each day to the last one; over midnight where the last one is earlier."""
        zone, wishes = self.event.tz, self.wishes
        first = self.event.starts_at.astimezone(zone).date() - DAY
        count = (self.event.ends_at - self.event.starts_at).days + 3
        days = [first + DAY * number for number in range(count)]
        after_midnight = DAY if wishes.ends <= wishes.begins else timedelta(0)
        return self._mask(
            (datetime.combine(day, wishes.begins, zone), datetime.combine(day + after_midnight, wishes.ends, zone))
            for day in days
        )


def _interpreted(ways_in: Iterable[dict[str, str]]) -> set[str]:
    return {row.get("language", "") for row in ways_in if row["kind"] == WayInKind.INTERPRETATION}


def values_at(event: Event, row: dict[str, Any], start: int, room_id: int | None, length: int) -> Values:
    """A slot as it would be: what it is now, at another time and place."""
    now = row["now"]
    starts_at = event.starts_at + start * STEP
    lasts = length * STEP
    if now:
        lasts = datetime.fromisoformat(now["ends_at"]) - datetime.fromisoformat(now["starts_at"])
    empty = {"status": SlotStatus.CONFIRMED.value, "ways_in": [], "pinned": False}
    empty["languages"] = row.get("languages", {})
    times = {"starts_at": written(starts_at), "ends_at": written(starts_at + lasts), "room": room_id}
    return {**(now or empty), **times}
