"""Everything that belongs to an event, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from wagtail.models import Page

from events.models import (
    Event,
    EventPage,
    Room,
    SessionPage,
    SessionSpeaker,
    SpeakerPage,
    Timetable,
    sessions_of,
)
from events.timetable.chooser import sessions_with_slot
from events.timetable.lookups import look_up_sessions
from events.timetable.planned import times_planned_in
from events.timetable.validation import ProblemGroup, TimetableProblem, problem_groups, problems
from home.i18n.languages import language_of


@dataclass(frozen=True)
class PageRow:
    """A page of the event with its version in each language of the portal (None: there is none)."""

    title: str
    kind: str
    versions: list[tuple[str, Page | None]]


@dataclass(frozen=True)
class Overview:
    event: Event
    pages: list[PageRow]
    timetable: Timetable | None
    problems: list[TimetableProblem]
    rooms: list[Room]
    without_slot: list[SessionPage]
    without_session: list[SpeakerPage]

    @property
    def problem_groups(self) -> list[ProblemGroup]:
        return problem_groups(self.problems)


def overview(event: Event, *, shown_to: Any) -> Overview:
    timetable = Timetable.objects.filter(event=event).select_related("latest_revision").first()
    draft = timetable.get_latest_revision_as_object() if timetable else None
    slots = list(draft.slots.all()) if draft else []
    taken = sessions_with_slot()
    speaking = SessionSpeaker.objects.values("speaker__translation_key")
    speakers = SpeakerPage.objects.filter(locale=F("original_locale")).exclude(translation_key__in=speaking)
    return Overview(
        event=event,
        pages=page_rows(event),
        timetable=timetable,
        problems=problems(
            event, slots, look_up_sessions(slots), event.language_codes, times_planned_in(event, shown_to)
        ),
        rooms=list(event.rooms.all()),
        without_slot=[page for page in sessions_of(event) if page.pk not in taken],
        without_session=list(speakers.order_by("title")),
    )


def page_rows(event: Event) -> list[PageRow]:
    """The event page and the pages directly below it, in the order of the tree."""
    event_pages = list(EventPage.objects.filter(event=event).order_by("path"))
    wanted = Q(pk__in=[page.pk for page in event_pages])
    for page in event_pages:
        wanted |= Q(path__startswith=page.path, depth=page.depth + 1)
    versions: dict[Any, dict[str, Page]] = defaultdict(dict)
    for page in Page.objects.filter(wanted).select_related("content_type").order_by("depth", "path"):
        versions[page.translation_key].setdefault(language_of(page), page)
    return [
        PageRow(
            title=next(iter(by_language.values())).title,
            kind=str(next(iter(by_language.values())).content_type.name),
            versions=[(code, by_language.get(code)) for code in event.language_codes],
        )
        for by_language in versions.values()
    ]
