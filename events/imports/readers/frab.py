"""The frab schedule, in XML and JSON, also as pretalx writes it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from events.imports.readers.building import Builder, as_dict, as_list
from events.imports.readers.values import first_text, frab_duration, instant_of, time_of
from events.imports.records import Incoming, IncomingSlot, ReadingOptions, UnreadableFile

MAX_DEPTH = 12


def from_xml(content: bytes, options: ReadingOptions) -> Incoming:
    """Raises UnreadableFile. No entity of the file is expanded."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise UnreadableFile(_("This file declares entities or a document type. It is not read.")) from None
    except (ParseError, ValueError, LookupError) as broken:
        raise UnreadableFile(
            _("This XML file is broken ({reason}). Nothing was imported.").format(reason=broken)
        ) from None
    if root.tag != "schedule":
        raise UnreadableFile(_("This XML file is not a frab schedule."))
    generator = root.find("generator")
    conference = root.find("conference")
    facts = {child.tag: child.text or "" for child in (conference if conference is not None else [])}
    days = [_day(day) for day in root.findall("day")]
    name = generator.get("name", "") if generator is not None else ""
    tracks = [track.attrib for track in (conference if conference is not None else []) if track.tag == "track"]
    return _read("frab XML", name, facts, days, [], tracks, options)


