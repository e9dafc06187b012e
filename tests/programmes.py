"""Programmes of any size, for counting queries and measuring times."""

from datetime import timedelta

from wagtail.signal_handlers import disable_reference_index_auto_update

from events.enums import SessionKind
from events.models import EventCity, ProgrammePage, Room
from tests import factories

LANGUAGES = [
    {"spoken": ["en"], "captioned": ["es"]},
    {"spoken": ["es"], "interpreted": ["en"]},
    {"spoken": ["en"]},
]
TURNS = 17  # a day
BIOGRAPHY = "Somebody who has worked with circles for years and likes to tell what did not work. "


def programme_of(count: int, *, rooms: int = 6, speakers: int = 20) -> ProgrammePage:
    """A published programme of `count` sessions in `rooms` over as many days as it takes, each with a speaker and a
    theme."""
    with disable_reference_index_auto_update():
        return _fill(count, rooms, min(count, speakers))


def _fill(count: int, room_count: int, speaker_count: int) -> ProgrammePage:
    page = factories.programme_page()
    event = page.shown_event
    days = -(-count // (TURNS * room_count))
    event.ends_at = max(factories.utc(20, day=8), factories.utc(20) + timedelta(days=days - 1))
    event.cities = [EventCity(zone=zone) for zone in ("America/Mexico_City", "Europe/Madrid", "Pacific/Auckland")]
    event.save()
    rooms = [Room.objects.create(event=event, name=f"Room {number}", position=number) for number in range(room_count)]
    themes = [factories.theme(name) for name in ("Governance", "Resilience", "Evidence")]
    people = [
        factories.speaker(f"Speaker {number}", biography=f"<p>{BIOGRAPHY * 3}</p>") for number in range(speaker_count)
    ]
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
        day, place = divmod(number, TURNS * room_count)
        turn, room = divmod(place, room_count)
        starts_at = factories.utc(13 + turn * 0.4) + timedelta(days=day)
        slots.append(
            factories.slot(session, starts_at=starts_at, minutes=20, room=rooms[room], languages=LANGUAGES[number % 3])
        )
    factories.timetable(*slots)
    return page
