"""Template tags of the programme, in the reader's language and at the instant of the request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.consents.recordings import may_show_recording
from events.enums import Change, LanguageRole, Phase, SessionKind
from events.feeds.following import FollowedCalendar, giggity
from events.models import Event, Room, SessionPage
from events.programme import speakers as programme_speakers
from events.programme.changes import earlier_time_and_room
from events.programme.filters import Filters
from events.programme.layout import Day, Grid, GridRow, Past, StartTime
from events.programme.neighbours import Neighbours, neighbours
from events.programme.now_and_next import can_join, find_now_and_next, join_opens_at, joinable_now
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import Programme, ProgrammeEntry, load_programme, ways_into
from events.programme.session_languages import (
    asked_languages,
    best_role,
    describe_recordings,
    describe_role_counts,
    encoded_recordings,
    session_languages,
)
from events.programme.session_languages import mark as find_mark
from events.programme.shown_programme import MOST_DISCS, STATES, ShownProgramme, discs
from events.programme.shown_speakers import ShownSpeakers
from events.ways_in.rows import WayIn, in_order
from events.ways_in.words import access_words, way_in_text, way_in_words
from home.caching.dependencies import expire_at
from home.clock import now
from home.page_privacy import is_public, private_paths
from home.templatetags.site_tags import page_versions
from home.templatetags.time_tags import utc_iso
from home.times import time_left

register = template.Library()


def _programme(context: dict[str, Any], event: Event, address: str) -> Programme:
    """The entries at the instant of the page; empty before the programme is published (also in a preview).

    `timetable` in the context stands for the published one (its own preview).
    """
    draft, page = context.get("timetable"), context.get("page")
    if draft is None and event.phase(now(context["request"])) == Phase.ANNOUNCED:
        return Programme(event, get_language())
    return load_programme(event, get_language(), address, timetable=draft, seen_on=page)


@register.simple_tag(takes_context=True)
def shown_programme(context: dict[str, Any]) -> ShownProgramme:
    """On a programme page; made once a request."""
    request = context["request"]
    if not hasattr(request, "_shown_programme"):
        request._shown_programme = _shown_programme(context)
    return request._shown_programme


def _shown_programme(context: dict[str, Any]) -> ShownProgramme:
    request, event, language = context["request"], context["event"], get_language()
    frame = page_versions(context)
    address = (frame and frame.url_for(language)) or context["page"].get_url(request)
    programme = _programme(context, event, address)
    instant = now(request)
    found = find_now_and_next(programme, instant)
    expire_at(found.until)
    return ShownProgramme(
        programme,
        Filters.from_query(request.GET),
        request.GET,
        instant,
        is_live=event.phase(instant) == Phase.LIVE,
        joinable=joinable_now(programme, instant),
    )


@register.simple_tag(takes_context=True)
def past_times(context: dict[str, Any], day: Day) -> Past | None:
    """While an event runs, what is over of a day."""
    shown = context.get("shown")
    return day.past(shown.now) if isinstance(shown, ShownProgramme) and shown.is_live else None


@register.simple_tag(takes_context=True)
def live_slot(context: dict[str, Any], time: StartTime) -> SafeString:
    """For now.js: a start is asked for again when something of it begins, ends or can be joined."""
    event, instant = context["event"], now(context["request"])
    if event.phase(instant) == Phase.OVER:
        return SafeString("")
    instants = (at for one in time.entries for at in (join_opens_at(one, event), one.starts_at, one.ends_at))
    until = min((at for at in instants if at > instant), default=None)
    return live_attributes(context, time.anchor, until) if until else SafeString("")


@register.simple_tag
def cell_class(entry: ProgrammeEntry, shown: ShownProgramme) -> str:
    """Of a cell of the grid: the colour of its theme, a break, what runs."""
    number = shown.theme_colours[entry.themes[0].slug] if entry.themes else 0
    runs = shown.is_live and entry.takes_place and entry.starts_at <= shown.now < entry.ends_at
    names = (f"theme-{number}" if number else "", "" if entry.is_session else "timetable__cell--break")
    return " ".join(name for name in ("timetable__cell", *names, "timetable__cell--now" if runs else "") if name)


@register.simple_tag
def row_after_now(grid: Grid, shown: ShownProgramme) -> GridRow | None:
    return grid.row_after(shown.now) if shown.is_live else None


@register.simple_tag(takes_context=True)
def clock_is_frozen(context: dict[str, Any]) -> bool:
    return is_clock_frozen(context)


@register.simple_tag(takes_context=True)
def mark(context: dict[str, Any], entry: ProgrammeEntry) -> SafeString:
    """How a session can be followed, in the languages of the address, else in that of the page."""
    request = context.get("request")
    found = find_mark(entry, asked_languages(request.GET) if request else [get_language()])
    if found is None:
        return SafeString("")
    name = format_html('<b lang="{}">{}</b> ', found.lang, found.language) if found.language else ""
    return format_html(
        '<span class="mark mark--{}" data-ways="{}">{}{}</span>', found.state, entry.encoded_ways, name, found.words
    )


@dataclass
class ShownSession:
    """A session page with its times in the published programme, if it has any."""

    entries: list[ProgrammeEntry]
    programme_url: str
    original: SessionPage
    programme: Programme
    speakers: list[programme_speakers.LocalizedSpeaker]
    may_show_recording: bool

    @property
    def entry(self) -> ProgrammeEntry | None:
        return next(iter(self.entries), None)

    @property
    def is_cancelled(self) -> bool:
        return bool(self.entries) and all(entry.is_cancelled for entry in self.entries)


@dataclass
class JoinState:
    """Whether the links of an entry are shown, whether they will be, and when that changes."""

    is_open: bool
    is_ahead: bool
    until: datetime | None


@register.simple_tag(takes_context=True)
def join_state(context: dict[str, Any], entry: ProgrammeEntry) -> JoinState:
    event, instant = context["event"], now(context["request"])
    ahead = [at for at in (join_opens_at(entry, event), entry.ends_at) if at > instant and not entry.is_cancelled]
    until = min(ahead, default=None)
    expire_at(until)
    return JoinState(can_join(entry, event, instant), len(ahead) == 2, until)


@register.simple_tag(takes_context=True)
def live_attributes(context: dict[str, Any], name: str, until: datetime | None, source: str = "") -> SafeString:
    """Attributes of an element that now.js asks `source` (else this page) for again once `until` has come."""
    if until is None or is_clock_frozen(context):
        return format_html('data-live="{}"', name)
    source = source or context["request"].get_full_path()
    return format_html('data-live="{}" data-until="{}" data-from="{}"', name, utc_iso(until), source)


@register.simple_tag(takes_context=True)
def shown_session(context: dict[str, Any]) -> ShownSession:
    """On the page of a session; made once a request."""
    request = context["request"]
    if not hasattr(request, "_shown_session"):
        request._shown_session = _shown_session(context)
    return request._shown_session


def _shown_session(context: dict[str, Any]) -> ShownSession:
    page, request, language = context["page"], context["request"], get_language()
    event, original = context["event"], page.original
    address = programme_page_and_url(event, language)[1] or page.get_parent().get_url(request)
    programme = _programme(context, event, address)
    entries = programme.find(page.translation_key)
    return ShownSession(
        entries=entries,
        programme_url=address,
        original=original,
        programme=programme,
        speakers=programme_speakers.speakers_of_session(original, next(iter(entries), None), language),
        may_show_recording=entries[0].consent.may_show if entries else may_show_recording(original),
    )


@register.simple_tag
def around(shown: ShownSession, entry: ProgrammeEntry) -> Neighbours:
    return neighbours(shown.programme.entries, entry)


@register.simple_tag(takes_context=True)
def shown_speakers(context: dict[str, Any]) -> ShownSpeakers:
    """On the speakers' page."""
    language, page, query = get_language(), context["page"], context["request"].GET
    frame = page_versions(context)
    url = (frame and frame.url_for(language)) or page.get_url(context["request"])
    everybody = programme_speakers.speakers_by_edition(language, url, private_paths(page))
    return ShownSpeakers(everybody, query.get("q", ""), query.get("edition", ""), language)


