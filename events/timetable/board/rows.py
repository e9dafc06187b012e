"""A slot as the board knows it: values that are JSON, and the key that names it in every version."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.enums import LanguageRole, SlotStatus
from events.models import Slot
from events.ways_in.rows import MOST_WAYS, read_row, same_rows
from home.row_ids import row_id
from home.times import YEARS

Values = dict[str, Any]  # of a slot: start, end, room, status, languages, ways in, pin
WRITTEN = "%Y-%m-%dT%H:%M:%SZ"
LANGUAGE_CODE = re.compile(r"[a-z]{2,8}(-[a-zA-Z0-9]{1,8})*")
MOST_LANGUAGES = 40


class BadChanges(Exception):
    """What was sent is no change of a timetable. The text is a sentence for whoever sent it."""


def read_key(sent: Any) -> tuple[int, UUID | None]:
    session, colon, key = str(sent).partition(":")
    try:
        found = row_id(session), UUID(key) if key else None
    except ValueError:
        found = 0, None
    if not colon or not found[0]:
        raise BadChanges(_("One of these changes names no slot. Please reload the page."))
    return found


def values_of(slot: Slot) -> Values:
    return {
        "starts_at": written(slot.starts_at),
        "ends_at": written(slot.ends_at),
        "room": slot.room_id,
        "status": slot.status,
        "languages": {role: list(codes) for role, codes in (slot.languages or {}).items() if codes},
        "ways_in": same_rows(slot.ways_in),
        "pinned": slot.is_pinned,
    }


def written(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime(WRITTEN)


def read_values(sent: Any) -> Values:
    """What somebody sent, checked in itself; raises BadChanges. Rooms and sessions are looked up elsewhere."""
    if not isinstance(sent, dict):
        raise BadChanges(_("One of these changes cannot be read. Please reload the page."))
    starts_at, ends_at = read_instant(sent.get("starts_at")), read_instant(sent.get("ends_at"))
    room = sent.get("room")
    if room is not None and not row_id(room):
        raise BadChanges(_("One of these changes names no room. Please reload the page."))
    status = sent.get("status", SlotStatus.CONFIRMED.value)
    if status not in SlotStatus.values:
        raise BadChanges(_("A slot takes place or is cancelled. Please reload the page."))
    return {
        "starts_at": written(starts_at),
        "ends_at": written(ends_at),
        "room": row_id(room) or None,
        "status": status,
        "languages": _read_languages(sent.get("languages") or {}),
        "ways_in": _read_ways_in(sent.get("ways_in") or []),
        "pinned": sent.get("pinned") is True,
    }


def read_instant(sent: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(sent)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in YEARS:
        raise BadChanges(_("One of these times cannot be read. Please reload the page."))
    return instant


def _read_languages(sent: Any) -> dict[str, list[str]]:
    is_known = isinstance(sent, dict) and set(sent) <= set(LanguageRole.values) and len(sent) <= len(LanguageRole)
    if not is_known or not all(isinstance(codes, list) and len(codes) <= MOST_LANGUAGES for codes in sent.values()):
        raise BadChanges(_("These languages cannot be read. Please reload the page."))
    for code in (code for codes in sent.values() for code in codes):
        if not isinstance(code, str) or not LANGUAGE_CODE.fullmatch(code):
            raise BadChanges(_("“{code}” is not a language code.").format(code=str(code)[:20]))
    return {role: list(dict.fromkeys(codes)) for role, codes in sent.items() if codes}


def _read_ways_in(sent: Any) -> list[dict[str, str]]:
    if not isinstance(sent, list) or len(sent) > MOST_WAYS or not all(isinstance(way, dict) for way in sent):
        raise BadChanges(_("These ways in cannot be read. Please reload the page."))
    try:
        return [read_row(way).row for way in sent]
    except ValidationError as error:
        raise BadChanges(" ".join(error.messages)) from None
