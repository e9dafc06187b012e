"""The list of what releases after the first one changed, in words of the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Change
from events.models import Room
from events.programme.queries import Programme, ProgrammeEntry
from events.programme.session_languages import describe_languages
from home import times
from home.times import places


@dataclass(frozen=True)
class ChangeDescription:
    entry: ProgrammeEntry
    label: str  # "Moved"
    details: str  # from where to where, or what holds now


def describe_changes(programme: Programme) -> list[ChangeDescription]:
    """The latest first."""
    return [ChangeDescription(entry, _label(entry), _details(entry)) for entry in programme.changes]


def _label(entry: ProgrammeEntry) -> str:
    label = str(Change(entry.change).label)
    return label[:1].upper() + label[1:]


def time_and_room(starts_at: datetime, ends_at: datetime | None, room: Room | None) -> str:
    """ "Thursday, 6 May 2021, 15:00–15:45 UTC, Oak"; in another zone "…, 03:00–03:45 in Auckland (15:00 UTC), Oak"."""
    language, zone = get_language(), places.in_shown_zone()
    here = starts_at.astimezone(zone)
    hours = times.hour(here) + (f"–{times.hour(ends_at.astimezone(zone))}" if ends_at else "")
    text = _("{day}, {hour} UTC") if zone.key == times.UTC_ZONE else _("{day}, {hour} in {city} ({utc} UTC)")
    when = text.format(
        day=times.day(here, language),
        hour=hours,
        city=times.city_name(zone.key, language),
        utc=times.utc_hours(starts_at, None, zone, language),
    )
    return f"{when}, {room.name}" if room else when


def earlier_time_and_room(entry: ProgrammeEntry) -> str:
    """Where a session was before it moved; empty if it did not move, or moved back."""
    release, entry = entry.release, entry.as_published
    if release is None or release.earlier_starts_at is None:
        return ""
    before = time_and_room(release.earlier_starts_at, release.earlier_ends_at, release.earlier_room)
    return "" if before == time_and_room(entry.starts_at, entry.ends_at, entry.room) else before


def _details(entry: ProgrammeEntry) -> str:
    here = time_and_room(entry.starts_at, entry.ends_at, entry.room)
    match entry.change:
        case Change.MOVED if before := earlier_time_and_room(entry):
            return _("Before: {before}. Now: {here}.").format(before=before, here=here)
        case Change.LANGUAGES:
            return _("Now: {languages}.").format(languages=describe_languages(entry))
        case Change.CANCELLED:
            return _("It was planned for: {here}.").format(here=here)
    return f"{here}."
