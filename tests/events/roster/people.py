"""Helpers, shifts and assignments for tests."""

from typing import Any

from events.models import Event, Slot
from events.roster.enums import AssignmentState, ShiftKind
from events.roster.models import Assignment, Helper, Shift
from tests import factories

NOW = factories.utc(9, day=1)


def helper(name: str = "Ana Ruiz", **fields: Any) -> Helper:
    """Known, with a confirmed address."""
    defaults = {
        "event": Event.objects.first(),
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}@example.org",
        "language": "es",
        "zone": "America/Mexico_City",
        "languages": "es, en",
        "created_at": NOW,
        "confirmed_at": NOW,
    }
    return Helper.objects.create(**{**defaults, **fields})


def shift(slot: Slot | None = None, **fields: Any) -> Shift:
    """Interprets a slot from English into Spanish, unless said otherwise."""
    defaults: dict[str, Any] = {"kind": ShiftKind.INTERPRET, "from_language": "en", "language": "es"}
    if slot is not None:
        defaults |= {"session": slot.session, "slot_key": slot.key, "event": slot.timetable.event}
    return Shift.objects.create(**{"event": Event.objects.first(), **defaults, **fields})


def assign(shift: Shift, helper: Helper, state: str = AssignmentState.CONFIRMED, **fields: Any) -> Assignment:
    return Assignment.objects.create(shift=shift, helper=helper, state=state, **{"changed_at": NOW, **fields})
