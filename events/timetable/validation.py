"""Errors and warnings about a timetable: pure functions over slots, shown in its form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import LanguageRole, SessionKind, SlotStatus
from events.models import Event, Room, SessionPage, Slot
from events.timetable.availability import Availability
from events.timetable.followable import Offer, gaps, unheard_interpretation
from events.timetable.planned import PlannedTime
from events.timetable.staffing import PROMISED, Promise
from events.ways_in.rows import Row, with_inherited
from home import times
from home.i18n.languages import native_name

HOUR = timedelta(hours=1)
SHORT_BREAK = timedelta(minutes=10)


class ProblemKind(TextChoices):
    """For counting; a number follows the label."""

    BACKWARDS = "backwards", _("slots that end before they start")
    OUTSIDE = "outside", _("slots outside the event")
    TWICE = "twice", _("sessions with two slots at the same time")
    SAME_ROOM = "same_room", _("rooms in use twice at the same time")
    PLANNED = "planned", _("planned by the programme team")
    SAME_SPEAKER = "same_speaker", _("speakers in two sessions at the same time")
    NOT_AVAILABLE = "not_available", _("outside the available times of speakers")
    UNHEARD = "unheard", _("rooms without a way to hear interpretation")
    UNNAMED = "unnamed", _("languages promised, with nobody named")
    RECORDED = "recorded", _("recordings that a speaker said no to")
    DRAFT = "draft", _("drafts")
    UNTRANSLATED = "untranslated", _("missing translations")
    SHORT_BREAK = "short_break", _("breaks shorter than ten minutes")
    LANGUAGE_GAP = "language_gap", _("times without a session in a language")


@dataclass(frozen=True)
class TimetableProblem:
    """A message for editors, and the rows (positions in the list of slots) that it is about."""

    kind: ProblemKind
    text: Any
    rows: tuple[int, ...]
    blocks: bool


@dataclass(frozen=True)
class ProblemGroup:
    """All errors, or all warnings."""

    problems: list[TimetableProblem]
    blocks: bool

    @property
    def counts(self) -> list[tuple[int, Any]]:
        """How many there are of each kind, the most frequent first."""
        counted = Counter(problem.kind for problem in self.problems)
        return [(count, kind.label) for kind, count in counted.most_common()]


def problem_groups(found: Iterable[TimetableProblem]) -> list[ProblemGroup]:
    """Errors, then warnings; groups without a problem are left out."""
    groups = [ProblemGroup([one for one in found if one.blocks == blocks], blocks) for blocks in (True, False)]
    return [group for group in groups if group.problems]


@dataclass(frozen=True)
class SessionLookup:
    """What has to be looked up once, by the id of a session: its page, its speakers, where it is translated."""

    sessions: dict[int, SessionPage]
    speakers: dict[int, dict[Any, str]]  # session id → translation key of a speaker → name
    languages: dict[int, set[str]]  # session id → languages it is live in
    availability: dict[Any, Availability]  # translation key of a speaker → when they can speak
    rooms: dict[int, Room]
    draft_speakers: dict[int, str] = field(default_factory=dict)  # of published sessions: id of the page → name
    named: frozenset[Promise] | None = None  # promises that somebody keeps; None: nobody asks
    refused: frozenset[int] = frozenset()  # sessions with a recording that a speaker said no to

    def title(self, slot: Slot) -> str:
        page = self.sessions.get(slot.session_id)
        return page.title if page else "?"

    def ways_in(self, slot: Slot) -> list[Row]:
        """Its own and those of its room."""
        room = self.rooms.get(slot.room_id or 0)
        return with_inherited(slot.ways_in, room.ways_in if room else [])

    def kind(self, slot: Slot) -> SessionKind | None:
        page = self.sessions.get(slot.session_id)
        return SessionKind(page.kind) if page else None


def problems(
    event: Event,
    slots: Sequence[Slot],
    lookup: SessionLookup,
    languages: Iterable[str],
    planned: Iterable[PlannedTime] = (),
) -> list[TimetableProblem]:
    """Errors first. Slots without a start, an end or a session are the form's business and left out."""
    rows = [(row, slot) for row, slot in enumerate(slots) if slot.starts_at and slot.ends_at and slot.session_id]
    found = [
        *errors(event, rows, lookup),
        *planned_errors(rows, lookup, planned),
        *warnings(event, rows, lookup, list(languages)),
    ]
    return sorted(found, key=lambda problem: not problem.blocks)


Rows = list[tuple[int, Slot]]


