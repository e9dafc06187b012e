"""Programmes of any size, for counting queries and measuring times."""

from wagtail.signal_handlers import disable_reference_index_auto_update

from events.enums import SessionKind
from events.models import EventCity, ProgrammePage, Room
from tests import factories

LANGUAGES = [
    {"spoken": ["en"], "captioned": ["es"]},
    {"spoken": ["es"], "interpreted": ["en"]},
    {"spoken": ["en"]},
]
PER_DAY, ROOMS = 102, 6


def programme_of(count: int) -> ProgrammePage:
    """A published programme of `count` sessions in 6 rooms over up to 3 days, each with a speaker and a theme."""
    with disable_reference_index_auto_update():
        return _fill(count)


def _fill(count: int) -> ProgrammePage:
    page = factories.programme_page()
    event = page.shown_event
    event.ends_at = factories.utc(20, day=8)
    event.cities = [EventCity(zone=zone) for zone in ("America/Mexico_City", "Europe/Madrid", "Pacific/Auckland")]
    event.save()
    rooms = [Room.objects.create(event=event, name=f"Room {number}", position=number) for number in range(ROOMS)]
    themes = [factories.theme(name) for name in ("Governance", "Resilience", "Evidence")]
    people = [factories.speaker(f"Speaker {number}") for number in range(min(count, 20))]
    slots = []
    for number in range(count):
        session = factories.session(
            f"What we learned about subject {number} of our circle",
            page,
            abstract=f"How our circle looked at subject {number}, what it tried and what it found out. " * 3,
            speakers=[people[number % len(people)]],
            themes=[themes[number % 3]],
            kind=SessionKind.WORKSHOP if number % 3 else SessionKind.TALK,
        )
        day, place = divmod(number, PER_DAY)
        turn, room = divmod(place, ROOMS)
        starts_at = factories.utc(13 + turn * 0.4, day=6 + day)
        slots.append(
            factories.slot(session, starts_at=starts_at, minutes=20, room=rooms[room], languages=LANGUAGES[number % 3])
        )
    factories.timetable(*slots)
    return page
