"""Times planned for what is no session yet. They are in no version of a timetable, and keep it from being published.

Other parts of the app register these, and the user's rights decide what they say and do:

`planned_times`: callables(event, user) → what keeps the timetable from being published.
`waiting_proposals`: callables(event, user) → accepted proposals without a page, for those who may see proposals.
`plan`: callables(proposal's pk, PlannedPlace or None, event, user) that plan a proposal or take it out; PlanRefused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.models import Event
from events.timetable.availability import Availability
from home.registry import Registry


@dataclass(frozen=True)
class PlannedTime:
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    reason: str  # why the timetable cannot be published


@dataclass(frozen=True)
class PlannedPlace:
    starts_at: datetime
    ends_at: datetime
    room_id: int | None


@dataclass(frozen=True)
class WaitingProposal:
    """An accepted proposal whose email is held: no session page yet."""

    pk: int
    title: str
    kind: str
    language: str  # it is written in
    spoken: str  # language it is held in
    speakers: dict[str, str]  # key of a person, that of their page if they have one → name
    availability: Availability  # of the first speaker; the others share its hours
    themes: dict[Any, str]  # translation key → label for the user
    url: str
    time: PlannedTime | None

    @property
    def place(self) -> PlannedPlace | None:
        time = self.time
        return PlannedPlace(time.starts_at, time.ends_at, time.room_id) if time else None


def availability_of_waiting(proposals: Iterable[WaitingProposal]) -> dict[str, Availability]:
    """Key of a person → all hours of their proposals; any time if none has hours."""
    found: dict[str, Availability] = {}
    for one in proposals:
        for position, key in enumerate(one.speakers):
            known = found.get(key, Availability())
            zone = one.availability.zone if position == 0 else known.zone
            found[key] = Availability(zone, known.hours | one.availability.hours)
    return found


class PlanRefused(Exception):
    """The text is a sentence for whoever wanted to plan it."""


planned_times: Registry[Callable[[Event, Any], list[PlannedTime]]] = Registry()


def times_planned_in(event: Event, user: Any, waiting: Sequence[WaitingProposal] = ()) -> list[PlannedTime]:
    """Without a query where proposals are `waiting` for the user: whoever sees one of them sees all."""
    if waiting:
        return [one.time for one in waiting if one.time]
    return [time for _name, planned in planned_times for time in planned(event, user)]


waiting_proposals: Registry[Callable[[Event, Any], list[WaitingProposal]]] = Registry()
plan: Registry[Callable[[int, PlannedPlace | None, Event, Any], None]] = Registry("plan")


def proposals_waiting_in(event: Event, user: Any) -> list[WaitingProposal]:
    return [proposal for _name, waiting in waiting_proposals for proposal in waiting(event, user)]
