"""The list of what releases after the first one changed, in words of the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Change
from events.models import Room
from events.programme.queries import Entry, Programme
from events.programme.session_facts import languages_in_words
from home import times


@dataclass(frozen=True)
class ChangeInWords:
    entry: Entry
    what: str  # "Moved"
    how: str  # from where to where, or what holds now


def changes_in_words(programme: Programme) -> list[ChangeInWords]:
    """The latest first."""
    return [ChangeInWords(entry, _what(entry), _how(entry)) for entry in programme.changes]


def _what(entry: Entry) -> str:
    label = str(Change(entry.change).label)
    return label[:1].upper() + label[1:]


def place(starts_at: datetime, ends_at: datetime | None, room: Room | None) -> str:
    """ "Thursday, 6 May 2021, 15:00–15:45 UTC, Oak"."""
    instant = times.utc(starts_at)
    hours = times.hour(instant) + (f"–{times.hour(times.utc(ends_at))}" if ends_at else "")
    when = _("{day}, {hour} UTC").format(day=times.day(instant, get_language()), hour=hours)
    return f"{when}, {room.name}" if room else when


def earlier_place(entry: Entry) -> str:
    """Where a session was before it moved; empty where it never did, or is there again."""
    told = entry.release
    if told is None or told.earlier_starts_at is None:
        return ""
    before = place(told.earlier_starts_at, told.earlier_ends_at, told.earlier_room)
    return "" if before == place(entry.starts_at, entry.ends_at, entry.room) else before


def _how(entry: Entry) -> str:
    here = place(entry.starts_at, entry.ends_at, entry.room)
    match entry.change:
        case Change.MOVED if before := earlier_place(entry):
            return _("Before: {before}. Now: {here}.").format(before=before, here=here)
        case Change.LANGUAGES:
            return _("Now: {languages}.").format(languages=languages_in_words(entry))
        case Change.CANCELLED:
            return _("It would have been here: {here}.").format(here=here)
    return f"{here}."