@register.simple_tag(takes_context=True)
def sessions_by_edition(context: dict[str, Any]) -> list[programme_speakers.EditionSessions]:
    """The sessions of a speaker, edition by edition, the latest first."""
    return programme_speakers.sessions_by_edition(context["page"], get_language())


def is_clock_frozen(context: dict[str, Any]) -> bool:
    """Whether the page shows another instant than now, so that no script may update it."""
    return bool(settings.PORTAL_AT or getattr(context["request"], "preview_at", None))


@dataclass
class EventProgramme:
    """The programme on an event page: what an edition shows depends on where it stands."""

    programme: Programme
    url: str

    @property
    def recorded_entries(self) -> list[ProgrammeEntry]:
        return [entry for entry in self.programme.entries if entry.recordings and not entry.slot_key]

    @cached_property
    def best_roles(self) -> list[LanguageRole]:
        """The best way to follow each session in the language of the page, of those that can be followed in it."""
        here = get_language()
        roles = [best_role(entry, here) for entry in self.taking_place]
        return [role for role in roles if role]

    @property
    def recorded_roles(self) -> str:
        """For languages.js: in which languages each recording can be followed."""
        return ";".join(encoded_recordings(entry) for entry in self.recorded_entries)

    @property
    def recorded_here(self) -> int:
        here = get_language()
        return sum(f":{here}" in encoded_recordings(entry) for entry in self.recorded_entries)

    @cached_property
    def ways(self) -> str:
        """For languages.js: how each session can be followed."""
        return ";".join(entry.encoded_ways for entry in self.taking_place)

    @cached_property
    def discs(self) -> SafeString:
        """The marks of all sessions, what can be followed best first; empty for more than a glance takes in."""
        here = [get_language()]
        found = [one.state for entry in self.taking_place if (one := find_mark(entry, here))]
        return discs(sorted(found, key=STATES.index) if len(found) <= MOST_DISCS else [])

    @cached_property
    def taking_place(self) -> list[ProgrammeEntry]:
        return [entry for entry in self.programme.entries if entry.takes_place]

    @property
    def first_entries(self) -> list[ProgrammeEntry]:
        return self.taking_place[:4]