def _day(day: Element) -> dict[str, Any]:
    rooms = [(room.attrib, [_event(event) for event in room.findall("event")]) for room in day.findall("room")]
    return {"date": day.get("date", ""), "rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    texts = {child.tag: (child.text or "") for child in event}
    recording = event.find("recording")
    return {
        **texts,
        **event.attrib,
        "persons": [{**person.attrib, "name": person.text or ""} for person in event.findall("persons/person")],
        "links": [{"url": one.get("href"), "title": one.text or ""} for one in event.findall("links/link")],
        "attachments": [
            {"url": one.get("href"), "title": one.text or ""} for one in event.findall("attachments/attachment")
        ],
        "do_not_record": recording is not None and (recording.findtext("optout") or "").strip() == "true",
    }


def from_json(data: dict[str, Any], options: ReadingOptions) -> Incoming:
    """Also without the outer "schedule", and with the days beside the conference."""
    schedule = as_dict(data.get("schedule")) or data
    conference = as_dict(schedule.get("conference"))
    days = []
    for day in as_list(conference.get("days")) or as_list(schedule.get("days")):
        rooms = as_dict(as_dict(day).get("rooms"))
        days.append(
            {
                "date": day.get("date", ""),
                "rooms": [
                    ({"name": name}, [as_dict(event) for event in as_list(found)]) for name, found in rooms.items()
                ],
            }
        )
    generator = data.get("generator")
    name = generator.get("name", "") if isinstance(generator, dict) else str(generator or "")
    rooms_known = [as_dict(room) for room in as_list(conference.get("rooms"))]
    tracks = [as_dict(track) for track in as_list(conference.get("tracks"))]
    return _read("frab JSON", name, conference, days, rooms_known, tracks, options)


def _read(
    name: str,
    generator: str,
    conference: dict[str, Any],
    days: list[dict[str, Any]],
    rooms: list[dict[str, Any]],
    tracks: list[dict[str, Any]],
    options: ReadingOptions,
) -> Incoming:
    kind = "pretalx" if "pretalx" in generator.lower() else "frab"
    acronym = first_text([conference.get("acronym"), conference.get("title")]).strip().lower()
    incoming = Incoming(name, f"{kind}:{acronym}"[:100])
    builder = Builder(incoming, options)
    zone = options.zone
    for room in rooms:
        builder.room(room.get("guid"), room.get("name"))
    for track in tracks:
        builder.theme("", track.get("name"))
    by_name = {room.name: key for key, room in incoming.rooms.items()}
    events = []
    for day in days:
        for attributes, found in day["rooms"]:
            key = by_name.get(str(attributes.get("name", "")).strip()) or builder.room(
                attributes.get("guid"), attributes.get("name")
            )
            events += [{**event, "day": day["date"], "room_key": key} for event in found]
    if not events and not days:
        raise UnreadableFile(_("This file has no days and no sessions."))
    for key, group in _by_session(events):
        _session(builder, key, group, zone)
    return incoming


def _by_session(events: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """One proposal at several times is one session: they share the code, or the number under different guids."""
    guids = [str(event["guid"]) for event in events if event.get("guid")]

    def key(event: dict[str, Any]) -> str:
        guid, code, number = (str(event.get(name) or "") for name in ("guid", "code", "id"))
        same_number = {str(one.get("guid") or "") for one in numbered.get(number, [])}
        if code:
            return f"code:{code}"
        if guid and (len(same_number) < 2 or guids.count(guid) > 1):
            return guid
        return f"id:{number}" if number else ""

    numbered = {
        number: list(group)
        for number, group in groupby(
            sorted(events, key=lambda event: str(event.get("id") or "")), key=lambda event: str(event.get("id") or "")
        )
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for number, event in enumerate(events, start=1):
        found.setdefault(key(event) or f"row:{number}", []).append(event)
    for name, group in found.items():
        if len({str(event.get("guid") or "") for event in group}) == 1 and len(group) > 1:
            yield from ((name, [event]) for event in group)  # one key twice: the second is said
        else:
            yield name, group


def _session(builder: Builder, key: str, group: list[dict[str, Any]], zone: str) -> None:
    event, incoming = group[0], builder.incoming
    place = first_text([event.get("code"), event.get("id"), event.get("guid"), event.get("title")])
    if key.startswith("row:"):
        incoming.say(place, _("This session has no key, so it is left out: give it a guid or an id."))
        return
    session = builder.session(key, event.get("title"), place)
    if session is None:
        return
    builder.language(session, event.get("language"))
    builder.kind(session, event.get("type"))
    builder.texts(session, event.get("abstract"), event.get("description"), event.get("subtitle"))
    track = event.get("track")
    track_name = as_dict(track).get("name") if isinstance(track, dict) else track
    session.themes = [theme] if (theme := builder.theme("", track_name)) else []
    session.speakers = []
    for person in as_list(event.get("persons")):
        _speaker(builder, session, as_dict(person), place)
    for one in [*as_list(event.get("links")), *as_list(event.get("attachments"))]:
        found = as_dict(one)
        builder.link(session, found.get("url") or found.get("href"), found.get("title") or found.get("name"))
    for number, one in enumerate(group):
        _slot(builder, session, one, zone, place if len(group) == 1 else f"{place} ({number + 1})")


def _speaker(builder: Builder, session: Any, person: dict[str, Any], place: str) -> None:
    name = first_text([person.get("public_name"), person.get("name")])
    number = person.get("id")
    key = first_text([person.get("code"), person.get("guid"), f"id:{number}" if number else ""])
    key = builder.person(key, name, place, biography=builder.biography(person.get("biography"), place))
    if key and key not in session.speakers:
        session.speakers.append(key)


def _slot(builder: Builder, session: Any, event: dict[str, Any], zone: str, place: str) -> None:
    try:
        starts_at = _start(event, zone, builder)
        length = frab_duration(event.get("duration"))
    except ValueError as reason:
        builder.incoming.say(place, _("No slot: {reason}").format(reason=reason), is_error=True)
        session.slots = session.slots or []
        return
    slot = IncomingSlot(starts_at, starts_at + length, event["room_key"])
    session.slots = [*(session.slots or []), slot]


def _start(event: dict[str, Any], zone: str, builder: Builder) -> datetime:
    text = str(event.get("date") or "").strip()
    if "T" not in text:
        text = f"{event['day']}T{time_of(event.get('start') or ''):%H:%M}"
    if not datetime.fromisoformat(text).tzinfo:
        builder.incoming.zone = zone
    return instant_of(text, zone)