def errors(event: Event, rows: Rows, lookup: SessionLookup) -> Iterator[TimetableProblem]:
    for row, slot in rows:
        if slot.ends_at <= slot.starts_at:
            yield _error(ProblemKind.BACKWARDS, _("“{title}” ends before it starts."), row, title=lookup.title(slot))
        elif slot.starts_at < event.starts_at or slot.ends_at > event.ends_at:
            yield _error(ProblemKind.OUTSIDE, _("“{title}” lies outside the event."), row, title=lookup.title(slot))
    taking_place = [(row, slot) for row, slot in rows if slot.status == SlotStatus.CONFIRMED]
    for (row, slot), (other_row, other) in _at_the_same_time(sorted(taking_place, key=_start)):
        first, second = lookup.title(slot), lookup.title(other)
        if slot.session_id == other.session_id:
            text = _("“{title}” has two slots at the same time.")
            yield _error(ProblemKind.TWICE, text, row, other_row, title=first)
        elif slot.room_id and slot.room_id == other.room_id:
            text = _("“{first}” and “{second}” are in the same room at the same time.")
            yield _error(ProblemKind.SAME_ROOM, text, row, other_row, first=first, second=second)
        speakers = lookup.speakers.get(slot.session_id, {})
        both = speakers.keys() & lookup.speakers.get(other.session_id, {}).keys()
        if both and slot.session_id != other.session_id:
            names = ", ".join(sorted(speakers[key] for key in both))
            text = _("{names} would speak in “{first}” and “{second}” at the same time.")
            yield _error(ProblemKind.SAME_SPEAKER, text, row, other_row, names=names, first=first, second=second)


def planned_errors(rows: Rows, lookup: SessionLookup, planned: Iterable[PlannedTime]) -> Iterator[TimetableProblem]:
    for time in planned:
        yield TimetableProblem(ProblemKind.PLANNED, time.reason, (), blocks=True)
        for row, slot in rows:
            is_there = slot.status == SlotStatus.CONFIRMED and slot.room_id and slot.room_id == time.room_id
            if is_there and _overlap(slot, time):
                text = _("“{title}” is in a room that the programme team has planned for something else at this time.")
                yield _error(ProblemKind.SAME_ROOM, text, row, title=lookup.title(slot))


def warnings(event: Event, rows: Rows, lookup: SessionLookup, languages: list[str]) -> Iterator[TimetableProblem]:
    for row, slot in rows:
        page = lookup.sessions.get(slot.session_id)
        if page and not page.live:
            yield _warning(
                ProblemKind.DRAFT, _("“{title}” is a draft: readers will not see it."), row, title=page.title
            )
        if slot.session_id in lookup.refused:
            text = _("“{title}” has a recording, but a speaker said no to one. Readers do not see it.")
            yield _warning(ProblemKind.RECORDED, text, row, title=lookup.title(slot))
        for code in languages:
            if page and page.live and code not in lookup.languages.get(slot.session_id, set()):
                text = _("“{title}” has no published translation: {language}.")
                yield _warning(ProblemKind.UNTRANSLATED, text, row, title=page.title, language=native_name(code))
        if lookup.kind(slot) == SessionKind.BREAK and slot.ends_at - slot.starts_at < SHORT_BREAK:
            yield _warning(
                ProblemKind.SHORT_BREAK, _("“{title}” is shorter than ten minutes."), row, title=lookup.title(slot)
            )
    yield from availability_warnings(rows, lookup)
    yield from interpretation_warnings(rows, lookup)
    yield from staffing_warnings(rows, lookup)
    for gap_starts, gap_ends, code in language_gaps([slot for _row, slot in rows], lookup, languages):
        text = _("On {day} between {start} and {end} {zone}, no session can be followed in: {language}.")
        here, (starts_at, ends_at) = (
            get_language() or "en",
            (one.astimezone(event.tz) for one in (gap_starts, gap_ends)),
        )
        values = {"start": times.hour(starts_at), "end": times.hour(ends_at), "zone": times.zone_mark(event.zone, here)}
        day = times.short_day(starts_at, here)
        yield _warning(ProblemKind.LANGUAGE_GAP, text, day=day, **values, language=native_name(code))


