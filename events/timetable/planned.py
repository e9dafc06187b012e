"""Times planned for what is no session yet. They are in no version of a timetable, and keep it from being published.

Other parts of the app register these, and the user's rights decide what they say and do:

`planned_times`: callables(event, user) → what keeps the timetable from being published.
`waiting_proposals`: callables(event, user) → accepted proposals without a page, for those who may see proposals.
`plan`: callables(proposal's pk, PlannedPlace or None, event, user) that plan a proposal or take it out; PlanRefused.
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
    language: str
    speakers: list[str]
    themes: list[Any]  # translation keys
    url: str
    place: PlannedPlace | None


class PlanRefused(Exception):
    """The text is a sentence for whoever wanted to plan it."""


planned_times: Registry[Callable[[Event, Any], list[PlannedTime]]] = Registry()


def times_planned_in(event: Event, user: Any) -> list[PlannedTime]:
    return [time for _name, planned in planned_times for time in planned(event, user)]


waiting_proposals: Registry[Callable[[Event, Any], list[WaitingProposal]]] = Registry()
plan: Registry[Callable[[int, PlannedPlace | None, Event, Any], None]] = Registry("plan")


def proposals_waiting_in(event: Event, user: Any) -> list[WaitingProposal]:
    return [proposal for _name, waiting in waiting_proposals for proposal in waiting(event, user)]
