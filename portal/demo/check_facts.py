"""Checks that the facts in the demo's files are possible, and that the keys they refer to exist."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.models import Event, EventCity, Recording, Room, SessionPage, SpeakerPage, Theme
from events.submissions.availability import hour_starts
from events.submissions.models import Speaker, Submission
from home.signals import Milestone
from portal.demo.kinds import Entry, EventFacts, Session
from portal.demo.load_editions import event_row
from portal.demo.read import Demo
from portal.demo.tables import LANGUAGES, Place

SOME_DAY = date(2000, 1, 1)


def check_facts(demo: Demo) -> None:
    unique((event.place / "name", event.facts.name) for event in demo.events)
    for event in demo.events:
        check_event(event)
    below: list[Entry[Any]] = [*demo.calls, *demo.programmes, *demo.issues]
    for page in below:
        (page.place / "event").known(page.facts.event, keys_of(demo.events), "event")
    for issue in demo.issues:
        (issue.place / "milestone").known(issue.facts.milestone, Milestone.values, "milestone")
    for speaker in demo.speakers:
        accept(SpeakerPage, "answers_in", ", ".join(speaker.facts.languages), speaker.place / "languages")
    check_rows(demo)
    for session in demo.sessions:
        check_session(session, demo)
    check_proposals(demo)
    announcement = demo.announcement
    (announcement.place / "link_page").known(announcement.facts.link_page, keys_of(demo.standing_pages()), "page")


def check_event(event: Entry[EventFacts]) -> None:
    with event.place.refusals():
        row = event_row(event, SOME_DAY)
        row.clean_fields()
        row.clean()
    for zone in event.facts.cities:
        accept(EventCity, "zone", zone, event.place / "cities")


def check_rows(demo: Demo) -> None:
    """Themes, rooms and the timetable they belong to."""
    themes, timetable = Place("themes.toml") / "themes", Place("timetable.toml")
    unique((themes / number, theme.key) for number, theme in enumerate(demo.themes, 1))
    for number, theme in enumerate(demo.themes, 1):
        accept(Theme, "slug", theme.key, themes / number / "key")
    (timetable / "programme").known(demo.timetable.programme, keys_of(demo.programmes), "programme")
    unique((timetable / "rooms" / number, room.key) for number, room in enumerate(demo.timetable.rooms, 1))
    for number, room in enumerate(demo.timetable.rooms, 1):
        for name in ("name", "host", "join_url", "language"):
            accept(Room, name, getattr(room, name), timetable / "rooms" / number / name)


def check_session(session: Entry[Session], demo: Demo) -> None:
    place, facts = session.place, session.facts
    accept(SessionPage, "kind", facts.kind, place / "kind")
    for key in facts.speakers:
        (place / "speakers").known(key, keys_of(demo.speakers), "speaker")
    for key in facts.themes:
        (place / "themes").known(key, keys_of(demo.themes), "theme")
    for name, slot in (("slot", facts.slot), ("first_slot", facts.first_slot)):
        if slot and slot.room:
            (place / name / "room").known(slot.room, keys_of(demo.timetable.rooms), "room")
        if slot and slot.end <= slot.start:
            raise (place / name / "end").mistake("It ends before it starts.")
    for role, codes in facts.languages.by_role().items():
        accept(SpeakerPage, "answers_in", ", ".join(codes), place / "languages" / role)
    for number, recording in enumerate(facts.recordings, 1):
        accept(Recording, "url", recording.url, place / "recordings" / number / "url")
        accept(Recording, "language", recording.spoken, place / "recordings" / number / "spoken")
    if facts.correction and facts.correction.old not in session.words["abstract"][facts.original]:
        raise (place / "correction" / "old").mistake("The abstract does not say this in the original language.")


def check_proposals(demo: Demo) -> None:
    file, proposals = Place("proposals.toml"), demo.proposals
    (file / "event").known(proposals.event, [call.facts.event for call in demo.calls], "call of the event")
    event = next(event_row(event, SOME_DAY) for event in demo.events if event.key == proposals.event)
    if event.call_opens_at is None:
        raise (file / "event").mistake("Its call has no date, so nothing can have been proposed.")
    prompts = [str(prompt.get("key")) for prompt in demo.call_form.prompts]
    for number, proposal in enumerate(proposals.proposals, 1):
        place = file / "proposals" / number
        (place / "language").known(proposal.language, LANGUAGES, "language")
        for name in ("title", "kind", "abstract"):
            accept(Submission, name, getattr(proposal, name), place / name)
        for name in ("name", "email", "biography"):
            accept(Speaker, name, getattr(proposal, name), place / name)
        accept(Submission, "spoken", ", ".join(proposal.spoken), place / "spoken")
        accept(EventCity, "zone", proposal.zone, place / "zone")
        for key in proposal.answers:
            (place / "answers").known(key, prompts, "question")
        for key in proposal.themes:
            (place / "themes").known(key, keys_of(demo.themes), "theme")
        for hour in proposal.hours:
            (place / "hours").known(str(hour), hours_of(event), "hour")


def hours_of(event: Event) -> list[str]:
    """Counted from the start of the event."""
    return [str(number) for number in range(len(hour_starts(event)))]


def keys_of(rows: Iterable[Any]) -> list[str]:
    return [row.key for row in rows]


def unique(places: Iterable[tuple[Place, str]]) -> None:
    """Refuse a duplicate name."""
    seen: dict[str, Place] = {}
    for place, name in places:
        if name in seen:
            raise place.mistake(f"“{name}” is there already: {seen[name]}.")
        seen[name] = place


def accept(model: Any, name: str, value: str, place: Place) -> None:
    """Validate the value with the model's field."""
    with place.refusals():
        model._meta.get_field(name).clean(value, None)
