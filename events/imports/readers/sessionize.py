"""Sessionize, the view "All data" as JSON."""

from typing import Any

from django.utils.translation import gettext as _

from events.imports.readers.building import Builder, as_dict, as_list
from events.imports.readers.labels import SESSION_FIELDS, field_for
from events.imports.readers.pretalx import break_kind, session_answer
from events.imports.readers.values import first_text, folded, instant_of
from events.imports.records import (
    Incoming,
    IncomingSession,
    IncomingSlot,
    Labelled,
    ReadingOptions,
    UnreadableFile,
)


def is_sessionize(data: Any) -> bool:
    return isinstance(data, dict) and {"sessions", "speakers", "rooms"} <= data.keys()


def is_other_view(data: Any) -> bool:
    """The views "Sessions" and "Grid" are lists of groups or days."""
    return isinstance(data, list) and bool(data) and bool({"sessions", "rooms"} & as_dict(data[0]).keys())


def read(data: dict[str, Any], options: ReadingOptions) -> Incoming:
    incoming = Incoming("Sessionize JSON", "sessionize")
    builder = Builder(incoming, options)
    rooms = {}
    for number, row in enumerate(sorted(as_list(data["rooms"]), key=lambda one: one.get("sort") or 0), start=1):
        rooms[row.get("id")] = builder.room(row.get("id"), row.get("name"), number)
    for row in as_list(data["speakers"]):
        _person(builder, as_dict(row))
    labels = {}
    items: dict[Any, tuple[str, str]] = {}
    for category in as_list(data.get("categories")):
        if category.get("type") not in (None, "session"):
            continue
        label = str(category.get("title") or "")
        field = options.fields.get(label, field_for(label, SESSION_FIELDS))
        names = [str(one.get("name")) for one in as_list(category.get("items"))]
        incoming.labelled.append(Labelled(label, field, ", ".join(names[:3])))
        items |= {one.get("id"): (field, str(one.get("name") or "")) for one in as_list(category.get("items"))}
        if field == "theme":
            for one in as_list(category.get("items")):
                builder.theme(f"item:{one.get('id')}", one.get("name"))
    for question in as_list(data.get("questions")):
        label = str(question.get("question") or "")
        labels[question.get("id")] = options.fields.get(label, field_for(label, SESSION_FIELDS))
        incoming.labelled.append(Labelled(label, labels[question.get("id")]))
    for row in as_list(data["sessions"]):
        _session(builder, as_dict(row), rooms, items, labels)
    return incoming


def _person(builder: Builder, row: dict[str, Any]) -> None:
    name = first_text([row.get("fullName"), f"{row.get('firstName') or ''} {row.get('lastName') or ''}".strip()])
    place = str(row.get("id"))
    photo = str(row.get("profilePicture") or "").rsplit("/", 1)[-1]
    biography = builder.biography(row.get("bio"), place) or ""
    role = builder.cut(row.get("tagLine"), 160, place, _("The line about a person"))
    builder.person(row.get("id"), name, place, biography=biography, role=role, photo=photo)
    if row.get("links"):
        builder.incoming.say(place, _("Links of people have no place in the portal and are left out."))


def _session(
    builder: Builder,
    row: dict[str, Any],
    rooms: dict[Any, str],
    items: dict[Any, tuple[str, str]],
    labels: dict[Any, str],
) -> None:
    key = str(row.get("id"))
    session = builder.session(key, row.get("title"), key)
    if session is None:
        return
    by_field: dict[str, list[tuple[Any, str]]] = {}
    for item in as_list(row.get("categoryItems")):
        if item in items:
            field, name = items[item]
            by_field.setdefault(field, []).append((item, name))
    is_service = bool(row.get("isServiceSession"))
    if is_service:
        session.language = builder.options.language
        session.kind = break_kind(session.title)
    else:
        builder.language(session, next((name for _item, name in by_field.get("language", [])), ""))
        builder.kind(session, next((name for _item, name in by_field.get("kind", [])), ""))
    builder.texts(session, "", row.get("description"))
    session.themes = [f"item:{item}" for item, _name in by_field.get("theme", [])]
    people = [str(one.get("id") if isinstance(one, dict) else one) for one in as_list(row.get("speakers"))]
    session.speakers = [one for one in people if one in builder.incoming.people]
    if len(session.speakers) < len(people):
        builder.incoming.say(key, _("A speaker of this session is not among the people of the file."))
    _slot(builder, session, row, rooms)
    for field in ("interpreted", "captioned", "spoken"):
        if field in by_field:
            session_answer(builder, session, field, "; ".join(name for _item, name in by_field[field]))
    for answer in as_list(row.get("questionAnswers")):
        text = str(answer.get("answerValue") or "")
        session_answer(builder, session, labels.get(answer.get("questionId"), ""), text)
    builder.recording(session, row.get("recordingUrl"))
    if row.get("liveUrl"):
        builder.incoming.say(key, _("The live link is left out: join links belong to rooms."))
    if folded(row.get("status") or "") in ("declined", "canceled", "cancelled", "withdrawn"):
        session.is_cancelled = True


def _slot(builder: Builder, session: IncomingSession, row: dict[str, Any], rooms: dict[Any, str]) -> None:
    session.slots = []
    if not row.get("startsAt") or not row.get("endsAt"):
        return
    zone = builder.options.zone
    try:
        starts_at, ends_at = instant_of(row["startsAt"], zone), instant_of(row["endsAt"], zone)
        if ends_at <= starts_at:
            raise ValueError(_("It ends before it starts."))
    except ValueError as reason:
        builder.incoming.say(session.place, _("No slot: {reason}").format(reason=reason), is_error=True)
        return
    if not str(row["startsAt"]).endswith("Z"):
        builder.incoming.zone = zone
    room = (
        ""
        if session.kind in ("break", "language_break") and row.get("isPlenumSession")
        else rooms.get(row.get("roomId"), "")
    )
    session.slots = [IncomingSlot(starts_at, ends_at, room)]


def other_view() -> UnreadableFile:
    return UnreadableFile(_("This is another view of Sessionize. Please give the JSON of the view “All data”."))
