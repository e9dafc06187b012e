"""The rows of home.registry.listings, so that a block can show them whichever app they come from.

A listing is called with (request, page): `page` is what the editor chose, or the page of the block; the
language is the active one. `url` is a path or a full address. Besides the rows below there are "dates" (see
home.blocks), "call": at most one StateRow (home.blocks.dates), and "calendar": one address of a calendar file.
"""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class SessionRow:
    """A line of the published programme; `starts_at` and `ends_at` aware. Listing "sessions", in order of time."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    title_language: str = ""  # where the title is not in the active language
    languages: list[str] = field(default_factory=list)  # codes of the languages spoken
    speakers: str = ""
    is_cancelled: bool = False
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009  immutable


@dataclass(frozen=True)
class PersonRow:
    """A speaker's page. Listing "speaker", of one row."""

    name: str
    url: str
    text: str = ""
    text_language: str = ""
    picture: str = ""  # address of a square picture, at least 160 pixels wide


@dataclass(frozen=True)
class SearchResultFacts:
    """What a search result says besides its text. `themes` are labels with their language where it is another."""

    date: datetime | None = None  # in the zone whose day it is
    is_cancelled: bool = False
    speakers: str = ""
    themes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TermInText:
    """A term of the glossary that occurs in a text, and what it is in the other language. See registry.glossary."""

    term: str
    translation: str
    note: str = ""
