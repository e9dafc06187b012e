import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.enums import SessionKind
from events.models import EventCity, Room
from tests import factories

LANGUAGES = [
    {"spoken": ["en"], "captioned": ["es"]},
    {"spoken": ["es"], "interpreted": ["en"]},
    {"spoken": ["en"]},
]


@pytest.fixture
def many(settings):
    """Makes a published programme of `count` sessions in 6 rooms over 3 days, each with a speaker and a theme."""

    def make(count):
        with disable_reference_index_auto_update():
            return fill(count)

    def fill(count):
        page = factories.programme_page()
        event = page.shown_event
        event.ends_at = factories.utc(20, day=8)
        event.cities = [EventCity(zone=zone) for zone in ("America/Mexico_City", "Europe/Madrid", "Pacific/Auckland")]
        event.save()
        rooms = [Room.objects.create(event=event, name=f"Room {number}", position=number) for number in range(6)]
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
            day, place = divmod(number, 102)
            hour, room = divmod(place, 6)
            slots.append(
                factories.slot(
                    session,
                    13 + hour * 0.4,
                    20,
                    room=rooms[room],
                    languages=LANGUAGES[number % 3],
                    starts_at=factories.utc(13 + hour * 0.4, day=6 + day),
                )
            )
        factories.timetable(*slots)
        return page

    return make
