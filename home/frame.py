"""Announcements and the footer for a reader of one language."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from home.caching.dependencies import cached_until_publish, expire_at
from home.i18n.languages import fallbacks, language_of
from home.models import Announcement, Footer
from home.models.snippets import FrameSnippet


@dataclass(frozen=True)
class LocalizedSnippet:
    """A snippet in the reader's language; `lang` names its own language where there is no translation yet."""

    snippet: Any
    lang: str


def published_versions(rows: Any) -> list[list[FrameSnippet]]:
    """The published rows of each snippet, the original first. Unpublishing the original hides all languages."""
    by_key: dict[UUID, list[FrameSnippet]] = defaultdict(list)
    for row in rows.order_by("pk"):
        by_key[row.translation_key].append(row)
    return [[row for row in rows_of_one if row.live] for rows_of_one in by_key.values() if rows_of_one[0].live]


def version_for(versions: list[FrameSnippet], language: str) -> LocalizedSnippet:
    by_language = {language_of(row): row for row in versions}
    nearest = next((by_language[code] for code in fallbacks(language) if code in by_language), versions[0])
    return LocalizedSnippet(nearest, "" if language_of(nearest) == language else language_of(nearest))


@cached_until_publish
def announcement_versions() -> list[list[FrameSnippet]]:
    return published_versions(Announcement.objects.select_related("link_page"))


@cached_until_publish
def footer_versions() -> list[list[FrameSnippet]]:
    return published_versions(Footer.objects.all())


def announcements(language: str, now: datetime) -> list[LocalizedSnippet]:
    """The announcements shown at `now` (aware), oldest first."""
    shown = []
    for versions in announcement_versions():
        original = versions[0]
        expire_at(original.next_boundary(now))
        if original.is_shown(now):
            shown.append(version_for(versions, language))
    return shown


def footer(language: str) -> LocalizedSnippet | None:
    """The newest published footer."""
    all_versions = footer_versions()
    return version_for(all_versions[-1], language) if all_versions else None
