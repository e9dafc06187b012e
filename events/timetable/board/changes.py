"""Changes to slots, and what becomes of them where somebody else has changed the same draft."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.models import Slot
from events.timetable.board.rows import BadChanges, Values, read_instant, read_key, read_values, values_of
from events.timetable.merge import merge, name_of
from home.row_ids import row_id

PROPOSAL = "p"  # begins the key of a proposal, which is planned and has no slot yet
MOST_CHANGES = 5_000


@dataclass(frozen=True)
class SlotChange:
    """One slot as somebody saw it and as it shall be; None where there is none."""

    key: str
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Applied:
    slots: list[Slot]
    written: list[SlotChange]  # what changed; what was so already is left out
    refused: list[SlotChange]  # somebody else has changed this slot


def read_changes(sent: Any) -> list[SlotChange]:
    """Raises BadChanges."""
    if not isinstance(sent, list) or len(sent) > MOST_CHANGES:
        raise BadChanges(_("These changes cannot be read. Please reload the page."))
    return [_read_change(one) for one in sent]


def _read_change(sent: Any) -> SlotChange:
    if not isinstance(sent, dict) or not isinstance(sent.get("key"), str):
        raise BadChanges(_("One of these changes cannot be read. Please reload the page."))
    before, after = (None if sent.get(side) is None else read_values(sent[side]) for side in ("before", "after"))
    return SlotChange(_read_key(sent["key"]), before, after)


def _read_key(sent: str) -> str:
    if sent[:1] == PROPOSAL and row_id(sent[1:]):
        return sent
    session, further = read_key(sent)
    return f"{session}:{further or ''}"


def apply_changes(slots: Iterable[Slot], changes: Collection[SlotChange], ids: dict[str, int]) -> Applied:
    """`ids` are those that published slots have, by key: a slot that comes back keeps its own."""
    by_key = {name_of(slot): slot for slot in slots}
    now = {change.key: values_of(by_key[change.key]) for change in changes if change.key in by_key}
    before = {change.key: change.before for change in changes}
    after = {change.key: change.after for change in changes}
    merged = merge(before, after, now)
    refused = [change for change in changes if change.key in merged.conflicts]
    written = [one for one in changes if one.key not in merged.conflicts and now.get(one.key) != one.after]
    for change in written:
        slot = by_key.pop(change.key, None)
        if change.after is not None:
            by_key[change.key] = _with(slot or _new_slot(change.key, ids), change.after)
    return Applied(list(by_key.values()), written, refused)


def _new_slot(key: str, ids: dict[str, int]) -> Slot:
    session, further = read_key(key)
    return Slot(pk=ids.get(key), session_id=session, key=further)


def _with(slot: Slot, values: Values) -> Slot:
    slot.starts_at, slot.ends_at = read_instant(values["starts_at"]), read_instant(values["ends_at"])
    slot.room_id, slot.status = values["room"], values["status"]
    slot.languages, slot.ways_in, slot.is_pinned = values["languages"], values["ways_in"], values["pinned"]
    return slot
