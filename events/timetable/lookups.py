"""What the validation has to look up, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.query import PageQuerySet

from events.consents.recordings import consents_of
from events.models import Event, Recording, Room, SessionPage, SessionSpeaker, Slot
from events.timetable.availability import availability_in
from events.timetable.staffing import promises_with_a_name
from events.timetable.validation import SessionLookup


def look_up_sessions(slots: Iterable[Slot], event: Event) -> SessionLookup:
    ids = {slot.session_id for slot in slots if slot.session_id}
    return look_up_pages(SessionPage.objects.filter(pk__in=ids), event)


def look_up_pages(chosen: PageQuerySet[SessionPage], event: Event) -> SessionLookup:
    recordings = Recording.objects.filter(page=OuterRef("pk"))
    pages = {page.pk: page for page in chosen.defer_streamfields().annotate(is_recorded=Exists(recordings))}
    versions = SessionPage.objects.live().filter(
        alias_of__isnull=True, translation_key__in={page.translation_key for page in pages.values()}
    )
    by_key: dict[Any, set[str]] = defaultdict(set)
    for key, code in versions.values_list("translation_key", "locale__language_code"):
        by_key[key].add(code)
    speakers: dict[int, dict[Any, str]] = defaultdict(dict)
    draft_speakers: dict[int, str] = {}
    rows = SessionSpeaker.objects.filter(page__in=pages)  # values, since pages are slow to make
    facts = ("page", "speaker", "speaker__translation_key", "speaker__title", "speaker__live")
    for pk, speaker, key, name, is_live in rows.values_list(*facts):
        speakers[pk][key] = name
        if pages[pk].live and not is_live:
            draft_speakers[speaker] = name
    recorded = [pk for pk, page in pages.items() if page.is_recorded]
    consents = consents_of(recorded) if recorded else {}
    return SessionLookup(
        sessions=pages,
        speakers=speakers,
        languages={pk: by_key[page.translation_key] for pk, page in pages.items()},
        availability=availability_in(event),
        rooms={room.pk: room for room in Room.objects.filter(event=event)},
        draft_speakers=draft_speakers,
        named=promises_with_a_name(event),
        refused=frozenset(pk for pk, consent in consents.items() if not consent.may_show),
    )