def availability_warnings(rows: Rows, lookup: SessionLookup) -> Iterator[TimetableProblem]:
    for row, slot in rows:
        for key, name in lookup.speakers.get(slot.session_id, {}).items():
            person = lookup.availability.get(key)
            if slot.status != SlotStatus.CONFIRMED or not person or person.covers(slot.starts_at, slot.ends_at):
                continue
            values, text = {"title": lookup.title(slot), "name": name}, _("“{title}” is outside the times of {name}.")
            if person.zone:
                text = _("“{title}” is outside the times of {name} ({hour} in {city}).")
                city = times.city_name(person.zone, get_language() or "en")
                values |= {"hour": person.local_hour(slot.starts_at), "city": city}
            yield _warning(ProblemKind.NOT_AVAILABLE, text, row, **values)


def interpretation_warnings(rows: Rows, lookup: SessionLookup) -> Iterator[TimetableProblem]:
    """One for each room and language, however many sessions it is about."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    unnamed: set[tuple[int, str]] = set()
    for row, slot in rows:
        if slot.status == SlotStatus.CONFIRMED:
            for code in unheard_interpretation(slot.languages, lookup.ways_in(slot)):
                found[slot.room_id or 0, code].append(row)
                if (slot.identity, LanguageRole.INTERPRETED, code) not in (lookup.named or ()):
                    unnamed.add((slot.room_id or 0, code))
    for (room_id, code), of_rows in found.items():
        room = lookup.rooms.get(room_id)
        text = _("{room}: interpretation is promised, but there is no way in to hear it: {language}.")
        if (room_id, code) not in unnamed:
            text = _("{room}: an interpreter is named, but there is no way in to hear them: {language}.")
        where = room.name if room else str(_("all rooms"))
        yield _warning(ProblemKind.UNHEARD, text, *of_rows, room=where, language=native_name(code))


UNNAMED_TEXTS = {
    LanguageRole.INTERPRETED: _("Interpretation is promised, but nobody is named for it: {language} ({count})."),
    LanguageRole.SIGNED: _("A sign language is promised, but nobody is named for it: {language} ({count})."),
}


def staffing_warnings(rows: Rows, lookup: SessionLookup) -> Iterator[TimetableProblem]:
    """One for each role and language, however many sessions it is about."""
    found: dict[tuple[LanguageRole, str], list[int]] = defaultdict(list)
    for row, slot in rows if lookup.named is not None else []:
        for role in PROMISED if slot.status == SlotStatus.CONFIRMED else ():
            for code in slot.languages.get(role, []):
                if (slot.identity, role, code) not in (lookup.named or ()):
                    found[role, code].append(row)
    for (role, code), of_rows in found.items():
        values = {"language": native_name(code), "count": str(len(of_rows))}
        yield _warning(ProblemKind.UNNAMED, UNNAMED_TEXTS[role], *of_rows, **values)


def language_gaps(
    slots: list[Slot], lookup: SessionLookup, languages: list[str]
) -> Iterator[tuple[datetime, datetime, str]]:
    """Stretches in which sessions run and none of them can be followed in a language."""
    offers = offers_of(slots, lookup)
    for code in languages:
        for starts_at, ends_at in gaps(offers, code):
            yield starts_at, ends_at, code


def offers_of(slots: Iterable[Slot], lookup: SessionLookup) -> list[Offer]:
    """Of the sessions that take place, breaks left out."""
    return [
        Offer(
            slot.starts_at,
            slot.ends_at,
            slot.languages,
            frozenset(unheard_interpretation(slot.languages, lookup.ways_in(slot))),
        )
        for slot in slots
        if slot.status == SlotStatus.CONFIRMED and (kind := lookup.kind(slot)) and not kind.is_break
    ]


def _at_the_same_time(rows: Rows) -> Iterator[tuple[tuple[int, Slot], tuple[int, Slot]]]:
    """Pairs of rows, which are in order of their starts."""
    for number, (row, slot) in enumerate(rows, start=1):
        for other_row, other in islice(rows, number, None):
            if other.starts_at >= slot.ends_at:
                break
            if _overlap(slot, other):
                yield (row, slot), (other_row, other)


def _overlap(one: Slot, other: Slot | PlannedTime) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _start(row_and_slot: tuple[int, Slot]) -> tuple[datetime, int]:
    return row_and_slot[1].starts_at, row_and_slot[0]


def _error(kind: ProblemKind, text: Any, *rows: int, **values: str) -> TimetableProblem:
    return TimetableProblem(kind, format_lazy(text, **values), rows, blocks=True)


def _warning(kind: ProblemKind, text: Any, *rows: int, **values: str) -> TimetableProblem:
    return TimetableProblem(kind, format_lazy(text, **values), rows, blocks=False)
