"""The editions of the demo: each with its row, its page, and the pages below it."""

from datetime import date, datetime

from events.models import Event, EventCity
from home.models import HomePage
from portal.demo.loader import DemoLoader
from portal.demo.read import Demo
from portal.demo.schema import ContentItem, EventFacts, InstantOrOffset, instant


def create_editions(demo: Demo, loader: DemoLoader, home: HomePage, loading_day: date) -> dict[str, Event]:
    """The pages as drafts; the rows by the key of their page."""
    events = {}
    for item in demo.events:
        event = events[item.key] = event_row(item, loading_day)
        event.full_clean()
        event.save()
        page = loader.create(item, home, event=event)
        for below in (*demo.calls, *demo.programmes):
            if below.facts.event == item.key:
                loader.create(below, page)
    return events


def event_row(item: ContentItem[EventFacts], loading_day: date) -> Event:
    """Not saved."""

    def at(when: InstantOrOffset | None) -> datetime | None:
        return instant(when, loading_day) if when else None

    facts = item.facts
    event = Event(
        name=facts.name,
        starts_at=at(facts.starts_at),
        ends_at=at(facts.ends_at),
        call_opens_at=at(facts.call_opens_at),
        call_closes_at=at(facts.call_closes_at),
        contact=facts.contact,
        composition=facts.composition,
    )
    event.cities = [EventCity(zone=zone, sort_order=number) for number, zone in enumerate(facts.cities)]
    return event
