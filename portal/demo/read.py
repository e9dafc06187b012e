"""Reads `content/`. The folder of a file says what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from events.models import CallPage, EventPage, ProgrammePage, SessionPage, SpeakerPage, SpeakersPage
from home.models import Announcement, Footer, HomePage, StandardPage
from home.newsletter.models import NewsletterIssuePage, NewsletterPage
from portal.demo import kinds
from portal.demo.files import Files
from portal.demo.tables import LANGUAGES, Place, Words

CONTENT = Path(__file__).parent / "content"
Session = kinds.Entry[kinds.Session]


@dataclass(frozen=True)
class Demo:
    """Everything in `content/`; lists are in the order of menu and timetable."""

    home: kinds.Entry[kinds.Facts]
    pages: list[kinds.Entry[kinds.Facts]]
    events: list[kinds.Entry[kinds.EventFacts]]
    calls: list[kinds.Entry[kinds.BelowEvent]]
    programmes: list[kinds.Entry[kinds.BelowEvent]]
    speakers_page: kinds.Entry[kinds.Facts]
    speakers: list[kinds.Entry[kinds.Speaker]]
    sessions: list[Session]
    newsletter: kinds.Entry[kinds.Facts]
    issues: list[kinds.Entry[kinds.IssueFacts]]
    announcement: kinds.Entry[kinds.AnnouncementFacts]
    footer: kinds.Entry[kinds.FooterFacts]
    themes: list[kinds.Theme]
    timetable: kinds.Timetable
    call_form: kinds.CallForm
    proposals: kinds.Proposals

    def standing_pages(self) -> Iterator[kinds.Entry[Any]]:
        """The pages that stand before there is a programme, each after the page above it."""
        return chain(
            [self.home], self.events, self.calls, self.programmes, self.pages, [self.speakers_page, self.newsletter]
        )

    def entries(self) -> Iterator[kinds.Entry[Any]]:
        """All pages and snippets."""
        return chain(self.standing_pages(), self.speakers, self.sessions, self.issues, [self.announcement, self.footer])


def read(content: Path = CONTENT) -> Demo:
    """Raises `ContentError` where a file cannot be read; `portal.demo.check` checks whether files fit each other."""
    files = Files(content)
    form = files.table("call-form.toml", kinds.CallForm)
    timetable = files.table("timetable.toml", kinds.Timetable)
    demo = Demo(
        home=files.entry("home.toml", HomePage, kinds.Facts),
        pages=files.entries("pages/*.toml", StandardPage, kinds.Facts),
        events=files.entries("editions/event-*.toml", EventPage, kinds.EventFacts),
        calls=[ask(call, form) for call in files.entries("editions/call-*.toml", CallPage, kinds.BelowEvent)],
        programmes=files.entries("editions/programme-*.toml", ProgrammePage, kinds.BelowEvent),
        speakers_page=files.entry("speakers.toml", SpeakersPage, kinds.Facts),
        speakers=[introduce(one) for one in files.entries("speakers/*.toml", SpeakerPage, kinds.Speaker)],
        sessions=in_order(files.entries("sessions/*.toml", SessionPage, kinds.Session), timetable),
        newsletter=files.entry("newsletter.toml", NewsletterPage, kinds.Facts),
        issues=files.entries("issues/*.toml", NewsletterIssuePage, kinds.IssueFacts),
        announcement=files.entry("announcement.toml", Announcement, kinds.AnnouncementFacts),
        footer=files.entry("footer.toml", Footer, kinds.FooterFacts),
        themes=files.table("themes.toml", kinds.ThemeList).themes,
        timetable=timetable,
        call_form=form,
        proposals=files.table("proposals.toml", kinds.Proposals),
    )
    for file in files.not_read():
        raise Place(file).mistake("Files of this name are not read; README.md says where each belongs.")
    return demo


def ask(call: kinds.Entry[kinds.BelowEvent], form: kinds.CallForm) -> kinds.Entry[kinds.BelowEvent]:
    """A call with what every call asks."""
    return replace(call, words={**call.words, "consent": form.consent}, blocks={**call.blocks, "prompts": form.prompts})


def introduce(speaker: kinds.Entry[kinds.Speaker]) -> kinds.Entry[kinds.Speaker]:
    """A speaker's page is called by the name, which is the same in every language."""
    name, role = speaker.facts.name, speaker.words.get("role", Words())
    about = {
        "title": Words(dict.fromkeys(LANGUAGES, name)),
        "slug": Words(dict.fromkeys(LANGUAGES, slugify(name))),
        "search_description": Words({code: f"{name}: {role.get(code, '')}" for code in LANGUAGES}),
    }
    return replace(speaker, words={**about, **speaker.words})


def in_order(sessions: list[Session], timetable: kinds.Timetable) -> list[Session]:
    """By their start, then by their room."""
    rooms = [room.key for room in timetable.rooms]

    def position(session: Session) -> tuple[time, int]:
        slot = session.facts.slot
        return slot.start, rooms.index(slot.room) if slot.room in rooms else len(rooms)

    return sorted(sessions, key=position)
