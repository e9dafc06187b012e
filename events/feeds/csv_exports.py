"""Sessions and speakers as CSV. Cells are escaped, so that a spreadsheet runs none of them as a formula."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import F

from events.models import Event, SessionPage, SessionSpeaker, Slot, SpeakerPage, sessions_of
from events.programme.queries import themes_of
from home.characters import without_formula
from home.i18n.languages import language_of
from home.times import utc


def as_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to detect it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([without_formula(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def sessions_csv(event: Event) -> bytes:
    """One row a slot, and one for a session without any; instants are UTC."""
    originals = list(sessions_of(event))
    titles = _titles(SessionPage, [page.translation_key for page in originals])
    ids = [page.pk for page in originals]
    slots: dict[int, list[Slot | None]] = defaultdict(list)
    for found in Slot.objects.filter(session__in=ids).select_related("room"):
        slots[found.session_id].append(found)
    speakers, themes = _speakers(ids), themes_of(ids, settings.LANGUAGE_CODE)
    languages = settings.PORTAL_LANGUAGES
    header = [
        "id",
        *(f"title_{code}" for code in languages),
        "kind",
        "original_language",
        "live",
        "starts_utc",
        "ends_utc",
    ]
    rows: list[list[Any]] = [[*header, "room", "status", "languages", "speakers", "themes", "abstract"]]
    one_by_one = [(page, slot) for page in originals for slot in slots[page.pk] or [None]]
    for page, slot in one_by_one:
        roles = slot.languages if slot else {}
        rows.append(
            [
                page.pk,
                *(titles[page.translation_key].get(code, "") for code in languages),
                page.kind,
                language_of(page),
                page.live,
                f"{utc(slot.starts_at):%Y-%m-%d %H:%M}" if slot else "",
                f"{utc(slot.ends_at):%Y-%m-%d %H:%M}" if slot else "",
                slot.room.name if slot and slot.room else "",
                slot.status if slot else "",
                "; ".join(f"{role}: {', '.join(codes)}" for role, codes in roles.items()),
                "; ".join(speakers.get(page.pk, {}).values()),
                "; ".join(theme.name for theme in themes[page.pk]),
                page.abstract,
            ]
        )
    return as_csv(rows)


def speakers_csv(event: Event) -> bytes:
    """One row per speaker of the event, with the original titles of their sessions."""
    rows = SessionSpeaker.objects.filter(page__in=sessions_of(event)).select_related("page", "speaker")
    sessions: dict[Any, list[str]] = defaultdict(list)
    for row in rows.order_by("speaker__title", "page__title"):
        sessions[row.speaker.translation_key].append(row.page.title)
    pages = SpeakerPage.objects.filter(translation_key__in=sessions)
    originals = sorted((page for page in pages if page.is_original), key=lambda page: page.title)
    found: list[list[Any]] = [["id", "name", "pronouns", "role", "answers_in", "live", "sessions"]]
    found += [
        [
            page.pk,
            page.title,
            page.pronouns,
            page.role,
            page.answers_in,
            page.live,
            "; ".join(sessions[page.translation_key]),
        ]
        for page in originals
    ]
    return as_csv(found)


def _speakers(sessions: list[int]) -> dict[int, dict[Any, str]]:
    """Session id → translation key and name of its speakers in the editor's order, drafts and private pages included.

    A row may name a translation: the person is the same.
    """
    rows = SessionSpeaker.objects.filter(page__in=sessions).order_by("page", "sort_order", "pk")
    found: dict[int, dict[Any, str]] = defaultdict(dict)
    for session, key, name in rows.values_list("page", "speaker__translation_key", "speaker__title"):
        found[session].setdefault(key, name)
    originals = SpeakerPage.objects.filter(
        translation_key__in={key for names in found.values() for key in names}, locale=F("original_locale")
    )
    names = dict(originals.values_list("translation_key", "title"))
    return {session: {key: names.get(key, name) for key, name in own.items()} for session, own in found.items()}


def _titles(model: type[SessionPage], keys: list[Any]) -> dict[Any, dict[str, str]]:
    found: dict[Any, dict[str, str]] = defaultdict(dict)
    for page in model.objects.filter(translation_key__in=keys, alias_of__isnull=True):
        found[page.translation_key][language_of(page)] = page.title
    return found
