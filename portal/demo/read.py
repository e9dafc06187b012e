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
from portal.demo import schema
from portal.demo.files import Files
from portal.demo.parsing import LANGUAGES, ContentLocation, TranslatedText

CONTENT = Path(__file__).parent / "content"
Session = schema.ContentItem[schema.Session]


@dataclass(frozen=True)
class Demo:
    """Everything in `content/`; lists are in the order of menu and timetable."""

    home: schema.ContentItem[schema.PageFacts]
    pages: list[schema.ContentItem[schema.PageFacts]]
    events: list[schema.ContentItem[schema.EventFacts]]
    calls: list[schema.ContentItem[schema.EventChildFacts]]
    programmes: list[schema.ContentItem[schema.EventChildFacts]]
    speakers_page: schema.ContentItem[schema.PageFacts]
    speakers: list[schema.ContentItem[schema.Speaker]]
    sessions: list[Session]
    newsletter: schema.ContentItem[schema.PageFacts]
    issues: list[schema.ContentItem[schema.IssueFacts]]
    announcement: schema.ContentItem[schema.AnnouncementFacts]
    footer: schema.ContentItem[schema.FooterFacts]
    themes: list[schema.Theme]
    timetable: schema.Timetable
    call_form: schema.CallForm
    proposals: schema.Proposals
    roster: schema.Roster

    def standing_pages(self) -> Iterator[schema.ContentItem[Any]]:
        """The pages that stand before there is a programme, each after the page above it."""
        return chain(
            [self.home], self.events, self.calls, self.programmes, self.pages, [self.speakers_page, self.newsletter]
        )

    def items(self) -> Iterator[schema.ContentItem[Any]]:
        """All pages and snippets."""
        return chain(self.standing_pages(), self.speakers, self.sessions, self.issues, [self.announcement, self.footer])


def read(content: Path = CONTENT) -> Demo:
    """Raises `ContentError` where a file cannot be read; `portal.demo.check` checks whether files fit each other."""
    files = Files(content)
    form = files.table("call-form.toml", schema.CallForm)
    timetable = files.table("timetable.toml", schema.Timetable)
    demo = Demo(
        home=files.item("home.toml", HomePage, schema.PageFacts),
        pages=files.items("pages/*.toml", StandardPage, schema.PageFacts),
        events=files.items("editions/event-*.toml", EventPage, schema.EventFacts),
        calls=[
            with_call_form(call, form) for call in files.items("editions/call-*.toml", CallPage, schema.EventChildFacts)
        ],
        programmes=files.items("editions/programme-*.toml", ProgrammePage, schema.EventChildFacts),
        speakers_page=files.item("speakers.toml", SpeakersPage, schema.PageFacts),
        speakers=[with_speaker_texts(one) for one in files.items("speakers/*.toml", SpeakerPage, schema.Speaker)],
        sessions=in_order(files.items("sessions/*.toml", SessionPage, schema.Session), timetable),
        newsletter=files.item("newsletter.toml", NewsletterPage, schema.PageFacts),
        issues=files.items("issues/*.toml", NewsletterIssuePage, schema.IssueFacts),
        announcement=files.item("announcement.toml", Announcement, schema.AnnouncementFacts),
        footer=files.item("footer.toml", Footer, schema.FooterFacts),
        themes=files.table("themes.toml", schema.ThemeList).themes,
        timetable=timetable,
        call_form=form,
        proposals=files.table("proposals.toml", schema.Proposals),
        roster=files.table("roster.toml", schema.Roster),
    )
    for file in files.not_read():
        raise ContentLocation(file).mistake("Files of this name are not read; README.md says where each belongs.")
    return demo


def with_call_form(
    call: schema.ContentItem[schema.EventChildFacts], form: schema.CallForm
) -> schema.ContentItem[schema.EventChildFacts]:
    """A call with what every call asks."""
    return replace(call, texts={**call.texts, "consent": form.consent}, blocks={**call.blocks, "prompts": form.prompts})


def with_speaker_texts(speaker: schema.ContentItem[schema.Speaker]) -> schema.ContentItem[schema.Speaker]:
    """A speaker's page is called by the name, which is the same in every language."""
    name, role = speaker.facts.name, speaker.texts.get("role", TranslatedText())
    about = {
        "title": TranslatedText(dict.fromkeys(LANGUAGES, name)),
        "slug": TranslatedText(dict.fromkeys(LANGUAGES, slugify(name))),
        "search_description": TranslatedText({code: f"{name}: {role.get(code, '')}" for code in LANGUAGES}),
    }
    return replace(speaker, texts={**about, **speaker.texts})


def in_order(sessions: list[Session], timetable: schema.Timetable) -> list[Session]:
    """By their start, then by their room."""
    rooms = [room.key for room in timetable.rooms]

    def position(session: Session) -> tuple[time, int]:
        slot = session.facts.slot
        return slot.start, rooms.index(slot.room) if slot.room in rooms else len(rooms)

    return sorted(sessions, key=position)
