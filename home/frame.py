"""Announcements and the footer for a reader of one language."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from home.caching.dependencies import cached_until_publish, expire_at
from home.i18n.languages import language_of
from home.models import Announcement, Footer
from home.models.snippets import FrameSnippet


@dataclass(frozen=True)
class Shown:
    """A snippet in the reader's language; `lang` names its own language where there is no translation yet."""

    snippet: Any
    lang: str


def versions(rows: Any) -> list[list[FrameSnippet]]:
    """The published rows of each snippet, the original first. Unpublishing the original hides all languages."""
    by_key: dict[UUID, list[FrameSnippet]] = defaultdict(list)
    for row in rows.order_by("pk"):
        by_key[row.translation_key].append(row)
    return [[row for row in family if row.live] for family in by_key.values() if family[0].live]


def for_reader(family: list[FrameSnippet], language: str) -> Shown:
    mine = next((row for row in family if language_of(row) == language), None)
    return Shown(mine, "") if mine else Shown(family[0], language_of(family[0]))


@cached_until_publish
def announcement_families() -> list[list[FrameSnippet]]:
    return versions(Announcement.objects.select_related("link_page"))


@cached_until_publish
def footer_families() -> list[list[FrameSnippet]]:
    return versions(Footer.objects.all())


def announcements(language: str, now: datetime) -> list[Shown]:
    """The announcements shown at `now` (aware), oldest first."""
    shown = []
    for family in announcement_families():
        original = family[0]
        expire_at(original.next_boundary(now))
        if original.is_shown(now):
            shown.append(for_reader(family, language))
    return shown


def footer(language: str) -> Shown | None:
    """The newest published footer."""
    families = footer_families()
    return for_reader(families[-1], language) if families else None
