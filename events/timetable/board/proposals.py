"""Accepted proposals whose emails are held, as slots of the board. They are in no version of the timetable."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from events.enums import LanguageRole, SlotStatus
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
            "languages": {LanguageRole.SPOKEN.value: [proposal.spoken]},
            "ways_in": [],
            "pinned": False,
        }
    )


def proposals_json(proposals: Iterable[WaitingProposal]) -> dict[str, Any]:
    """Key → slot, of those that have a place."""
    placed = {f"{PROPOSAL}{one.pk}": proposal_values(one) for one in proposals}
    return {key: {**values, "session": key} for key, values in placed.items() if values}


def plan_changes(changes: list[SlotChange], event: Event, user: Any) -> list[tuple[SlotChange, str]]:
    """Do what is possible; returns what is not, with a sentence that is empty where somebody else was first.

    Proposals that stand in each other's way, as in a swap, are planned together: all of them or none.
    """
    known = {f"{PROPOSAL}{one.pk}": one.place for one in proposals_waiting_in(event, user)} if changes else {}
    new = [change for change in changes if change.key not in known or known[change.key] != _place(change.after)]
    current = [change for change in new if known.get(change.key) == _place(change.before)]
    refused = list(_plan_each(current, event, user))
    if len(refused) > 1:
        with transaction.atomic():
            alone, refused = refused, list(_plan_together([change for change, _text in refused], event, user))
            if refused:
                transaction.set_rollback(True)
                refused = alone
    return [*((change, "") for change in new if change not in current), *refused]


def _plan_each(changes: list[SlotChange], event: Event, user: Any) -> Iterator[tuple[SlotChange, str]]:
    for change in changes:
        try:
            plan["plan"](_pk(change), _place(change.after), event, user)
        except PlanRefused as refusal:
            yield change, str(refusal)


def _plan_together(changes: list[SlotChange], event: Event, user: Any) -> Iterator[tuple[SlotChange, str]]:
    """Take all of them out first, so that none is in the way of another."""
    for change in changes:
        if change.before:
            plan["plan"](_pk(change), None, event, user)
    yield from _plan_each(changes, event, user)


def _pk(change: SlotChange) -> int:
    return row_id(change.key.removeprefix(PROPOSAL))


def _place(values: Values | None) -> PlannedPlace | None:
    if values is None:
        return None
    return PlannedPlace(read_instant(values["starts_at"]), read_instant(values["ends_at"]), values["room"])
