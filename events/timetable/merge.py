"""Merge two versions of a timetable that were made from the same one: pure functions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Generic, TypeVar

from events.models import Slot
from events.ways_in.rows import same_rows

Name = TypeVar("Name")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Merge(Generic[Name]):
    """Which version of a slot stands. What is in neither set is as in mine."""

    theirs: frozenset[Name]  # added, changed or removed in theirs alone
    conflicts: frozenset[Name]  # changed in both, and not to the same


def merge(base: Mapping[Name, Value], mine: Mapping[Name, Value], theirs: Mapping[Name, Value]) -> Merge[Name]:
    """Compare slots by name. One that is missing in `mine` or `theirs` was removed there, or is not there yet."""
    differing = {name for name in {**base, **mine, **theirs} if mine.get(name) != theirs.get(name)}
    kept = {name for name in differing if mine.get(name) == base.get(name)}
    conflicts = {name for name in differing - kept if theirs.get(name) != base.get(name)}
    return Merge(frozenset(kept), frozenset(conflicts))


def name_of(slot: Slot) -> str:
    """ "session:key", as in the form: the same slot in each version of a timetable."""
    return f"{slot.session_id}:{slot.key or ''}"


def fingerprint(slot: Slot) -> str:
    """Of all that an editor can change. Two slots with the same one say the same."""
    languages = sorted((role, sorted(codes)) for role, codes in (slot.languages or {}).items() if codes)
    times = [_minute(slot.starts_at), _minute(slot.ends_at)]
    values = [*times, slot.room_id, str(slot.status), languages, same_rows(slot.ways_in)]
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _minute(instant: datetime | None) -> str:
    """Forms know no seconds."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}" if instant else ""
