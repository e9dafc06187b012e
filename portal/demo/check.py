"""Whether the files of the demo fit each other and the fields they fill, before anything is loaded."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from wagtail.models import Page

from events.models import EventCity, Recording, SessionPage, SpeakerPage
from events.submissions.models import Submission
from home.newsletter.enums import Milestone
from portal.demo.blocks import BlockWriter
from portal.demo.files import translated_fields
from portal.demo.kinds import Entry, EventFacts, Proposals, Session
from portal.demo.load_editions import event_row
from portal.demo.pictures import picture_files
from portal.demo.read import Demo
from portal.demo.tables import LANGUAGES, Place


def check(demo: Demo) -> None:
    """Raises `ContentError` at the first mistake."""
    entries = list(demo.entries())
    keys = Counter(entry.key for entry in entries)
    pages = dict.fromkeys(keys_of(entry for entry in entries if issubclass(entry.model, Page)), 1)
    pictures = dict.fromkeys(picture_files(), 1)
    for entry in entries:
        if keys[entry.key] > 1:
            raise entry.place.mistake("Another file has this name, and pages are referred to by it.")
        (entry.place / "original").known(entry.facts.original, LANGUAGES, "language")
        check_texts(entry)
        for language in LANGUAGES:
            writer = BlockWriter(entry, language, pages, pictures)
            for name in entry.blocks:
                writer.write(name)
    check_facts(demo)


def check_texts(entry: Entry[Any]) -> None:
    """Every text that is needed is there, and none is longer than its field."""
    needed = [field.name for field in translated_fields(entry.model).values() if not field.blank]
    for name in [*needed, "search_description"] if issubclass(entry.model, Page) else needed:
        if name not in entry.words:
            raise (entry.place / name).mistake("This is missing.")
    for name, text in entry.words.items():
        for language in LANGUAGES:
            accept(entry.model, name, text[language], entry.place / name / language)


def check_facts(demo: Demo) -> None:
    """Whoever or whatever a file names exists."""
    events, programmes = keys_of(demo.events), keys_of(demo.programmes)
    below: list[Entry[Any]] = [*demo.calls, *demo.programmes, *demo.issues]
    for page in below:
        (page.place / "event").known(page.facts.event, events, "event")
    for issue in demo.issues:
        (issue.place / "milestone").known(issue.facts.milestone, Milestone.values, "milestone")
    for event in demo.events:
        check_event(event)
    for speaker in demo.speakers:
        accept(SpeakerPage, "answers_in", ", ".join(speaker.facts.languages), speaker.place / "languages")
    for session in demo.sessions:
        check_session(session, demo)
    check_proposals(demo.proposals, demo)
    (Place("timetable.toml") / "programme").known(demo.timetable.programme, programmes, "programme")
    announcement = demo.announcement
    (announcement.place / "link_page").known(announcement.facts.link_page, keys_of(demo.standing_pages()), "page")


def check_event(event: Entry[EventFacts]) -> None:
    with event.place.refusals():
        row = event_row(event, date(2000, 1, 1))
        row.clean_fields()
        row.clean()
    for zone in event.facts.cities:
        accept(EventCity, "zone", zone, event.place / "cities")


def check_session(session: Entry[Session], demo: Demo) -> None:
    place, facts = session.place, session.facts
    speakers, rooms, themes = keys_of(demo.speakers), keys_of(demo.timetable.rooms), keys_of(demo.themes)
    accept(SessionPage, "kind", facts.kind, place / "kind")
    for key in facts.speakers:
        (place / "speakers").known(key, speakers, "speaker")
    for key in facts.themes:
        (place / "themes").known(key, themes, "theme")
    for name, slot in (("slot", facts.slot), ("first_slot", facts.first_slot)):
        if slot and slot.room:
            (place / name / "room").known(slot.room, rooms, "room")
    for role, codes in facts.languages.by_role().items():
        accept(SpeakerPage, "answers_in", ", ".join(codes), place / "languages" / role)
    for number, recording in enumerate(facts.recordings, 1):
        accept(Recording, "url", recording.url, place / "recordings" / number / "url")
        accept(Recording, "language", recording.spoken, place / "recordings" / number / "spoken")
    if facts.correction and facts.correction.old not in session.words["abstract"][facts.original]:
        raise (place / "correction" / "old").mistake("The abstract does not say this in the original language.")


def check_proposals(proposals: Proposals, demo: Demo) -> None:
    file, themes = Place("proposals.toml"), keys_of(demo.themes)
    prompts = [str(prompt.get("key")) for prompt in demo.call_form.prompts]
    (file / "event").known(proposals.event, [call.facts.event for call in demo.calls], "call of the event")
    for number, proposal in enumerate(proposals.proposals, 1):
        place = file / "proposals" / number
        (place / "language").known(proposal.language, LANGUAGES, "language")
        accept(Submission, "kind", proposal.kind, place / "kind")
        for key in proposal.answers:
            (place / "answers").known(key, prompts, "question")
        for key in proposal.themes:
            (place / "themes").known(key, themes, "theme")


def keys_of(rows: Iterable[Any]) -> list[str]:
    return [row.key for row in rows]


def accept(model: Any, name: str, value: str, place: Place) -> None:
    """Ask the model's field whether it takes the value."""
    with place.refusals():
        model._meta.get_field(name).clean(value, None)
