"""The list of what releases after the first one changed, in words of the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Change
from events.models import Room
from events.queries import Entry, Programme
from events.words import languages_in_words
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


def place(starts_at: datetime, room: Room | None) -> str:
    """ "Thursday, 6 May 2021, 15:00 UTC, Oak"."""
    instant = times.utc(starts_at)
    when = _("{day}, {hour} UTC").format(day=times.day(instant, get_language()), hour=times.hour(instant))
    return f"{when}, {room.name}" if room else when


def _how(entry: Entry) -> str:
    here = place(entry.starts_at, entry.room)
    match entry.change:
        case Change.MOVED if entry.release and entry.release.earlier_starts_at:
            before = place(entry.release.earlier_starts_at, entry.release.earlier_room)
            return _("Before: {before}. Now: {here}.").format(before=before, here=here)
        case Change.LANGUAGES:
            return _("Now: {languages}.").format(languages=languages_in_words(entry))
        case Change.CANCELLED:
            return _("It would have been here: {here}.").format(here=here)
    return f"{here}."
