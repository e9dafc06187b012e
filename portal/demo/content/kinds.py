"""The shapes the demo content is written in. Every text a reader sees is a `Pair`: English first, then Spanish.

Inside texts only <b>, <i>, <code> and <a href> are used. An href is `page:KEY` (a page of this content),
an address at example.org, or a mailto link to one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offset:
    """An instant told from the day of loading: so many days later (or earlier), at a time of day in UTC."""

    days: int
    hour: int
    minute: int = 0

    def on(self, loading_day: date) -> datetime:
        """The instant, in UTC, for a portal filled on `loading_day`."""
        return datetime.combine(loading_day + timedelta(days=self.days), time(self.hour, self.minute), tzinfo=UTC)


When = datetime | Offset


# Blocks


@dataclass(frozen=True, slots=True)
class Heading:
    text: Pair


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, one pair each."""

    paragraphs: list[Pair]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; belongs to the text before it."""

    items: list[Pair]


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` in the words of each language; `original` is shown beside it, with `note`, where a page's
    language is not `original_lang`. An unknown `source` stays empty."""

    text: Pair
    attribution: str
    source: str
    original: str
    original_lang: str
    note: Pair | None


@dataclass(frozen=True, slots=True)
class Questions:
    title: Pair
    items: list[Pair]


@dataclass(frozen=True, slots=True)
class CallToAction:
    """`target` is `page:KEY` or a web address."""

    text: Pair
    label: Pair
    target: str


@dataclass(frozen=True, slots=True)
class Accordion:
    """Folded answers: a question and its paragraphs."""

    title: Pair
    items: list[tuple[Pair, list[Pair]]]


@dataclass(frozen=True, slots=True)
class SignUp:
    """The newsletter's form, with a heading and a sentence of its own."""

    title: Pair
    text: Pair


@dataclass(frozen=True, slots=True)
class Dates:
    """Where the event's dates are shown; they come from the event row. `edition` only in newsletter issues: a page."""

    edition: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A drawn image, by name."""

    name: str
    alt: Pair
    caption: Pair | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """An invented partner: `image` is the name of a drawn image, `name` its alternative text."""

    name: str
    image: str
    url: str


@dataclass(frozen=True, slots=True)
class Logos:
    title: Pair
    items: list[Logo]


@dataclass(frozen=True, slots=True)
class SessionList:
    """Only in newsletter issues: the published programme of an edition, by the key of its page."""

    title: Pair
    edition: str


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """Only in newsletter issues: one speaker, by key, and a line above."""

    title: Pair
    speaker: str


@dataclass(frozen=True, slots=True)
class Button:
    """Only in newsletter issues: one thing to do now. `target` is `page:KEY`."""

    label: Pair
    target: str


Block = (
    Heading
    | Text
    | Bullets
    | Quotation
    | Questions
    | CallToAction
    | Accordion
    | SignUp
    | Dates
    | Image
    | Logos
    | SessionList
    | SpeakerCard
    | Button
)


# Pages and rows


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question of the call that the form asks, with a line of help."""

    key: str
    question: Pair
    help: Pair


@dataclass(frozen=True, slots=True)
class Page:
    """One page in both languages. `fields` are the texts of the page type by their field name;
    `born` is the language of the original."""

    key: str
    kind: str
    title: Pair
    slug: Pair
    search_description: Pair
    fields: dict[str, Pair] = field(default_factory=dict)
    body: list[Block] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    children: list[Page] = field(default_factory=list)
    born: str = "en"


@dataclass(frozen=True, slots=True)
class Consent:
    """A text people agree to. A changed text is a new version."""

    version: str
    text: Pair


@dataclass(frozen=True, slots=True)
class Edition:
    """One event: its row, and its pages in `page` with the call below. Instants are UTC; None is unknown.

    `cities` are IANA zones. `prompts` are what the call's form asks, `consent` what its senders agree to.
    """

    key: str
    name: str
    starts_at: When
    ends_at: When
    call_opens_at: When | None
    call_closes_at: When | None
    contact: str
    cities: list[str]
    page: Page
    prompts: list[Prompt]
    consent: Consent


@dataclass(frozen=True, slots=True)
class Theme:
    """`key` is the slug, the same in every language, so that an address with a filter survives the switch."""

    key: str
    label: Pair


@dataclass(frozen=True, slots=True)
class Room:
    """`language` only for the rooms of the language break. Name and host are proper names."""

    key: str
    name: str
    join_link: str
    host: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """`role` says in one line what they do; `languages` are those they answer in; `motif` seeds the drawn portrait."""

    key: str
    name: str
    role: Pair
    biography: Pair
    languages: list[str]
    motif: str
    pronouns: Pair | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where, in UTC. Without a room it is for everybody."""

    starts_at: datetime
    ends_at: datetime
    room: str | None


@dataclass(frozen=True, slots=True)
class Languages:
    """Language codes by role."""

    spoken: list[str]
    interpreted: list[str] = field(default_factory=list)
    captioned: list[str] = field(default_factory=list)
    slides: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recording:
    url: str
    spoken: str
    captions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Session:
    """`summary` is the search description. `moved_from` is the slot of the first release, where it changed later."""

    key: str
    kind: str
    title: Pair
    slug: Pair
    summary: Pair
    abstract: list[Pair]
    slot: Slot
    languages: Languages
    speakers: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    born: str = "en"
    cancelled: bool = False
    moved_from: Slot | None = None
    recordings: list[Recording] = field(default_factory=list)
