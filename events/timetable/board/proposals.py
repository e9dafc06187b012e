"""Accepted proposals whose emails are held, as slots of the board. They are in no version of the timetable."""

from collections.abc import Iterable
from typing import Any

from events.enums import SlotStatus
from events.models import Event
from events.timetable.board.changes import PROPOSAL, SlotChange
from events.timetable.board.rows import Values, read_instant, written
from events.timetable.planned import PlannedPlace, PlanRefused, WaitingProposal, plan, proposals_waiting_in
from home.row_ids import row_id


def is_proposal(change: SlotChange) -> bool:
    return change.key.startswith(PROPOSAL)


def proposal_values(proposal: WaitingProposal) -> Values | None:
    place = proposal.place
    return (
        None
        if place is None
        else {
            "starts_at": written(place.starts_at),
            "ends_at": written(place.ends_at),
            "room": place.room_id,
            "status": SlotStatus.CONFIRMED.value,
            "languages": {},
            "ways_in": [],
        }
    )


def proposals_json(proposals: Iterable[WaitingProposal]) -> dict[str, Any]:
    """Key → slot, of those that have a place."""
    placed = {f"{PROPOSAL}{one.pk}": proposal_values(one) for one in proposals}
    return {key: {**values, "session": key} for key, values in placed.items() if values}


def plan_changes(changes: list[SlotChange], event: Event, user: Any) -> list[tuple[SlotChange, str]]:
    """Do what is possible; returns what is not, with a sentence that is empty where somebody else was first."""
    refused = []
    known = (
        {f"{PROPOSAL}{one.pk}": proposal_values(one) for one in proposals_waiting_in(event, user)} if changes else {}
    )
    for change in changes:
        now, after = known.get(change.key), change.after
        if now == after and change.key in known:
            continue
        if now != change.before:
            refused.append((change, ""))
            continue
        try:
            plan["plan"](row_id(change.key.removeprefix(PROPOSAL)), _place(after), event, user)
        except PlanRefused as refusal:
            refused.append((change, str(refusal)))
    return refused


def _place(values: Values | None) -> PlannedPlace | None:
    if values is None:
        return None
    return PlannedPlace(read_instant(values["starts_at"]), read_instant(values["ends_at"]), values["room"])
