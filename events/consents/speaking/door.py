"""When speakers get in: a quarter of an hour before readers do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from events.models import Event
from events.programme.now_and_next import join_opens_at
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import ProgrammeEntry, load_programme

EARLIER = timedelta(minutes=15)


def door_opens_at(entry: ProgrammeEntry, event: Event) -> datetime:
    return join_opens_at(entry, event) - EARLIER


def is_door_open(entry: ProgrammeEntry, event: Event, now: datetime) -> bool:
    """The instant it opens is included, the end of the session is not."""
    return not entry.is_cancelled and door_opens_at(entry, event) <= now < entry.ends_at


@dataclass(frozen=True)
class OwnSlot:
    """One slot of a speaker, as their private page shows it."""

    entry: ProgrammeEntry
    event: Event
    opens_at: datetime
    is_open: bool
    is_over: bool


def own_slots(event: Event, sessions: Collection[Any], language: str, now: datetime) -> list[OwnSlot]:
    """The published slots of sessions (their translation keys), by time."""
    page, address = programme_page_and_url(event, language)
    entries = load_programme(event, language, address, seen_on=page).entries if page else []
    return [
        OwnSlot(
            entry=entry,
            event=event,
            opens_at=door_opens_at(entry, event),
            is_open=is_door_open(entry, event, now),
            is_over=entry.ends_at <= now,
        )
        for entry in entries
        if entry.original.translation_key in sessions
    ]
