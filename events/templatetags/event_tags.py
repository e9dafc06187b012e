from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from events.consents.recordings import consents_of
from events.enums import CallState, LanguageRole, Phase
from events.models import CallPage, Event, EventPage, ProgrammePage, Slot, SpeakersPage
from events.models.events import zones_of_events
from events.programme.drawing import drawing_of
from home.caching.dependencies import cached_until_publish, expire_at
from home.caching.query_names import known_names
from home.clock import now
from home.i18n.collation import sort_key
from home.i18n.languages import language_of, native_name
from home.i18n.page_versions import NavigationLink
from home.i18n.reader_links import ReaderLink, page_links, reader_language
from home.page_privacy import Paths, private_paths, public, public_q
from home.times import UTC_ZONE, city_name, places, time_left, time_left_valid_for

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
    has_call: bool  # a page of its call

    @property
    def shows_call(self) -> bool:
        """Whether something can be said about its call: never "closed" for an edition that had none."""
        return self.has_call and self.phase in (Phase.ANNOUNCED, Phase.PROGRAMME)

    @property
    def has_recordings(self) -> bool:
        return self.event.pk in _recorded()


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
            phase, has_call = event.phase(instant), page.path in calls
            shown.append(ShownEvent(event, page, phase, state, link, call and links[call.pk], has_call))
    return shown


@dataclass(frozen=True)
class Menu:
    links: list[NavigationLink]
    other_editions: list[NavigationLink]


@register.simple_tag(takes_context=True)
def menu_by_edition(context: dict[str, Any], links: list[NavigationLink]) -> Menu:
    """The main menu with the current edition first and the other editions apart."""
    urls = [edition.link.url for edition in shown_events(context)] if context.get("request") else []
    editions = {link.url: link for link in links if link.url in urls}
    if not editions:
        return Menu(links, [])
    first, *others = (editions[url] for url in urls if url in editions)
    return Menu([first, *(link for link in links if link.url not in editions)], others)


@register.simple_tag(takes_context=True)
def shown_edition(context: dict[str, Any]) -> ShownEvent | None:
    """On an event page: its edition at the instant and with the dates of the page, which a preview may have changed."""
    event, page = context["event"], context["page"]
    call = next((one for one in _calls() if one.path[: -one.steplen] == page.path), None)
    links = page_links([call], reader_language(context["request"])) if call else {}
    state = context["call_state"]
    link = links[call.pk] if call and state == CallState.OPEN else None
    return ShownEvent(event, page, context["phase"], state, ReaderLink(context["request"].path), link, call is not None)


@register.simple_tag(takes_context=True)
def time_until(context: dict[str, Any], until: datetime) -> str:
    """ "38 days", rounded down."""
    instant = now(context["request"])
    expire_at(instant + time_left_valid_for(until - instant))
    return time_left(until - instant, get_language())


@dataclass(frozen=True)
class DayBar:
    """Where an event lies in the 24 hours of a day, in minutes; in two pieces over midnight."""

    pieces: list[tuple[int, int]]  # start, length


@register.simple_tag
def day_bar(event: Event) -> DayBar | None:
    """None for an event of more than a day."""
    if event.ends_at - event.starts_at > timedelta(days=1):
        return None
    local = event.starts_at.astimezone(places.in_shown_zone())
    start = local.hour * 60 + local.minute
    length = int((event.ends_at - event.starts_at).total_seconds() // 60)
    first = min(length, 24 * 60 - start)
    return DayBar([(start, first), (0, length - first)])


@register.simple_tag
def drawing(event: Event, phase: Phase, name: str = "") -> SafeString:
    """The programme of an edition as discs, with the marks of the page's language. `name` is its id, for <use>."""
    return _drawing(event, phase != Phase.ANNOUNCED, get_language(), name)


def _draw(event: Event, is_released: bool, language: str, name: str) -> SafeString:
    drawn = drawing_of(event, language, is_released=is_released)
    return render_to_string("components/composition.html", {"drawn": drawn, "id": name})


_drawing = cached_until_publish(_draw)


@dataclass(frozen=True)
class ReaderChoice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ReaderChoices:
    """What the form in the header offers: languages by their own names, and the cities of all editions."""

    languages: list[ReaderChoice]
    places: list[ReaderChoice]
    city: str  # in whose time the page is shown; empty for UTC
    query: Sequence[tuple[str, str]]  # what else the address chooses: without a script the form keeps it


@register.simple_tag(takes_context=True)
def reader_form(context: dict[str, Any]) -> SafeString:
    """The form in the header; drawn once for all pages whose address chooses nothing, which nearly all are."""
    follow = frozenset(code for value in context["request"].GET.getlist("follow") for code in value.split("."))
    asked = context["request"].GET
    names = [name for name in known_names() if name not in ("follow", "place", "page")]
    query = tuple((name, value) for name in names for value in asked.getlist(name))
    draw = _draw_reader_form if follow or query or places.is_chosen() else _kept_reader_form
    return draw(get_language(), places.shown_zone(), follow, query)


def _draw_reader_form(here: str, zone: str, follow: frozenset[str], query: tuple[tuple[str, str], ...]) -> SafeString:
    choices = _reader_choices(here, zone, follow or {here}, query)
    return render_to_string("components/reader.html", {"choices": choices})


_kept_reader_form = cached_until_publish(_draw_reader_form)


def _reader_choices(here: str, zone: str, follow: Collection[str], query: Sequence[tuple[str, str]]) -> ReaderChoices:
    zones = dict.fromkeys(zone for zones in zones_of_events().values() for zone in zones)
    zones |= {} if zone == UTC_ZONE else {zone: None}
    named = sorted(((city_name(one, here), one) for one in zones), key=lambda pair: sort_key(pair[0], here))
    return ReaderChoices(
        [ReaderChoice(code, native_name(code), code in follow) for code in followed_languages()],
        [ReaderChoice(one, name, one == zone) for name, one in named],
        city_name(zone, here) if zone != UTC_ZONE else "",
        query,
    )


@cached_until_publish
def followed_languages() -> list[str]:
    """Languages of the portal, then all others in which some session of any edition can be followed."""
    found: dict[str, None] = dict.fromkeys(settings.PORTAL_LANGUAGES)
    slots = Slot.objects.filter(timetable__live=True).order_by()  # else each start is a row of its own
    for languages in slots.values_list("languages", flat=True).distinct():
        for role in LanguageRole:
            if role.can_be_followed:
                found |= dict.fromkeys(languages.get(role, []))
    others = sorted(found.keys() - set(settings.PORTAL_LANGUAGES), key=lambda code: sort_key(native_name(code), ""))
    return [*settings.PORTAL_LANGUAGES, *others]


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
def _recorded() -> frozenset[int]:
    """The events whose pages show a recording of a session: a public one, without a no to it."""
    slots = Slot.objects.filter(
        public_q("session__"), timetable__live=True, session__recordings__isnull=False, key__isnull=True
    )
    rows = set(slots.order_by().values_list("timetable__event", "session"))
    consents = consents_of({session for _event, session in rows})
    return frozenset(event for event, session in rows if consents[session].may_show)


@cached_until_publish
def _event_pages() -> list[EventPage]:
    return list(public(EventPage.objects.all()))


def language_rank(page: Page) -> tuple[bool, bool]:
    return language_of(page) != get_language(), not page.is_original
