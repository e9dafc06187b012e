"""What the validation has to look up, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.query import PageQuerySet

from events.models import Event, Room, SessionPage, SessionSpeaker, Slot
from events.timetable.availability import availability_in
from events.timetable.staffing import promises_with_a_name
from events.timetable.validation import SessionLookup
from home.i18n.languages import language_of


def look_up_sessions(slots: Iterable[Slot], event: Event) -> SessionLookup:
    ids = {slot.session_id for slot in slots if slot.session_id}
    return look_up_pages(SessionPage.objects.filter(pk__in=ids), event)


def look_up_pages(chosen: PageQuerySet[SessionPage], event: Event) -> SessionLookup:
    pages = {page.pk: page for page in chosen.defer_streamfields()}
    versions = SessionPage.objects.live().filter(
        alias_of__isnull=True, translation_key__in={page.translation_key for page in pages.values()}
    )
    by_key: dict[Any, set[str]] = defaultdict(set)
    for page in versions.only("translation_key", "locale_id"):
        by_key[page.translation_key].add(language_of(page))
    speakers: dict[int, dict[Any, str]] = defaultdict(dict)
    for row in SessionSpeaker.objects.filter(page__in=pages).select_related("speaker"):
        speakers[row.page_id][row.speaker.translation_key] = row.speaker.title
    return SessionLookup(
        sessions=pages,
        speakers=speakers,
        languages={pk: by_key[page.translation_key] for pk, page in pages.items()},
        availability=availability_in(event),
        rooms={room.pk: room for room in Room.objects.filter(event=event)},
        named=promises_with_a_name(event),
    )
