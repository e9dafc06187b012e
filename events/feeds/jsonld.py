"""schema.org Events (JSON-LD), for search engines. Names are those on the page, instants are UTC."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from events.models import Event
from events.programme.queries import ProgrammeEntry
from home.i18n.languages import language_of, portal_name
from home.i18n.localized import absolute
from home.times import utc

SCHEMA = "https://schema.org/"


def _instant(instant: Any) -> str:
    return f"{utc(instant):%Y-%m-%dT%H:%M:%SZ}"


def _attendance(event: Event, url: str) -> dict[str, Any]:
    """Online, on site, or both; `url` is where one takes part online."""
    online: dict[str, Any] = {"@type": "VirtualLocation", "url": url}
    if not event.place_name:
        return {"eventAttendanceMode": f"{SCHEMA}OnlineEventAttendanceMode", "location": online}
    place = {"@type": "Place", "name": event.place_name, "address": event.place_address or event.place_name}
    if event.place_map:
        place["hasMap"] = event.place_map
    if event.on_site_only:
        return {"eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode", "location": place}
    return {"eventAttendanceMode": f"{SCHEMA}MixedEventAttendanceMode", "location": [place, online]}


def _status(entry: ProgrammeEntry) -> dict[str, str]:
    before = entry.release.earlier_starts_at if entry.release else None
    if entry.is_cancelled:
        return {"eventStatus": f"{SCHEMA}EventCancelled"}
    if before and before != entry.starts_at:
        return {"eventStatus": f"{SCHEMA}EventRescheduled", "previousStartDate": _instant(before)}
    return {"eventStatus": f"{SCHEMA}EventScheduled"}


def _in_list(entry: ProgrammeEntry, url: str) -> dict[str, Any]:
    """A session as a part of its edition; its own page says the rest."""
    entry = entry.as_published
    return {
        "@type": "Event",
        "name": entry.page.title,
        "startDate": _instant(entry.starts_at),
        "endDate": _instant(entry.ends_at),
        **_status(entry),
        "url": url,
    }


def session(event: Event, entry: ProgrammeEntry, image: str) -> dict[str, Any]:
    """Languages are those it can be followed in, the page's first; `image` is the path of its social image."""
    url, here = absolute(entry.url), get_language()
    return {
        **_in_list(entry, url),
        "@id": f"urn:uuid:{entry.key}",
        **_attendance(event, url),
        "image": absolute(image),
        **({"inLanguage": sorted(entry.followed_in, key=lambda code: code != here)} if entry.followed_in else {}),
        **({"performer": [{"@type": "Person", "name": one.title} for one in entry.speakers]} if entry.speakers else {}),
    }


def edition(event: Event, page: Page, url: str, image: str = "") -> dict[str, Any]:
    """An edition as a whole; `page` is what the reader sees, `image` the path of its social image."""
    address = absolute(url)
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{settings.PORTAL_BASE_URL}/#event-{event.pk}",
        "name": page.title,
        "description": page.search_description or getattr(page, "subtitle", "") or page.title,
        "startDate": _instant(event.starts_at),
        "endDate": _instant(event.ends_at),
        "eventStatus": f"{SCHEMA}EventScheduled",
        **_attendance(event, address),
        "url": address,
        **({"image": absolute(image)} if image else {}),
        "inLanguage": language_of(page),
        "organizer": {"@type": "Organization", "name": portal_name(get_language()), "url": settings.PORTAL_BASE_URL},
    }


def programme(event: Event, entries: Iterable[ProgrammeEntry], page: Page, url: str) -> dict[str, Any]:
    """The edition with each of these sessions as a subEvent."""
    parts = [_in_list(entry, absolute(entry.url)) for entry in entries]
    return {**edition(event, page, url), "subEvent": parts}
