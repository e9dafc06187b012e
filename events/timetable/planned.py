"""Times planned for what is no session yet. They are in no version of a timetable, and keep it from being published.

`planned_times` are callables(event, user) that other parts of the app register: the user's rights decide what
`reason` says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.models import Event
from home.registry import Registry


@dataclass(frozen=True)
class PlannedTime:
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    reason: str  # why the timetable cannot be published


planned_times: Registry[Callable[[Event, Any], list[PlannedTime]]] = Registry()


def times_planned_in(event: Event, user: Any) -> list[PlannedTime]:
    return [time for _name, planned in planned_times for time in planned(event, user)]
