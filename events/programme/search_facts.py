"""What search results show of the pages of events besides their text (home.registry.search_facts)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from events.enums import SlotStatus
from events.models import EventPage, SessionPage, SessionRelease, Slot
from events.programme.queries import speakers_of, themes_of
from home.characters import one_line
from home.listings import SearchResultFacts


def search_result_facts(pages: Collection[Any], language: str) -> dict[int, SearchResultFacts]:
    """Dates of editions and sessions, speakers and themes, in a constant number of queries."""
    return _editions(pages) | _sessions(pages, language)


def _dates(rows: Iterable[tuple[Any, datetime, str]]) -> dict[Any, datetime]:
    """Each instant in the zone of its event; the last one of a key counts."""
    return {key: instant.astimezone(ZoneInfo(zone)) for key, instant, zone in rows}


def _editions(pages: Collection[Any]) -> dict[int, SearchResultFacts]:
    chosen = {page.pk: page.translation_key for page in pages if isinstance(page, EventPage)}
    if not chosen:
        return {}
    originals = EventPage.objects.filter(translation_key__in=chosen.values(), locale=F("original_locale"))
    dates = _dates(originals.values_list("translation_key", "event__starts_at", "event__zone"))
    return {pk: SearchResultFacts(date=dates.get(key)) for pk, key in chosen.items()}


def _sessions(pages: Collection[Any], language: str) -> dict[int, SearchResultFacts]:
    chosen = {page.pk: page.translation_key for page in pages if isinstance(page, SessionPage)}
    if not chosen:
        return {}
    originals = SessionPage.objects.filter(translation_key__in=chosen.values(), locale=F("original_locale"))
    ids = dict(originals.values_list("translation_key", "pk"))
    slots = Slot.objects.filter(session__in=ids.values(), timetable__live=True)
    rows = slots.order_by("-starts_at").values_list("session", "starts_at", "timetable__event__zone")
    dates = _dates(rows)
    if gone := set(ids.values()) - dates.keys():
        dates |= _released_dates(gone)
    taking_place = _dates(rows.exclude(status=SlotStatus.CANCELLED))
    speakers, themes = speakers_of(ids.values()), themes_of(ids.values(), language)
    found = {}
    for pk, key in chosen.items():
        original = ids.get(key, pk)
        found[pk] = SearchResultFacts(
            date=taking_place.get(original, dates.get(original)),
            is_cancelled=original in dates and original not in taking_place,
            speakers=", ".join(one_line(speaker.title) for speaker in speakers[original]),
            themes=[(label.name, label.lang) for label in themes[original]],
        )
    return found


def _released_dates(sessions: Collection[int]) -> dict[int, datetime]:
    """Of sessions whose slots are gone since a release, which count as cancelled; not while nothing is published."""
    published = Slot.objects.filter(timetable__live=True).order_by().values("timetable__event")
    rows = SessionRelease.objects.filter(session__in=sessions, event__in=published).order_by("-starts_at")
    return _dates(rows.values_list("session", "starts_at", "event__zone"))
