from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from events.enums import CallState, Phase
from events.models import CallPage, Event, EventPage, ProgrammePage, SpeakersPage
from home.caching.dependencies import cached_until_publish, expire_at
from home.clock import now
from home.i18n.languages import language_of
from home.i18n.page_versions import NavigationLink
from home.i18n.reader_links import ReaderLink, page_links, reader_language
from home.page_privacy import Paths, private_paths, public

register = template.Library()


@dataclass
class ShownEvent:
    """An edition with its page in the reader's language, or the original. `call` is the address of its call while that
    is open."""

    event: Event
    page: EventPage
    phase: Phase
    call_state: CallState
    link: ReaderLink
    call: ReaderLink | None


@register.simple_tag(takes_context=True)
def shown_events(context: dict[str, Any]) -> list[ShownEvent]:
    """Every edition that readers see: first the current one (the next that is not over, else the latest), then future
    ones, the soonest first, then past ones. The number of queries is constant."""
    request = context["request"]
    instant = now(request)
    events = order_events(_events(), instant)
    pages = pages_by_event(events)
    calls = {page.path[: -page.steplen]: page for page in _calls()}
    links = page_links([*pages.values(), *calls.values()], reader_language(request))
    shown = []
    for event in events:
        expire_at(event.next_boundary(instant))
        page, state = pages[event.pk], event.call_state(instant)
        call = calls.get(page.path) if state == CallState.OPEN else None
        if link := links[page.pk]:
            shown.append(ShownEvent(event, page, event.phase(instant), state, link, call and links[call.pk]))
    return shown


@register.filter
def open_call(editions: list[ShownEvent]) -> ReaderLink | None:
    """The first call that is open."""
    return next((edition.call for edition in editions if edition.call), None)


def order_events(events: list[Event], instant: datetime) -> list[Event]:
    ahead = [event for event in events if event.ends_at > instant]
    past = [event for event in events if event.ends_at <= instant]
    return sorted(ahead, key=lambda one: one.starts_at) + sorted(past, key=lambda one: one.ends_at, reverse=True)


def pages_by_event(events: list[Event]) -> dict[int, EventPage]:
    """Event id → its page: in the reader's language, else the original, else any."""
    chosen: dict[int, EventPage] = {}
    for page in sorted(_event_pages(), key=language_rank):
        chosen.setdefault(page.event_id, page)
    return chosen


@register.simple_tag(takes_context=True)
def event_links(context: dict[str, Any]) -> list[NavigationLink]:
    """From the page of an event to its programme, its call and the speakers, in menus or not.

    The call comes first while it is open.
    """
    code, event = reader_language(context["request"]), context["event"]
    programmes, calls, speakers = _pages_of(event.pk, private_paths(context["page"]))
    order = [calls, programmes, speakers] if context["call_state"] == CallState.OPEN else [programmes, speakers, calls]
    pages = [
        min(versions, key=lambda page: (language_of(page) != code, not page.is_original))
        for versions in order
        if versions
    ]
    links = page_links(pages, code)
    found = [(page, link) for page in pages if (link := links[page.pk])]
    return [NavigationLink(page.title, link.url, link.lang, is_current=False) for page, link in found]


@cached_until_publish
def _pages_of(event: int, private: Paths) -> list[list[Any]]:
    """The programme pages, call pages and speakers' pages of an event, each in all its languages."""
    parents = {page.path for page in public(EventPage.objects.filter(event=event), private)}
    below: list[type[Page]] = [ProgrammePage, CallPage]
    own = [
        [page for page in public(model.objects.all(), private) if page.path[: -page.steplen] in parents]
        for model in below
    ]
    return [*own, list(public(SpeakersPage.objects.all(), private))]


@cached_until_publish
def _events() -> list[Event]:
    return list(Event.objects.shown())


@cached_until_publish
def _calls() -> list[CallPage]:
    return list(public(CallPage.objects.all()))


@cached_until_publish
def _event_pages() -> list[EventPage]:
    return list(public(EventPage.objects.all()))


def language_rank(page: Page) -> tuple[bool, bool]:
    return language_of(page) != get_language(), not page.is_original
