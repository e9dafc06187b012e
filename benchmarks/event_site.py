"""The edition that the benchmarks show: 60 sessions in 3 rooms, 60 speakers, a released timetable, a call."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOMS, PER_DAY = 3, 36
LANGUAGES = [
    {"spoken": ["en"], "captioned": ["es"]},
    {"spoken": ["es"], "interpreted": ["en"]},
    {"spoken": ["en"]},
]


@dataclass
class Paths:
    """Addresses of one page of each kind."""

    home: str
    call: str
    session: str
    speaker: str
    programme: str
    speakers: str


@contextmanager
def empty_portal(**variables: str) -> Iterator[Path]:
    """Django set up on a fresh database in a temporary folder; `variables` go into the environment."""
    with TemporaryDirectory(prefix="portal-benchmark-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_VAR_DIR": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder}/portal.sqlite3"),
            **variables,
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        if connection.introspection.table_names():
            sys.exit("A benchmark needs an empty database: DATABASE_URL names one that is not.")
        call_command("migrate", verbosity=0)
        yield Path(folder)
        connection.close()


def fill(count: int = 60) -> Paths:
    """Publish an edition with `count` sessions and as many speakers in the empty portal."""
    from wagtail.signal_handlers import disable_reference_index_auto_update

    with disable_reference_index_auto_update():
        return _fill(count)


def _fill(count: int) -> Paths:
    from events.enums import SessionKind
    from events.models import EventCity, Room
    from tests import factories

    page = factories.programme_page()
    event = page.shown_event
    call = factories.call_page(page.get_parent().specific, intro="<p>We look for sessions.</p>")
    event.ends_at = factories.utc(20, day=8)
    event.cities = [EventCity(zone=zone) for zone in ("America/Mexico_City", "Europe/Madrid", "Pacific/Auckland")]
    event.save()
    rooms = [Room.objects.create(event=event, name=f"Room {number}", position=number) for number in range(ROOMS)]
    themes = [factories.theme(name) for name in ("Governance", "Resilience", "Evidence")]
    text = "Somebody who has worked with circles for years and likes to tell what did not work. "
    people = [factories.speaker(f"Speaker {number}", biography=f"<p>{text * 3}</p>") for number in range(count)]
    slots = []
    for number in range(count):
        session = factories.session(
            f"What we learned about subject {number} of our circle",
            page,
            abstract=f"How our circle looked at subject {number}, what it tried and what it found out. " * 3,
            speakers=[people[number]],
            themes=[themes[number % 3]],
            kind=SessionKind.WORKSHOP if number % 3 else SessionKind.TALK,
        )
        day, place = divmod(number, PER_DAY)
        turn, room = divmod(place, ROOMS)
        starts_at = factories.utc(13 + turn * 0.5, day=6 + day % 3)
        slots.append(
            factories.slot(session, starts_at=starts_at, minutes=25, room=rooms[room], languages=LANGUAGES[number % 3])
        )
    factories.timetable(*slots)
    return Paths(
        home="/en/",
        call=call.get_url(),
        session=slots[0].session.get_url(),
        speaker=people[0].get_url(),
        programme=page.get_url(),
        speakers=people[0].get_parent().get_url(),
    )


def tell(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
