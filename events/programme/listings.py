"""What blocks on any page may show of an event (home.registry.listings)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.enums import CallState, Phase
from events.models import Event, EventPage, SpeakerPage, event_of
from events.programme.page_urls import call_page_url, programme_page_and_url, speakers_page_url
from events.programme.queries import ProgrammeEntry, load_programme
from events.programme.speakers import localized_speakers
from home.blocks.dates import DateRow, StateRow
from home.caching.dependencies import cached_until_publish, expire_at
from home.characters import one_line
from home.clock import now
from home.design.renditions import IN_MAIL, rendition
from home.i18n.languages import locale_id_of
from home.listings import PersonRow, SessionRow
from home.page_privacy import public


def event_for(request: HttpRequest | None, page: Any) -> Event | None:
    """The event of the edition a page belongs to, else the current one."""
    if hasattr(page, "shown_event"):
        return page.shown_event
    above = event_above(page) if getattr(page, "pk", None) else None
    return above or Event.objects.shown().current(now(request))


@cached_until_publish
def event_above(page: Page) -> Event | None:
    """The event of the edition a page is or lies in, in any language."""
    edition = EventPage.objects.ancestor_of(page, inclusive=True).first()
    return event_of(edition) if edition else None


def dates(request: HttpRequest | None, page: Any) -> list[DateRow]:
    """The event, and the next date of its call; an unknown date is left out."""
    event, instant = event_for(request, page), now(request)
    if event is None:
        return []
    expire_at(event.next_boundary(instant))
    zone = event.tz
    rows = [DateRow(_("Event"), event.starts_at, event.ends_at, event.zones(), zone)]
    state = event.call_state(instant)
    if state == CallState.NOT_YET and event.call_opens_at:
        rows.append(DateRow(_("The call for sessions opens"), event.call_opens_at, zone=zone))
    elif state == CallState.OPEN:
        extended, open_until = _("The call for sessions is extended until"), _("The call for sessions is open until")
        rows.append(DateRow(extended if event.call_is_extended else open_until, event.closes_at, zone=zone))
    elif event.call_closes_at:
        rows.append(DateRow(_("The call for sessions closed"), event.call_closes_at, zone=zone))
    return rows


def call(request: HttpRequest | None, page: Any) -> list[StateRow]:
    """Where the call of the event stands; after it, where the programme stands. Empty without a call, and from the
    start of the event."""
    event, instant = event_for(request, page), now(request)
    url = call_page_url(event, get_language()) if event else ""
    if event is None or not url:
        return []
    expire_at(event.next_boundary(instant))
    state, phase = event.call_state(instant), event.phase(instant)
    if phase in (Phase.LIVE, Phase.OVER):
        return []
    if state == CallState.NOT_YET:
        about = _("About the call")
        return [StateRow(_("The call for sessions opens on {when}."), event.call_opens_at, url, about, event.tz)]
    if state == CallState.OPEN:
        extended, open_until = (
            _("The call for sessions is extended until {when}."),
            _("The call for sessions is open until {when}."),
        )
        text = extended if event.call_is_extended else open_until
        return [StateRow(text, event.closes_at, f"{url}#proposal", _("Propose a session"), event.tz)]
    if phase == Phase.PROGRAMME:
        _programme, programme_url = programme_page_and_url(event, get_language())
        return [StateRow(_("The programme is published."), url=programme_url, label=_("See the programme"))]
    return [StateRow(_("The call for sessions is closed, and the programme is being made."))]


def editions(request: HttpRequest, page: Page | None) -> list[EventPage]:
    """The live pages of all editions in the reader's language, the latest first; for the search's filter."""
    pages = public(EventPage.objects.filter(locale=locale_id_of(get_language())).select_related("event"))
    return list(pages.order_by("-event__starts_at"))


def sessions(request: HttpRequest | None, page: Any) -> list[SessionRow]:
    """The published programme of the event, by time; empty until it is published."""
    event = event_for(request, page)
    if event is None:
        return []
    zone = event.tz
    return [
        SessionRow(
            title=entry.page.title,
            url=entry.url,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            title_language=entry.lang,
            languages=entry.spoken,
            speakers=", ".join(one_line(speaker.title) for speaker in entry.speakers),
            is_cancelled=entry.is_cancelled,
            zone=zone,
        )
        for entry in published_entries(event)
    ]


def calendar(request: HttpRequest | None, page: Any) -> list[str]:
    """The address of the calendar of everything, once there is a programme."""
    event = event_for(request, page)
    if event is None or not published_entries(event):
        return []
    return [reverse("events:calendar", args=[event.pk])]


def published_entries(event: Event) -> list[ProgrammeEntry]:
    language = get_language()
    _page, programme_url = programme_page_and_url(event, language)
    return load_programme(event, language, programme_url).entries


def speaker(request: HttpRequest | None, page: Any) -> list[PersonRow]:
    """A speaker in the reader's language, else in the original's; empty if the page is not a public speaker page."""
    language = get_language()
    chosen = SpeakerPage.objects.filter(translation_key=getattr(page, "translation_key", None))
    return [
        PersonRow(
            name=speaker.page.title,
            url=speaker.url,
            text=speaker.page.role,
            text_language=speaker.lang,
            picture=rendition(speaker.original.photo, IN_MAIL).url if speaker.original.photo else "",
        )
        for speaker in localized_speakers(chosen, language, speakers_page_url(language)).values()
    ]
