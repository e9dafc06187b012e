"""What the board's page loads once, as JSON. The number of queries is the same for any number of slots."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import get_language

from events.enums import LanguageRole, SessionKind, SlotStatus
from events.models import Event, SessionPage, SessionTheme, Slot, Timetable, sessions_of
from events.models.themes import label_in
from events.timetable.availability import HOUR, Availability
from events.timetable.board.changes import PROPOSAL
from events.timetable.board.rows import values_of, written
from events.timetable.lookups import look_up_pages
from events.timetable.merge import name_of
from events.timetable.planned import WaitingProposal, availability_of_waiting
from events.timetable.validation import SessionLookup
from events.ways_in.rows import way_in
from home import times
from home.i18n.languages import language_name, language_of, native_name

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SIGNED = LanguageRole.SIGNED.value


def slots_json(slots: Iterable[Slot]) -> dict[str, Any]:
    """Key → values, with the id of a slot and of its session."""
    return {name_of(slot): {**values_of(slot), "id": slot.pk, "session": slot.session_id} for slot in slots}


def board_sessions(event: Event, slots: Iterable[Slot]) -> SessionLookup:
    """Those with a slot, and those below the event's pages, which wait for one."""
    placed = SessionPage.objects.filter(pk__in={slot.session_id for slot in slots})
    return look_up_pages(sessions_of(event) | placed, event)


def facts_json(
    timetable: Timetable, slots: list[Slot], lookup: SessionLookup, waiting: list[WaitingProposal]
) -> dict[str, Any]:
    """What no change of the board changes."""
    event, language = timetable.event, get_language() or "en"
    rooms = list(lookup.rooms.values())
    codes = [*event.language_codes, *(room.language for room in rooms if room.language)]
    stored = [code for slot in slots for role, own in slot.languages.items() if role != SIGNED for code in own]
    return {
        "zone": event.zone,
        "city": "" if event.zone == times.UTC_ZONE else times.city_name(event.zone, language),
        "starts_at": written(event.starts_at),
        "ends_at": written(event.ends_at),
        "days": [_day_json(event, day, language) for day in board_days(event, slots)],
        "rooms": [
            {
                "id": room.pk,
                "name": room.name,
                "note": native_name(room.language) if room.language else "",
                "ways": [way_in(row).label for row in room.ways_in],
            }
            for room in rooms
        ],
        "languages": {code: language_name(code, language) for code in dict.fromkeys([*codes, *stored])},
        "roles": {role.value: str(role.label) for role in LanguageRole if role is not LanguageRole.SIGNED},
        "kinds": {kind.value: str(kind.label) for kind in SessionKind},
        "breaks": [kind.value for kind in SessionKind if kind.is_break],
        "statuses": {status.value: str(status.label) for status in SlotStatus},
        **sessions_json(lookup, waiting),
    }


def sessions_json(lookup: SessionLookup, waiting: list[WaitingProposal]) -> dict[str, Any]:
    """Speakers and themes are named by their place in a list: a translation key has 36 letters."""
    language = get_language() or "en"
    themes, labels = _themes(lookup, waiting, language)
    people = {str(key): name for speakers in lookup.speakers.values() for key, name in speakers.items()}
    people |= {key: name for one in waiting for key, name in one.speakers.items() if key not in people}
    numbers = {key: number for number, key in enumerate(people)}
    known = {str(key): person for key, person in lookup.availability.items()}
    by_text = {key: person for key, person in (availability_of_waiting(waiting) | known).items() if person.hours}
    return {
        "speakers": list(people.values()),
        "availability": [_availability_json(by_text.get(key), language) for key in people],
        "themes": labels,
        "sessions": {
            pk: {
                "title": page.title,
                "kind": page.kind,
                "language": language_of(page),
                "live": page.live,
                "speakers": [numbers[str(key)] for key in lookup.speakers.get(pk, {})],
                "themes": themes.get(pk, []),
            }
            for pk, page in lookup.sessions.items()
        }
        | {
            f"{PROPOSAL}{one.pk}": {
                "title": one.title,
                "kind": one.kind,
                "language": one.language,
                "spoken": one.spoken,
                "live": False,
                "speakers": [numbers[key] for key in one.speakers],
                "themes": themes.get(f"{PROPOSAL}{one.pk}", []),
                "url": one.url,
            }
            for one in waiting
        },
    }


def _availability_json(person: Availability | None, language: str) -> dict[str, Any] | None:
    """When somebody can speak, hours that follow each other as one stretch; None for any time."""
    if person is None:
        return None
    stretches: list[list[datetime]] = []
    for start in sorted(person.hours):
        if stretches and stretches[-1][1] == start:
            stretches[-1][1] = start + HOUR
        else:
            stretches.append([start, start + HOUR])
    return {
        "zone": person.zone,
        "city": times.city_name(person.zone, language) if person.zone else "",
        "stretches": [[written(start), written(end)] for start, end in stretches],
    }


def _themes(
    lookup: SessionLookup, waiting: list[WaitingProposal], language: str
) -> tuple[dict[Any, list[int]], list[str]]:
    """Session → numbers of its themes; their labels, in the language of the admin where there are such."""
    rows = SessionTheme.objects.filter(content_object__in=lookup.sessions).order_by("pk")
    labelled = rows.annotate(label=label_in(language, "tag__"))
    found: list[tuple[Any, Any, str]] = list(labelled.values_list("content_object_id", "tag__translation_key", "label"))
    found += [(f"{PROPOSAL}{one.pk}", key, label) for one in waiting for key, label in one.themes.items()]
    labels = {key: label for _session, key, label in found}
    numbers = {key: number for number, key in enumerate(labels)}
    about: dict[Any, list[int]] = defaultdict(list)
    for session, key, _label in found:
        about[session].append(numbers[key])
    return about, list(labels.values())


def board_days(event: Event, slots: Iterable[Slot]) -> list[date]:
    """Each day of the event in its zone, and every other day that has a slot."""
    first, last = (instant.astimezone(event.tz).date() for instant in (event.starts_at, event.ends_at - SECOND))
    days = {first + DAY * number for number in range((last - first).days + 1)}
    return sorted(days | {slot.starts_at.astimezone(event.tz).date() for slot in slots})


def _day_json(event: Event, day: date, language: str) -> dict[str, Any]:
    """From midnight to midnight; a day of the event begins and ends with it."""
    begins, ends = (datetime.combine(one, time(), event.tz) for one in (day, day + DAY))
    return {
        "date": day.isoformat(),
        "label": times.short_weekday(begins, language),
        "starts_at": written(begins),
        "ends_at": written(ends),
    }
