"""Programmes of any size, for counting queries and measuring times."""

import json
from datetime import datetime, timedelta
from typing import Any

from wagtail.signal_handlers import disable_reference_index_auto_update

from events.enums import SessionKind
from events.models import Event, EventCity, ProgrammePage, Room
from tests import factories
from tests.strangers import FOLDER

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


def stranger_programme(size: str) -> ProgrammePage:
    """A published programme with the real-looking names and titles of `shared/stranger/programmes/SIZE`."""
    text = (FOLDER / "programmes" / f"{size}.frab.schedule.json").read_text(encoding="utf-8")
    days = json.loads(text)["schedule"]["conference"]["days"]
    rows = [row for day in days for in_room in day["rooms"].values() for row in in_room]
    with disable_reference_index_auto_update():
        page = factories.programme_page()
        event = page.shown_event
        starts = [datetime.fromisoformat(row["date"]) for row in rows]
        Event.objects.filter(pk=event.pk).update(starts_at=min(starts), ends_at=max(starts) + timedelta(hours=2))
        names = dict.fromkeys(row["room"] for row in rows)
        rooms = {
            name: Room.objects.create(event=event, name=name, position=number) for number, name in enumerate(names)
        }
        themes = {track: factories.theme(track) for track in dict.fromkeys(row["track"] for row in rows)}
        known: dict[str, Any] = {}
        slots = []
        for number, (row, starts_at) in enumerate(zip(rows, starts, strict=True)):
            for person in row["persons"]:
                known[person["guid"]] = known.get(person["guid"]) or factories.speaker(
                    person.get("name") or person["public_name"], slug=f"speaker-{len(known)}"
                )
            session = factories.session(
                row["title"],
                page,
                slug=row["slug"][:60].strip("-_") + f"-{number}",
                abstract=row["abstract"],
                speakers=[known[person["guid"]] for person in row["persons"]],
                themes=[themes[row["track"]]],
            )
            hours, minutes = map(int, row["duration"].split(":"))
            slots.append(
                factories.slot(
                    session,
                    starts_at=starts_at,
                    minutes=hours * 60 + minutes,
                    room=rooms[row["room"]],
                    languages=LANGUAGES[number % 3],
                )
            )
        factories.timetable(*slots)
    return page
