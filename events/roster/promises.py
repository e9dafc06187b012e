"""What the timetable promises, and who keeps it: shifts for promises, warnings, and what readers are told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext, ngettext

from events.enums import LanguageRole
from events.models import Event, Slot, SlotIdentity
from events.programme.queries import ProgrammeEntry
from events.roster.enums import PROMISES, AssignmentState
from events.roster.models import Assignment, Shift
from events.roster.queries import open_gaps, slots_by_identity
from events.timetable.followable import unheard_interpretation
from events.timetable.staffing import PROMISED, Promise
from events.ways_in.rows import with_inherited
from home.caching.dependencies import cached_until_publish, expire_at
from home.caching.generation import bump
from home.i18n.languages import language_name, native_name

ROLES: dict[str, LanguageRole] = {kind.value: role for role, kind in PROMISES.items()}


def promised(slots: Iterable[Slot], roles: Iterable[LanguageRole] = tuple(PROMISES)) -> list[Promise]:
    """What slots promise that takes people."""
    return [(slot.identity, role, code) for slot in slots for role in roles for code in slot.languages.get(role, [])]


def named_in(event: Event) -> set[Promise]:
    """Promises of which every shift is filled; a pair that hands over has two. One query."""
    confirmed = Assignment.objects.filter(shift=OuterRef("pk"), state=AssignmentState.CONFIRMED)
    shifts = Shift.objects.filter(event=event, session__isnull=False, kind__in=ROLES, is_needed=True)
    filled: dict[Promise, list[bool]] = defaultdict(list)
    for session, key, kind, code, is_filled in shifts.annotate(is_filled=Exists(confirmed)).values_list(
        "session", "slot_key", "kind", "language", "is_filled"
    ):
        filled[(session, key), ROLES[kind], code].append(is_filled)
    return {promise for promise, each in filled.items() if all(each)}


@transaction.atomic
def add_promised_shifts(event: Event) -> int:
    """A shift for each promise that has none, for the draft too; returns how many were added."""
    Event.objects.select_for_update().get(pk=event.pk)  # a button that is pressed twice at once adds them once
    slots = slots_by_identity(event, draft=True)
    rows = Shift.objects.filter(event=event, session__isnull=False).values_list(
        "session", "slot_key", "kind", "language"
    )
    known = {((session, key), kind, code) for session, key, kind, code in rows}
    missing = [one for one in promised(slots.values()) if (one[0], PROMISES[one[1]], one[2]) not in known]
    added = []
    for slot, role, code in missing:
        spoken = slots[slot].languages.get(LanguageRole.SPOKEN, [])
        session, key = slot
        added.append(
            Shift(
                event=event,
                kind=PROMISES[role],
                session_id=session,
                slot_key=key,
                from_language=next((one for one in spoken if one != code), ""),
                language=code,
            )
        )
    Shift.objects.bulk_create(added)
    bump()  # rows written in bulk send no signal
    return len(added)


# --- warnings before an issue of the newsletter is sent


def issue_warnings(language: str, now: datetime) -> Iterator[str]:
    """Of editions whose timetable is published: what is promised in the language of the issue, and nobody keeps."""
    for event in Event.objects.filter(ends_at__gt=now, timetable__live=True):
        slots, named = slots_by_identity(event), named_in(event)
        rooms = {room.pk: room for room in event.rooms.all()}
        wanted = {slot for slot, _role, code in promised(slots.values(), PROMISED) if code == language}
        unnamed = [one for one in promised(slots.values(), PROMISED) if one[2] == language and one not in named]
        if unnamed:
            text = ngettext(
                "%(event)s: %(count)d session is interpreted into %(language)s, but nobody is named.",
                "%(event)s: %(count)d sessions are interpreted into %(language)s, but nobody is named.",
                len(unnamed),
            )
            yield text % {"event": event, "count": len(unnamed), "language": native_name(language)}
        unheard = 0
        for identity in wanted:
            slot = slots[identity]
            room = rooms.get(slot.room_id or 0)
            ways_in = with_inherited(slot.ways_in, room.ways_in if room else [])
            is_named = (identity, LanguageRole.INTERPRETED, language) in named
            unheard += is_named and language in unheard_interpretation(slot.languages, ways_in)
        if unheard:
            text = ngettext(
                "%(event)s: %(count)d session is interpreted into %(language)s, but there is no way to hear it.",
                "%(event)s: %(count)d sessions are interpreted into %(language)s, but there is no way to hear it.",
                unheard,
            )
            yield text % {"event": event, "count": unheard, "language": native_name(language)}


# --- what readers are told


@dataclass(frozen=True)
class Coverage:
    """How many sessions can be followed in a language, and how many wait for somebody who interprets."""

    language: str
    followed: int
    total: int
    waiting: int


@dataclass(frozen=True)
class OpenGap:
    slot: SlotIdentity | None
    language: str  # of a promise: what it would be interpreted into
    ends_at: datetime


@cached_until_publish
def _open_gaps(event: Event) -> tuple[OpenGap, ...]:
    found = open_gaps(event, now=None)
    return tuple(OpenGap(one.shift.slot, one.shift.language if one.kind in ROLES else "", one.ends_at) for one in found)


def gaps_for_readers(event: Event, now: datetime) -> list[OpenGap]:
    """From memory until something changes; the page is stale when the next of them is over."""
    if event.ends_at <= now:
        return []
    found = [gap for gap in _open_gaps(event) if gap.ends_at > now]
    expire_at(min((gap.ends_at for gap in found), default=None))
    return found


def coverage(entries: Iterable[ProgrammeEntry], gaps: Iterable[OpenGap], language: str) -> Coverage:
    """A session whose interpreter is still searched for does not count as one that can be followed."""
    sessions = [entry for entry in entries if entry.takes_place]
    searched = {gap.slot for gap in gaps if gap.language == language}
    waiting = [entry for entry in sessions if (entry.original.pk, entry.slot_key) in searched]
    by_itself = {role.value for role in LanguageRole if role.can_be_followed} - set(PROMISES)
    unsure = {
        id(entry) for entry in waiting if not any(role in by_itself and language in codes for role, codes in entry.ways)
    }
    followed = [entry for entry in sessions if language in entry.followed_in and id(entry) not in unsure]
    here = get_language() or settings.LANGUAGE_CODE
    return Coverage(language_name(language, here), len(followed), len(sessions), len(waiting))


def coverage_text(found: Coverage) -> str:
    """ "17 of 21 sessions in Spanish; 3 wait for an interpreter: could you?"."""
    text = gettext("%(followed)d of %(total)d sessions in %(language)s.")
    values = {"followed": found.followed, "total": found.total, "language": found.language, "count": found.waiting}
    if not found.waiting:
        return text % values
    waiting = ngettext("%(count)d waits for an interpreter.", "%(count)d wait for an interpreter.", found.waiting)
    return f"{text % values} {waiting % values}"
