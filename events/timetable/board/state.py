"""What changes with each change of the board: problems, and in which languages it can be followed."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from events.models import Event, Slot
from events.timetable.board.rows import written
from events.timetable.followable import awake, stretches
from events.timetable.merge import name_of
from events.timetable.planned import PlannedTime
from events.timetable.validation import ProblemKind, SessionLookup, TimetableProblem, offers_of, problems
from home import times

HINTS = (ProblemKind.DRAFT, ProblemKind.UNTRANSLATED)  # about pages, not about times


def state_json(
    event: Event, slots: Sequence[Slot], lookup: SessionLookup, planned: Sequence[PlannedTime]
) -> dict[str, Any]:
    found = problems(event, slots, lookup, event.language_codes, planned)
    return {
        "problems": [
            *(_problem_json(one, slots) for one in found if one.kind not in HINTS),
            *_hints_json(found, slots),
        ],
        "stretches": [
            {
                "starts_at": written(stretch.starts_at),
                "ends_at": written(stretch.ends_at),
                "ways": {
                    code: way and [way.role.value, str(way.role.label), way.is_doubtful]
                    for code, way in stretch.ways.items()
                },
            }
            for stretch in stretches(offers_of(slots, lookup), event.language_codes)
        ],
    }


def _problem_json(problem: TimetableProblem, slots: Sequence[Slot]) -> dict[str, Any]:
    return {
        "level": "error" if problem.blocks else "warning",
        "kind": problem.kind.value,
        "label": str(problem.kind.label),
        "text": str(problem.text),
        "keys": [name_of(slots[row]) for row in problem.rows],
    }


def _hints_json(found: Sequence[TimetableProblem], slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """One for each kind with all its slots, however many there are."""
    return [
        {"level": "hint", "kind": kind.value, "label": str(kind.label), "text": "", "keys": keys}
        for kind in HINTS
        if (keys := [name_of(slots[row]) for one in found if one.kind == kind for row in one.rows])
    ]


def awake_json(event: Event, slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Each city of the event and when people there are awake, from the first slot or the event's start to the last."""
    zones = list(dict.fromkeys(event.zones()))
    starts_at = min([event.starts_at, *(slot.starts_at for slot in slots)])
    ends_at = max([event.ends_at, *(slot.ends_at for slot in slots)])
    return [
        {
            "city": times.city_name(zone, get_language() or "en"),
            "awake": [[written(start), written(end)] for start, end in awake(zone, starts_at, ends_at)],
        }
        for zone in zones
    ]


def blocked_json(planned: Sequence[PlannedTime]) -> list[dict[str, Any]]:
    """Times of proposals that this person may not see."""
    return [
        {"starts_at": written(time.starts_at), "ends_at": written(time.ends_at), "room": time.room_id}
        for time in planned
    ]
