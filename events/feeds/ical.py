"""iCalendar (RFC 5545, RFC 7986). The same programme always gives the same bytes: it reads no clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from events.programme.queries import Programme, ProgrammeEntry
from events.programme.session_languages import describe_languages
from home.characters import lines, one_line
from home.i18n.localized import absolute

PRODID = "-//event portal//programme//EN"
REFRESH = timedelta(hours=1)
ALARM = timedelta(minutes=10)


Part = tuple[Programme, Sequence[ProgrammeEntry]]  # entries of one edition


def calendar(parts: Sequence[Part], name: str, language: str, *, alarm: bool = False) -> bytes:
    """Cancelled sessions stay in it, so that programs remove them.

    With `alarm` there is a reminder before each session that takes place.
    """
    cal = icalendar.Calendar()
    cal.add("prodid", PRODID)
    cal.add("version", "2.0")
    cal.add("calscale", "GREGORIAN")
    cal.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        cal.add(key, one_line(name), parameters={"language": language} if key == "name" else {})
    cal.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    cal.add("x-published-ttl", icalendar.vDuration(REFRESH))  # the same for programs of Microsoft
    for programme, entries in parts:
        for entry in entries:
            event = _event(programme, entry)
            if alarm and not entry.is_cancelled:
                event.add_component(_alarm(event))
            cal.add_component(event)
    if not cal.subcomponents:
        cal.add_component(_utc())
    return bytes(cal.to_ical())


def _utc() -> icalendar.Timezone:
    """For a calendar without events: RFC 5545 asks for one component at least."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  local, as the format asks
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _alarm(event: icalendar.Event) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", -ALARM)
    return alarm


def _event(programme: Programme, entry: ProgrammeEntry) -> icalendar.Event:
    language, edition = programme.language, programme.event
    language_of_title = {"language": entry.lang or language}
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{settings.PORTAL_UID_HOST}")
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", one_line(entry.page.title), parameters=language_of_title)
    event.add("description", lines(description(entry)), parameters={"language": language})
    event.add("url", absolute(entry.url))
    room = entry.room.name if entry.room else _("All rooms")
    where = [room, edition.place_name, edition.place_address]
    event.add("location", one_line(", ".join(part for part in where if part)))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.release:
        event.add("sequence", entry.release.sequence)
        event.add("dtstamp", entry.release.changed_at.replace(microsecond=0))
        event.add("last-modified", entry.release.changed_at.replace(microsecond=0))
    return event


def description(entry: ProgrammeEntry) -> str:
    """Speakers, languages, abstract and the address of the page."""
    names = ", ".join(one_line(speaker.title) for speaker in entry.speakers)
    parts = [names, describe_languages(entry), entry.abstract, absolute(entry.url)]
    return "\n\n".join(part for part in parts if part)
