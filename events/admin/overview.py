"""Everything that belongs to an event, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from wagtail.models import Page

from events.enums import SessionKind
from events.models import (
    CallPage,
    Event,
    EventPage,
    ProgrammePage,
    Room,
    SessionPage,
    SessionSpeaker,
    Slot,
    SpeakerPage,
    SpeakersPage,
    Timetable,
    sessions_below,
)
from events.timetable.drafts import slots_of_draft
from events.timetable.lookups import look_up_pages
from events.timetable.planned import times_planned_in
from events.timetable.validation import ProblemGroup, SessionLookup, problem_groups, problems
from home.i18n.languages import language_of


@dataclass(frozen=True)
class PageRow:
    """A page of the event with its version in each language of the edition (None: there is none)."""

    title: str
    kind: str
    versions: list[tuple[str, Page | None]]


@dataclass
class Overview:
    """An edition as its page in the admin shows it. Each property is looked up once."""

    event: Event
    shown_to: Any  # the user

    @cached_property
    def languages(self) -> list[str]:
        return self.event.language_codes

    @cached_property
    def event_pages(self) -> list[EventPage]:
        """In every language, the originals first."""
        pages = EventPage.objects.filter(event=self.event).order_by("path")
        return sorted(pages, key=lambda page: (not page.is_original, page.path))

    @cached_property
    def _below(self) -> list[Page]:
        """The edition's pages, and all pages that hold speakers."""
        wanted = Q(pk__in=[page.pk for page in self.event_pages])
        wanted |= Q(content_type=ContentType.objects.get_for_model(SpeakersPage))
        for page in self.event_pages:
            wanted |= Q(path__startswith=page.path, depth=page.depth + 1)
        return list(Page.objects.filter(wanted).select_related("content_type").order_by("depth", "path"))

    @cached_property
    def pages(self) -> list[PageRow]:
        """The event page and the pages directly below it, in the order of the tree."""
        versions: dict[Any, dict[str, Page]] = defaultdict(dict)
        for page in self._below:
            if page.specific_class is SpeakersPage:
                continue
            versions[page.translation_key].setdefault(language_of(page), page)
        return [
            PageRow(
                title=next(iter(by_language.values())).title,
                kind=str(next(iter(by_language.values())).content_type.name),
                versions=[(code, by_language.get(code)) for code in self.languages],
            )
            for by_language in versions.values()
        ]

    def first(self, model: type[Page]) -> Page | None:
        """The event, call or programme page: below the original event page where there are several."""
        above = [page.path for page in self.event_pages]
        own = [page for page in self._below if page.specific_class is model]
        return min(own, key=lambda page: [not page.path.startswith(path) for path in above], default=None)

    @cached_property
    def event_page(self) -> Page | None:
        return self.first(EventPage)

    @cached_property
    def call_page(self) -> Page | None:
        return self.first(CallPage)

    @cached_property
    def programme(self) -> Page | None:
        return self.first(ProgrammePage)

    @property
    def speakers_page(self) -> Page | None:
        found = (page for page in self._below if page.specific_class is SpeakersPage)
        return min(found, key=lambda page: page.pk, default=None)

    @cached_property
    def timetable(self) -> Timetable | None:
        return Timetable.objects.filter(event=self.event).select_related("latest_revision").first()

    @cached_property
    def slots(self) -> list[Slot]:
        return slots_of_draft(self.timetable) if self.timetable else []

    @cached_property
    def problem_groups(self) -> list[ProblemGroup]:
        planned = times_planned_in(self.event, self.shown_to)
        return problem_groups(problems(self.event, self.slots, self.lookup, self.languages, planned))

    @cached_property
    def rooms(self) -> list[Room]:
        return list(self.lookup.rooms.values())

    @cached_property
    def sessions(self) -> list[SessionPage]:
        """Originals, drafts included."""
        paths = tuple(page.path for page in self.event_pages)
        found = [page for page in self.lookup.sessions.values() if page.path.startswith(paths)]
        return sorted(found, key=lambda page: page.title)

    @cached_property
    def lookup(self) -> SessionLookup:
        """For all sessions, with a slot or without."""
        placed = SessionPage.objects.filter(pk__in={slot.session_id for slot in self.slots})
        return look_up_pages(sessions_below(page.path for page in self.event_pages) | placed, self.event)

    @property
    def speaker_count(self) -> int:
        return len({key for page in self.sessions for key in self.lookup.speakers.get(page.pk, {})})

    @cached_property
    def without_slot(self) -> list[SessionPage]:
        taken = {slot.session_id for slot in self.slots}
        return [page for page in self.sessions if page.pk not in taken]

    @cached_property
    def without_speaker(self) -> list[SessionPage]:
        talks = [page for page in self.sessions if not SessionKind(page.kind).is_break]
        return [page for page in talks if not self.lookup.speakers.get(page.pk)]

    @cached_property
    def drafts(self) -> list[SessionPage]:
        return [page for page in self.sessions if not page.live]

    def waiting_for(self, code: str) -> list[SessionPage]:
        """Published sessions that are not published in this language."""
        return [page for page in self.sessions if page.live and code not in self.lookup.languages[page.pk]]

    @cached_property
    def without_session(self) -> list[SpeakerPage]:
        """Speakers without a session in any edition."""
        speaking = SessionSpeaker.objects.values("speaker__translation_key")
        speakers = SpeakerPage.objects.filter(locale=F("original_locale")).exclude(translation_key__in=speaking)
        return list(speakers.order_by("title").defer_streamfields())