@register.simple_tag(takes_context=True)
def event_programme(context: dict[str, Any], event: Event) -> EventProgramme:
    _page, url = programme_page_and_url(event, get_language())
    return EventProgramme(_programme(context, event, url), url)


@register.inclusion_tag("events/countdown.html", takes_context=True)
def countdown(context: dict[str, Any], event: Event) -> dict[str, Any]:
    """ "Starts in 3 days.": rounded down; a script updates it while the page is open."""
    left = event.starts_at - now(context["request"])
    if left <= timedelta():
        return {}
    unit = next((unit for unit in (timedelta(days=1), timedelta(hours=1)) if left >= unit), timedelta(minutes=1))
    until = event.starts_at - (left // unit) * unit
    expire_at(until)
    return {"time_left": time_left(left, get_language()), "live": live_attributes(context, "countdown", until)}


LISTED = 6  # programme.css hides the others, since languages.js puts those that a reader follows first


def by_language(entries: list[ProgrammeEntry]) -> list[ProgrammeEntry]:
    """What can be followed best in the language of the page first; languages.js does the same for others."""
    here, order = get_language(), [*LanguageRole]
    return sorted(entries, key=lambda entry: order.index(role) if (role := best_role(entry, here)) else len(order))


@register.inclusion_tag("events/now_and_next.html", takes_context=True)
def now_and_next(context: dict[str, Any], programme: Programme) -> dict[str, Any]:
    event, instant = programme.event, now(context["request"])
    found = find_now_and_next(programme, instant)
    expire_at(found.until)
    joinable = [entry for entry in found.now + found.next if can_join(entry, event, instant)]
    return {
        "event": event,
        "request": context["request"],
        "instant": instant,
        "running": by_language(found.now),
        "coming": by_language(found.next),
        "more": {"now": len(found.now) - LISTED, "next": len(found.next) - LISTED},
        "joinable": joinable,
        "live": live_attributes(context, "now", found.until, reverse("events:now_and_next", args=[event.pk])),
    }


register.filter("languages", session_languages)
register.filter("describe_recordings", describe_recordings)
register.filter("describe_role_counts", describe_role_counts)
register.filter("earlier_time_and_room", earlier_time_and_room)
register.filter("way_in_words", way_in_words)
register.filter("way_in_text", way_in_text)
register.filter("access_words", access_words)


@register.filter
def ways_by_language(entry: ProgrammeEntry, request: HttpRequest) -> list[WayIn]:
    """The ways into a session, those in the reader's languages first."""
    return in_order(entry.ways_in, entry.spoken, asked_languages(request.GET))


@register.filter
def ways_into_room(room: Room) -> list[WayIn]:
    """Of a language break."""
    return in_order(ways_into([], room), [room.language], [room.language])


@register.filter
def rooms_by_language(entry: ProgrammeEntry) -> list[Any]:
    """The rooms of a language break, the reader's language first."""
    here = get_language()
    return sorted(entry.rooms, key=lambda room: room.language != here)


@register.filter
def kind_label(kind: str) -> str:
    return str(SessionKind(kind).label)


@register.filter
def change_label(change: str) -> str:
    return str(Change(change).label)


@register.simple_tag
def theme_url(programme_url: str, slug: str) -> str:
    return f"{programme_url}?theme={slug}"


@register.inclusion_tag("events/programme/links.html", takes_context=True)
def programme_links(context: dict[str, Any], event: Event) -> dict[str, Any]:
    """What feed readers and calendars look for in the head of a page; nothing until the programme is published."""
    language = get_language()
    _page, address = programme_page_and_url(event, language)
    programme = load_programme(event, language, address, seen_on=context.get("page") or context.get("below"))
    return {"event": event, "published": bool(programme.entries)}


@register.simple_tag(takes_context=True)
def giggity_address(context: dict[str, Any], address: str) -> str:
    """For a schedule.xml; empty for one that the app cannot get without a password."""
    return giggity(address) if is_public(context["page"]) else ""


@register.inclusion_tag("events/programme/calendar_ways.html", takes_context=True)
def calendar_ways(context: dict[str, Any], address: str, name: str) -> dict[str, Any]:
    """For a calendar at `address`. Programs send no password, so only a public one can be followed."""
    return {"calendar": FollowedCalendar(address, name), "can_be_followed": is_public(context["page"])}
