"""Views beside the pages of a programme: calendars, feeds, files, changes, my programme, now.

Their addresses contain the event's id, so that subscriptions keep working when a page is renamed.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.enums import Phase
from events.feeds import atom, frab, ical, responses
from events.models import Event, ProgrammePage
from events.programme.changes import describe_changes
from events.programme.filters import Filters
from events.programme.layout import note_clashes
from events.programme.now_and_next import joinable_now, next_boundary
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import Programme, ProgrammeEntry, load_programme
from events.programme.shown_programme import ShownProgramme
from home.caching.dependencies import expire_at
from home.clock import now
from home.page_privacy import is_public, may_read
from home.times import places

CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class PublishedProgramme:
    """A programme that this reader may see; Http404 where there is none."""

    programme: Programme
    page: ProgrammePage
    edition: Page
    address: str
    is_public: bool

    @classmethod
    def get_or_404(cls, request: HttpRequest, event_id: int, *, is_live: bool = False) -> "PublishedProgramme":
        """At the times of the last release; with `is_live` sessions that start late are where they are today."""
        event = get_object_or_404(Event, pk=event_id)
        page, address = programme_page_and_url(event, get_language())
        if page is None or not may_read(request, page):
            raise Http404
        programme = load_programme(event, get_language(), address, seen_on=page)
        places.show_in(event.tz)
        if not programme.entries:
            raise Http404
        programme = programme if is_live else programme.as_published
        return cls(programme, page, page.get_parent(), address, is_public(page))

    def calendar(self, request: HttpRequest, entries: list[ProgrammeEntry], name: str, filename: str) -> HttpResponse:
        """Empty without entries: whoever follows it drops what is no longer in it, and keeps it after an error."""
        parts = [(self.programme, entries)]
        body = ical.calendar(parts, name, self.programme.language, alarm="alarm" in request.GET)
        return self.feed(request, body, CALENDAR, filename)

    def feed(self, request: HttpRequest, body: bytes, content_type: str, filename: str = "") -> HttpResponse:
        return responses.feed_response(request, body, content_type, filename, is_public=self.is_public)


def calendar(request: HttpRequest, event_id: int) -> HttpResponse:
    """The whole programme."""
    published = PublishedProgramme.get_or_404(request, event_id)
    return published.calendar(request, published.programme.entries, published.edition.title, "programme.ics")


def calendar_in_language(request: HttpRequest, event_id: int, code: str) -> HttpResponse:
    """What can be followed in one language of the portal."""
    if code not in settings.PORTAL_LANGUAGES:
        raise Http404
    published = PublishedProgramme.get_or_404(request, event_id)
    entries = [entry for entry in published.programme.entries if code in entry.followed_in]
    name = f"{published.edition.title} ({code})"
    return published.calendar(request, entries, name, f"programme-{code}.ics")


def session_calendar(request: HttpRequest, event_id: int, key: UUID) -> HttpResponse:
    """A session with all of its times."""
    published = PublishedProgramme.get_or_404(request, event_id)
    entries = published.programme.find(key)
    if not entries:
        raise Http404
    page = entries[0].page
    return published.calendar(request, entries, page.title, f"{page.slug}.ics")


def chosen_entries(request: HttpRequest, programme: Programme) -> list[ProgrammeEntry]:
    """The entries named by `s` in the address: ids with dots between them, or repeated. Others are left out."""
    ids = {part for value in request.GET.getlist("s") for part in value.split(".")}
    return [entry for entry in programme.entries if str(entry.original.pk) in ids]


def my_programme(request: HttpRequest, event_id: int) -> HttpResponse:
    """The saved sessions of a reader. They are stored in the browser and sent in the address only."""
    published = PublishedProgramme.get_or_404(request, event_id, is_live=True)
    entries = chosen_entries(request, published.programme)
    chosen = replace(published.programme, entries=entries)
    instant = now(request)
    is_live = chosen.event.phase(instant) == Phase.LIVE
    joinable = joinable_now(published.programme, instant)
    shown = ShownProgramme(chosen, Filters.from_query(request.GET), request.GET, instant, is_live, joinable)
    note_clashes(shown.days, entries)
    expire_at(next_boundary(published.programme, instant))
    context = {
        "below": published.page,
        "view_title": _("My programme"),
        "event": published.programme.event,
        "programme": published.programme,
        "programme_url": published.address,
        "shown": shown,
        "changes": describe_changes(chosen),
        "chosen_entries": entries,
        "joinable": joinable,
        "ids": ".".join(dict.fromkeys(str(entry.original.pk) for entry in entries)),
        "is_public": published.is_public,
    }
    return render(request, "events/my_programme.html", context)


def my_programme_calendar(request: HttpRequest, event_id: int) -> HttpResponse:
    published = PublishedProgramme.get_or_404(request, event_id)
    entries = chosen_entries(request, published.programme)
    return published.calendar(request, entries, _("My programme"), "my-programme.ics")


def changes(request: HttpRequest, event_id: int) -> HttpResponse:
    published = PublishedProgramme.get_or_404(request, event_id)
    context = {
        "below": published.page,
        "view_title": _("Changes to the programme"),
        "event": published.programme.event,
        "programme_url": published.address,
        "changes": describe_changes(published.programme),
    }
    return render(request, "events/changes.html", context)


def changes_feed(request: HttpRequest, event_id: int) -> HttpResponse:
    published = PublishedProgramme.get_or_404(request, event_id)
    url = reverse("events:changes", args=[event_id])
    body = atom.changes_feed(published.programme, published.edition.title, url, request.path)
    return published.feed(request, body, "application/atom+xml; charset=utf-8")


def schedule_xml(request: HttpRequest, event_id: int) -> HttpResponse:
    published = PublishedProgramme.get_or_404(request, event_id)
    body = frab.schedule_xml(published.programme, published.edition.title, published.address)
    return published.feed(request, body, "application/xml; charset=utf-8")


def schedule_json(request: HttpRequest, event_id: int) -> HttpResponse:
    published = PublishedProgramme.get_or_404(request, event_id)
    body = frab.schedule_json(published.programme, published.edition.title, published.address)
    return published.feed(request, body, "application/json")


def now_and_next(request: HttpRequest, event_id: int) -> HttpResponse:
    """The now-and-next part of a page, for the script that updates it."""
    published = PublishedProgramme.get_or_404(request, event_id, is_live=True)
    response = render(request, "events/now_fragment.html", {"programme": published.programme})
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
