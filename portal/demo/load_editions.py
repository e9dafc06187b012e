"""The editions of the demo: each with its row, its page, and the pages below it."""

from datetime import date, datetime

from events.models import Event, EventCity
from home.models import HomePage
from portal.demo.kinds import Entry, EventFacts, When, instant
from portal.demo.loader import Loader
from portal.demo.read import Demo


def create_editions(demo: Demo, loader: Loader, home: HomePage, loading_day: date) -> dict[str, Event]:
    """The pages as drafts; the rows by the key of their page."""
    events = {}
    for entry in demo.events:
        event = events[entry.key] = event_row(entry, loading_day)
        event.full_clean()
        event.save()
        page = loader.create(entry, home, event=event)
        for below in (*demo.calls, *demo.programmes):
            if below.facts.event == entry.key:
                loader.create(below, page)
    return events


def event_row(entry: Entry[EventFacts], loading_day: date) -> Event:
    """Not saved."""

    def at(when: When | None) -> datetime | None:
        return instant(when, loading_day) if when else None

    facts = entry.facts
    event = Event(
        name=facts.name,
        starts_at=at(facts.starts_at),
        ends_at=at(facts.ends_at),
        call_opens_at=at(facts.call_opens_at),
        call_closes_at=at(facts.call_closes_at),
        contact=facts.contact,
    )
    event.cities = [EventCity(zone=zone, sort_order=number) for number, zone in enumerate(facts.cities)]
    return event
