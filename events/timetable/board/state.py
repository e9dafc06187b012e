"""What changes with each change of the board: problems, and in which languages it can be followed."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from events.models import Event, Slot
from events.timetable.board.rows import written
from events.timetable.followable import awake, stretches
from events.timetable.merge import name_of
from events.timetable.planned import times_planned_in
from events.timetable.validation import ProblemKind, SessionLookup, TimetableProblem, offers_of, problems
from home import times

HINTS = (ProblemKind.DRAFT, ProblemKind.UNTRANSLATED)  # about pages, not about times


def state_json(event: Event, slots: Sequence[Slot], lookup: SessionLookup, user: Any) -> dict[str, Any]:
    found = problems(event, slots, lookup, event.language_codes, times_planned_in(event, user))
    return {
        "problems": [_problem_json(problem, slots) for problem in found],
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
    level = "error" if problem.blocks else "hint" if problem.kind in HINTS else "warning"
    return {
        "level": level,
        "kind": problem.kind.value,
        "label": str(problem.kind.label),
        "text": str(problem.text),
        "keys": [name_of(slots[row]) for row in problem.rows],
    }


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
