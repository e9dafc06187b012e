"""The drawing of an edition, from its published programme (home.design.composition)."""

from collections import defaultdict
from typing import Any

from events.enums import LanguageRole, SessionKind, SlotStatus
from events.models import Event, Slot
from home.caching.dependencies import cached_until_publish
from home.design.composition import FULL, HALF, NONE, Disc, EditionDrawing, compose
from home.page_privacy import public_q


def drawing_of(event: Event, language: str, *, is_released: bool) -> EditionDrawing:
    """For a reader of `language`; empty places until the programme is released."""
    return compose(event.composition, event.name, discs_of(event.pk, language) if is_released else [])


def discs_of(event_id: int, language: str) -> list[Disc]:
    rows = _drawn_slots().get(event_id, [])
    if not rows:
        return []
    first, last = rows[0]["starts_at"], rows[-1]["starts_at"]
    span = (last - first).total_seconds() or 1
    rooms = {pk: number for number, pk in enumerate(dict.fromkeys(row["room"] for row in sorted(rows, key=_position)))}
    hours = {at: number for number, at in enumerate(dict.fromkeys(row["starts_at"] for row in rows))}
    sun = next((row for row in rows if row["session__kind"] == SessionKind.LANGUAGE_BREAK), None)
    return [
        Disc(
            at=(row["starts_at"] - first).total_seconds() / span,
            hour=hours[row["starts_at"]],
            room=rooms[row["room"]],
            minutes=int((row["ends_at"] - row["starts_at"]).total_seconds() // 60),
            state=_state(row["languages"], language),
            is_sun=row is sun,
        )
        for row in rows
        if row is sun or row["session__kind"] != SessionKind.LANGUAGE_BREAK
    ]


def _position(row: dict[str, Any]) -> int:
    """Of its room; what is in all rooms comes last."""
    return 10**6 if row["room"] is None else row["room__position"]


def _state(languages: dict[str, list[str]], language: str) -> str:
    role = next((role for role in LanguageRole if role.can_be_followed and language in languages.get(role, [])), None)
    return NONE if role is None else HALF if role.is_read else FULL


@cached_until_publish
def _drawn_slots() -> dict[int, list[dict[str, Any]]]:
    """By event, in the order of time: one query for all editions, since the home page draws each."""
    slots = Slot.objects.filter(public_q("session__"), timetable__live=True, status=SlotStatus.CONFIRMED)
    rows = slots.exclude(session__kind=SessionKind.BREAK).order_by("starts_at", "room__position", "pk")
    names = ("room", "room__position", "starts_at", "ends_at", "languages", "session__kind")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values("timetable__event", *names):
        found[row["timetable__event"]].append(row)
    return found
