"""The shapes of the demo's files in `content/`: which keys a table has, and what each holds.

A page or snippet is a `ContentItem`: the texts and blocks of its model, by field name, and its facts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Generic, TypeVar

from django.db import models

from portal.demo.parsing import ContentLocation, TomlTable, TranslatedText


@dataclass(frozen=True, slots=True)
class Offset:
    """An instant counted from the day of loading: so many days later (or earlier), at a time of day in UTC."""

    days: int
    at: time

    def on(self, loading_day: date) -> datetime:
        return datetime.combine(loading_day + timedelta(days=self.days), self.at, tzinfo=UTC)


InstantOrOffset = datetime | Offset


def instant(when: InstantOrOffset, loading_day: date) -> datetime:
    """In UTC, for a portal filled on `loading_day`."""
    return when.on(loading_day) if isinstance(when, Offset) else when


# Facts of pages and snippets


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """`menu` is the place in the menu, 0 for none; `original` the language the page was written in first."""

    menu: int = 0
    original: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts(PageFacts):
    """`cities` are IANA time zones. A call without dates is one whose dates are not known."""

    name: str
    contact: str
    cities: list[str]
    starts_at: InstantOrOffset
    ends_at: InstantOrOffset
    call_opens_at: InstantOrOffset | None = None
    call_closes_at: InstantOrOffset | None = None
    composition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChildFacts(PageFacts):
    """A call or programme page; `event` is the file of the event's page."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts(EventChildFacts):
    """`milestone` is what the issue tells of `event`; see home.newsletter.enums."""

    milestone: str
    sent_at: InstantOrOffset


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(PageFacts):
    """`languages` are those in which questions can be put."""

    name: str
    languages: list[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """On the day of the event, in UTC. Without a room it is for everybody."""

    start: time
    end: time
    room: str = ""


@dataclass(frozen=True, slots=True)
class SessionLanguages:
    """Language codes by role."""

    spoken: list[str] = field(default_factory=list)
    interpreted: list[str] = field(default_factory=list)
    captioned: list[str] = field(default_factory=list)
    slides: list[str] = field(default_factory=list)

    def by_role(self) -> dict[str, list[str]]:
        """Without the roles in which there is no language."""
        return {name: codes for name, codes in asdict(self).items() if codes}


@dataclass(frozen=True, slots=True)
class Recording:
    url: str
    spoken: str
    captions: list[str] = field(default_factory=list)
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of the abstract that are changed after the translation, so that it has to be checked."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(PageFacts):
    """`first_slot` is where the first release had it, if it moved later; `consent` is what each speaker says about a
    recording, as in events.enums.RecordingAnswer."""

    kind: str
    slot: Slot
    first_slot: Slot | None = None
    cancelled: bool = False
    languages: SessionLanguages = field(default_factory=SessionLanguages)
    speakers: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    consent: str = ""
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementFacts(PageFacts):
    link_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterFacts(PageFacts):
    name: str


F = TypeVar("F", bound=PageFacts)


@dataclass(frozen=True, slots=True)
class ContentItem(Generic[F]):
    """One file that is a page or a snippet. `key` is the file's name: others refer to the page by it."""

    key: str
    location: ContentLocation
    model: type[models.Model]
    texts: dict[str, TranslatedText]
    blocks: dict[str, list[TomlTable]]
    facts: F


# Rows


@dataclass(frozen=True, slots=True)
class Theme:
    """`key` is the slug, the same in every language, so that an address with a filter survives the switch."""

    key: str
    name: TranslatedText


@dataclass(frozen=True, slots=True)
class RoomWayIn:
    """As events.ways_in.rows.WayIn; `country` is a code."""

    kind: str
    address: str
    language: str = ""
    note: str = ""
    country: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """`language` only for the rooms of the language break."""

    key: str
    name: str
    host: str
    join_url: str
    language: str = ""
    ways_in: list[RoomWayIn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Of the event with the sessions: published twice, the second time with what moved and what was cancelled."""

    programme: str
    first_release: datetime
    second_release: datetime
    rooms: list[Room]


@dataclass(frozen=True, slots=True)
class Proposal:
    """In the one language it was written in. `answers` by the key of the question; `hours` counted from the start."""

    language: str
    title: str
    kind: str
    abstract: str
    practice: str
    hard: str
    spoken: list[str]
    zone: str
    name: str
    email: str
    biography: str
    answers: dict[str, str] = field(default_factory=dict)
    hours: list[int] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ThemeList:
    themes: list[Theme]


@dataclass(frozen=True, slots=True)
class Proposals:
    event: str
    proposals: list[Proposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoHelper:
    """A helper of the edition that the timetable is of."""

    name: str
    email: str
    language: str
    zone: str
    languages: list[str]
    tasks: list[str]


@dataclass(frozen=True, slots=True)
class Roster:
    """`open_event` is the edition with a public gap."""

    open_event: str
    helpers: list[DemoHelper]


@dataclass(frozen=True, slots=True)
class CallForm:
    """What every call asks and what its senders agree to. A prompt's `key` stands for it in the proposals' answers."""

    consent: TranslatedText
    prompts: list[TomlTable]
