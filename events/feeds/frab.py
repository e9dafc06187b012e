"""The programme for conference apps: the frab schedule in XML and JSON, one file per language.

Ids and guids are the same in every language, so an app that changes language keeps its favourites.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.enums import SessionKind
from events.programme.queries import Programme, ProgrammeEntry
from home.characters import cleaned, lines, one_line
from home.i18n.localized import absolute
from home.times import utc

GENERATOR = {"name": "event portal", "version": "1"}


def acronym(programme: Programme) -> str:
    """Short name of the event that apps file it under, the same in every language.

    Made from its internal name; from its number where letters of that would be lost, as two events of which only these
    letters differ would have the same.
    """
    name = programme.event.name
    short = slugify(name).replace("-", "_")
    is_whole = sum(map(str.isalnum, short)) == sum(map(str.isalnum, unicodedata.normalize("NFKC", name)))
    return short if is_whole and len(short) >= 4 else f"event_{programme.event.pk}"


def version(programme: Programme) -> str:
    changed_at = programme.changed_at
    return f"{utc(changed_at):%Y-%m-%d %H:%M}" if changed_at else "0"


def days(programme: Programme) -> Iterator[tuple[int, list[ProgrammeEntry]]]:
    """Number and entries of each day of the event's zone."""
    zone = programme.event.tz
    groups = groupby(programme.entries, key=lambda entry: entry.starts_at.astimezone(zone).date())
    for index, (_day, group) in enumerate(groups, start=1):
        yield index, list(group)


def name_of(text: str) -> str:
    """Never empty, as the format requires, even if the name consists of control characters only."""
    return one_line(text) or "…"


def room_name(entry: ProgrammeEntry) -> str:
    return name_of(entry.room.name) if entry.room else _("All rooms")


def title(entry: ProgrammeEntry) -> str:
    """The format has no field for the state, so the title says that a session is cancelled."""
    text = name_of(entry.page.title)
    return _("Cancelled: {title}").format(title=text) if entry.is_cancelled else text


def _instant(instant: datetime, zone: ZoneInfo) -> str:
    """With the offset that the zone has at this instant."""
    return instant.astimezone(zone).isoformat(timespec="seconds")


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _slug(entry: ProgrammeEntry, short: str) -> str:
    return f"{short}-{entry.number}-{slugify(entry.page.slug)}".strip("-")


def _by_room(entries: list[ProgrammeEntry]) -> dict[str, list[ProgrammeEntry]]:
    rooms: dict[str, list[ProgrammeEntry]] = {}
    for entry in entries:
        rooms.setdefault(room_name(entry), []).append(entry)
    return rooms


def schedule_json(programme: Programme, name: str, url: str) -> bytes:
    short, zone = acronym(programme), programme.event.tz
    conference = {
        "acronym": short,
        "title": name_of(name),
        "start": f"{programme.event.starts_at.astimezone(zone):%Y-%m-%d}",
        "end": f"{programme.event.ends_at.astimezone(zone):%Y-%m-%d}",
        "daysCount": sum(1 for _day in days(programme)),
        "timeslot_duration": "00:05",
        "time_zone_name": zone.key,
        "url": absolute(url),
        "days": [_json_day(index, entries, short, zone) for index, entries in days(programme)],
    }
    schedule = {"version": version(programme), "base_url": settings.PORTAL_BASE_URL, "conference": conference}
    whole = {"$schema": "https://c3voc.de/schedule/schema.json", "generator": GENERATOR, "schedule": schedule}
    return json.dumps(cleaned(whole), ensure_ascii=False, indent=1).encode()


def _json_day(index: int, entries: list[ProgrammeEntry], short: str, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "index": index,
        "date": f"{entries[0].starts_at.astimezone(zone):%Y-%m-%d}",
        "day_start": _instant(min(entry.starts_at for entry in entries), zone),
        "day_end": _instant(max(entry.ends_at for entry in entries), zone),
        "rooms": {
            room: [_json_event(entry, room, short, zone) for entry in group]
            for room, group in _by_room(entries).items()
        },
    }


def _json_event(entry: ProgrammeEntry, room: str, short: str, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "guid": entry.key,
        "id": entry.number,
        "date": _instant(entry.starts_at, zone),
        "start": f"{entry.starts_at.astimezone(zone):%H:%M}",
        "end": _instant(entry.ends_at, zone),
        "duration": _duration(entry.ends_at - entry.starts_at),
        "room": room,
        "slug": _slug(entry, short),
        "url": absolute(entry.url),
        "title": title(entry),
        "subtitle": "",
        "track": one_line(entry.themes[0].name) if entry.themes else None,
        "type": str(SessionKind(entry.kind).label),
        "language": next(iter(entry.spoken), None),
        "abstract": entry.abstract,
        "description": "",
        "persons": [{"name": name_of(one.title), "guid": str(one.translation_key)} for one in entry.speakers],
        "links": [],
    }


def schedule_xml(programme: Programme, name: str, url: str) -> bytes:
    short, zone = acronym(programme), programme.event.tz
    schedule = ET.Element("schedule")
    ET.SubElement(schedule, "generator", GENERATOR)
    _add(schedule, "version", version(programme))
    conference = ET.SubElement(schedule, "conference")
    for tag, text in {
        "title": name_of(name),
        "acronym": short,
        "start": f"{programme.event.starts_at.astimezone(zone):%Y-%m-%d}",
        "end": f"{programme.event.ends_at.astimezone(zone):%Y-%m-%d}",
        "days": str(sum(1 for _day in days(programme))),
        "timeslot_duration": "00:05",
        "base_url": settings.PORTAL_BASE_URL,
        "url": absolute(url),
        "time_zone_name": zone.key,
    }.items():
        _add(conference, tag, text)
    for index, entries in days(programme):
        day = ET.SubElement(
            schedule,
            "day",
            index=str(index),
            date=f"{entries[0].starts_at.astimezone(zone):%Y-%m-%d}",
            start=_instant(min(entry.starts_at for entry in entries), zone),
            end=_instant(max(entry.ends_at for entry in entries), zone),
        )
        for room, group in _by_room(entries).items():
            element = ET.SubElement(day, "room", name=room)
            for entry in group:
                _xml_event(element, entry, room, short, zone)
    for element in schedule.iter():
        element.text = lines(element.text or "")
        element.attrib = {name: one_line(value) for name, value in element.attrib.items()}
    ET.indent(schedule, " ")
    return ET.tostring(schedule, encoding="utf-8", xml_declaration=True)


def _xml_event(parent: ET.Element, entry: ProgrammeEntry, room: str, short: str, zone: ZoneInfo) -> None:
    event = ET.SubElement(parent, "event", guid=entry.key, id=str(entry.number))
    for tag, text in {
        "room": room,
        "title": title(entry),
        "subtitle": "",
        "type": str(SessionKind(entry.kind).label),
        "date": _instant(entry.starts_at, zone),
        "start": f"{entry.starts_at.astimezone(zone):%H:%M}",
        "duration": _duration(entry.ends_at - entry.starts_at),
        "abstract": entry.abstract,
        "slug": _slug(entry, short),
        "track": one_line(entry.themes[0].name) if entry.themes else "",
        "language": next(iter(entry.spoken), ""),
        "url": absolute(entry.url),
    }.items():
        _add(event, tag, text)
    persons = ET.SubElement(event, "persons")
    for speaker in entry.speakers:
        person = ET.SubElement(persons, "person", id=str(speaker.pk), guid=str(speaker.translation_key))
        person.text = name_of(speaker.title)
    ET.SubElement(event, "links")
    ET.SubElement(event, "attachments")


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
