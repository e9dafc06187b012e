"""Checks that the facts in the demo's files are possible, and that the keys they refer to exist."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.consents.models import RecordingConsent
from events.models import Event, EventCity, Recording, Room, SessionPage, SpeakerPage, Theme
from events.roster.enums import ShiftKind
from events.roster.models import Helper
from events.submissions.availability import hour_starts
from events.submissions.models import Speaker, Submission
from home.signals import Milestone
from portal.demo.load_editions import event_row
from portal.demo.parsing import LANGUAGES, ContentLocation
from portal.demo.read import Demo
from portal.demo.schema import ContentItem, EventFacts, Session

SOME_DAY = date(2000, 1, 1)


def check_facts(demo: Demo) -> None:
    require_unique((event.location / "name", event.facts.name) for event in demo.events)
    for event in demo.events:
        check_event(event)
    below: list[ContentItem[Any]] = [*demo.calls, *demo.programmes, *demo.issues]
    for page in below:
        (page.location / "event").require_known(page.facts.event, keys_of(demo.events), "event")
    for issue in demo.issues:
        (issue.location / "milestone").require_known(issue.facts.milestone, Milestone.values, "milestone")
    for speaker in demo.speakers:
        check_field(SpeakerPage, "answers_in", ", ".join(speaker.facts.languages), speaker.location / "languages")
    check_rows(demo)
    for session in demo.sessions:
        check_session(session, demo)
    check_proposals(demo)
    check_roster(demo)
    announcement = demo.announcement
    (announcement.location / "link_page").require_known(
        announcement.facts.link_page, keys_of(demo.standing_pages()), "page"
    )


def check_event(event: ContentItem[EventFacts]) -> None:
    with event.location.field_errors():
        row = event_row(event, SOME_DAY)
        row.clean_fields()
        row.clean()
    for zone in event.facts.cities:
        check_field(EventCity, "zone", zone, event.location / "cities")


def check_rows(demo: Demo) -> None:
    """Themes, rooms and the timetable they belong to."""
    themes, timetable = ContentLocation("themes.toml") / "themes", ContentLocation("timetable.toml")
    require_unique((themes / number, theme.key) for number, theme in enumerate(demo.themes, 1))
    for number, theme in enumerate(demo.themes, 1):
        check_field(Theme, "slug", theme.key, themes / number / "key")
    (timetable / "programme").require_known(demo.timetable.programme, keys_of(demo.programmes), "programme")
    require_unique((timetable / "rooms" / number, room.key) for number, room in enumerate(demo.timetable.rooms, 1))
    for number, room in enumerate(demo.timetable.rooms, 1):
        for name in ("name", "host", "join_url", "language"):
            check_field(Room, name, getattr(room, name), timetable / "rooms" / number / name)


def check_session(session: ContentItem[Session], demo: Demo) -> None:
    location, facts = session.location, session.facts
    check_field(SessionPage, "kind", facts.kind, location / "kind")
    for key in facts.speakers:
        (location / "speakers").require_known(key, keys_of(demo.speakers), "speaker")
    for key in facts.themes:
        (location / "themes").require_known(key, keys_of(demo.themes), "theme")
    for name, slot in (("slot", facts.slot), ("first_slot", facts.first_slot)):
        if slot and slot.room:
            (location / name / "room").require_known(slot.room, keys_of(demo.timetable.rooms), "room")
        if slot and slot.end <= slot.start:
            raise (location / name / "end").mistake("It ends before it starts.")
    for role, codes in facts.languages.by_role().items():
        check_field(SpeakerPage, "answers_in", ", ".join(codes), location / "languages" / role)
    if facts.consent:
        check_field(RecordingConsent, "answer", facts.consent, location / "consent")
    for number, recording in enumerate(facts.recordings, 1):
        check_field(Recording, "url", recording.url, location / "recordings" / number / "url")
        check_field(Recording, "language", recording.spoken, location / "recordings" / number / "spoken")
    if facts.correction and facts.correction.old not in session.texts["abstract"][facts.original]:
        raise (location / "correction" / "old").mistake("The abstract does not say this in the original language.")


def check_proposals(demo: Demo) -> None:
    file, proposals = ContentLocation("proposals.toml"), demo.proposals
    (file / "event").require_known(proposals.event, [call.facts.event for call in demo.calls], "call of the event")
    event = next(event_row(event, SOME_DAY) for event in demo.events if event.key == proposals.event)
    if event.call_opens_at is None:
        raise (file / "event").mistake("Its call has no date, so nothing can have been proposed.")
    prompts = [str(prompt.get("key")) for prompt in demo.call_form.prompts]
    for number, proposal in enumerate(proposals.proposals, 1):
        location = file / "proposals" / number
        (location / "language").require_known(proposal.language, LANGUAGES, "language")
        for name in ("title", "kind", "abstract"):
            check_field(Submission, name, getattr(proposal, name), location / name)
        for name in ("name", "email", "biography"):
            check_field(Speaker, name, getattr(proposal, name), location / name)
        check_field(Submission, "spoken", ", ".join(proposal.spoken), location / "spoken")
        check_field(EventCity, "zone", proposal.zone, location / "zone")
        for key in proposal.answers:
            (location / "answers").require_known(key, prompts, "question")
        for key in proposal.themes:
            (location / "themes").require_known(key, keys_of(demo.themes), "theme")
        for hour in proposal.hours:
            (location / "hours").require_known(str(hour), hours_of(event), "hour")


def check_roster(demo: Demo) -> None:
    location = ContentLocation("roster.toml")
    (location / "open_event").require_known(demo.roster.open_event, keys_of(demo.events), "event")
    require_unique((location / "helpers" / number, one.email) for number, one in enumerate(demo.roster.helpers, 1))
    for number, helper in enumerate(demo.roster.helpers, 1):
        here = location / "helpers" / number
        (here / "language").require_known(helper.language, LANGUAGES, "language")
        for name in ("name", "email", "zone"):
            check_field(Helper, name, getattr(helper, name), here / name)
        check_field(Helper, "languages", ", ".join(helper.languages), here / "languages")
        for task in helper.tasks:
            (here / "tasks").require_known(task, ShiftKind.values, "task")


def hours_of(event: Event) -> list[str]:
    """Counted from the start of the event."""
    return [str(number) for number in range(len(hour_starts(event)))]


def keys_of(rows: Iterable[Any]) -> list[str]:
    return [row.key for row in rows]


def require_unique(locations: Iterable[tuple[ContentLocation, str]]) -> None:
    """Refuse a duplicate name."""
    seen: dict[str, ContentLocation] = {}
    for location, name in locations:
        if name in seen:
            raise location.mistake(f"“{name}” is there already: {seen[name]}.")
        seen[name] = location


def check_field(model: Any, name: str, value: str, location: ContentLocation) -> None:
    """Validate the value with the model's field."""
    with location.field_errors():
        model._meta.get_field(name).clean(value, None)
