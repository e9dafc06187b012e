"""Rows of a table as sessions and people. Columns are told by their labels, in any order."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.enums import LanguageRole
from events.imports.readers.building import Builder
from events.imports.readers.labels import PERSON_FIELDS, SESSION_FIELDS, field_for
from events.imports.readers.pretalx import person_answer, session_answer
from events.imports.readers.tables import Sheet
from events.imports.readers.texts import rich
from events.imports.readers.values import (
    cell_instant,
    checked_length,
    folded,
    language_code,
    language_codes_in,
    minutes_of,
    parts,
)
from events.imports.records import Incoming, IncomingSession, IncomingSlot, Labelled, ReadingOptions, UnreadableFile
from home.characters import one_line, with_formula

CANCELLED = ("canceled", "cancelled", "cancelada", "cancelado")
LEFT_OUT = ("submitted", "rejected", "withdrawn", "declined", "enviada", "rechazada", "retirada")

Row = dict[str, Any]  # field → cell


def read(sheets: list[Sheet], format_name: str, options: ReadingOptions) -> Incoming:
    incoming = Incoming(format_name, "table")
    builder = Builder(incoming, options)
    found = [(sheet, _fields(sheet, options)) for sheet in sheets if sheet.header]
    known = [(sheet, about, fields) for sheet, (about, fields) in found if about]
    if not known:
        raise UnreadableFile(
            _("No column of this table is a title of sessions or a name of people. Give it a row of headings.")
        )
    if not any(sheet.rows for sheet, _about, _found in known):
        raise UnreadableFile(_("This table has headings and no rows."))
    for sheet, about, fields in sorted(known, key=lambda one: one[1] != "person"):
        incoming.lost_letters |= sheet.lost_letters
        examples = sheet.rows[0][1] if sheet.rows else []
        for at, label in enumerate(sheet.header):
            if label:
                example = str(examples[at] or "")[:60] if at < len(examples) else ""
                incoming.labelled.append(Labelled(label, fields[at], example))
        for place, row in _rows(sheet, fields, incoming):
            (_person if about == "person" else _session)(builder, row, place)
    return incoming


def _fields(sheet: Sheet, options: ReadingOptions) -> tuple[str, list[str]]:
    """What the rows are about, and the field of each column."""
    guessed = {
        about: [options.fields.get(label, field_for(label, fields)) for label in sheet.header]
        for about, fields in (("session", SESSION_FIELDS), ("person", PERSON_FIELDS))
    }
    has_title = any(field == "title" or re.fullmatch(r"title_[a-z]{2,3}", field) for field in guessed["session"])
    if has_title:
        return "session", _once(guessed["session"])
    has_name = {"name", "first_name", "last_name"} & set(guessed["person"])
    return ("person", _once(guessed["person"])) if has_name else ("", guessed["session"])


def _once(fields: list[str]) -> list[str]:
    """Of two columns for one field, the first is taken; links may be several."""
    return [field if field == "link" or field not in fields[:at] else "" for at, field in enumerate(fields)]


def _rows(sheet: Sheet, fields: list[str], incoming: Incoming) -> Iterable[tuple[str, Row]]:
    doubled = {label for at, label in enumerate(sheet.header) if label and label in sheet.header[:at]}
    for label in sorted(doubled):
        incoming.say(label, _("Two columns have this heading. The first is taken."))
    for number, cells in sheet.rows:
        place = _("{sheet} row {number}").format(sheet=sheet.name, number=number).strip()
        beyond = [cell for cell in cells[len(fields) :] if cell not in (None, "")]
        beyond += [
            cell for at, cell in enumerate(cells[: len(fields)]) if not sheet.header[at] and cell not in (None, "")
        ]
        if beyond:
            incoming.say(place, _("A cell without a heading is left out: “{text}”").format(text=str(beyond[0])[:60]))
        if len(cells) < len(fields) and sheet.name == "":
            incoming.say(place, _("This row has fewer cells than the heading."))
        row: Row = {}
        for field, cell in zip(fields, cells, strict=False):
            if field == "link" and row.get("link") and cell:
                row["link"] = f"{row['link']}\n{cell}"
            elif field:
                row[field] = _value(cell)
        yield place, row


def _value(cell: Any) -> Any:
    """Without the sign against formulas, which `home.characters.without_formula` puts before a text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return with_formula(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if hasattr(cell, "year") or hasattr(cell, "hour") else str(cell)


def _person(builder: Builder, row: Row, place: str) -> str:
    name = row.get("name") or f"{row.get('first_name') or ''} {row.get('last_name') or ''}".strip()
    email = str(row.get("email") or "").strip().lower()
    key = builder.person(row.get("key") or (f"email:{email}" if email else ""), name, place)
    if not key:
        return key
    person = builder.incoming.people[key]
    if "biography" in row:
        person.biography = builder.biography(row["biography"], place) or ""
    for field in ("role", "pronouns", "answers_in", "photo"):
        if field in row:
            person_answer(builder.incoming, person, field, str(row[field]))
    for field, text in row.items():
        name, _sign, code = field.rpartition("_")
        if name in ("biography", "role"):
            person.language = person.language or builder.options.language
            code = builder.other_language(person.language) if code == "other" else code
            builder.translation(person.translations, code, name, text)
    return key


def _session(builder: Builder, row: Row, place: str) -> None:
    incoming = builder.incoming
    language = _language(builder, row)
    title = (
        row.get("title")
        or row.get(f"title_{language}")
        or next((str(text) for field, text in row.items() if field.startswith("title_") and text), "")
    )
    state = folded(row.get("state") or "")
    if state in LEFT_OUT:
        incoming.say(
            place, _("“{title}” does not take place ({state}) and is left out.").format(title=title, state=row["state"])
        )
        return
    key = str(row.get("key") or "").strip()
    known = incoming.sessions.get(_key(key, title))
    if known and known.title == one_line(str(title)) and "start_utc" in row and row["start_utc"]:
        _slot(builder, known, row)  # the portal's own table has a row for each slot
        return
    session = builder.session(_key(key, title), title, place)
    if session is None:
        return
    if not key:
        incoming.say(place, _("Without a key the title tells this session apart: a new title makes a new session."))
    session.is_cancelled = state in CANCELLED
    builder.language(session, row.get("language"))
    session.language = language if language in builder.options.languages else session.language
    builder.kind(session, row.get("kind"))
    _texts(builder, session, row)
    if "theme" in row:
        session.themes = [key for name in _listed_themes(str(row["theme"])) if (key := builder.theme("", name))]
    _speakers(builder, session, row)
    _slot(builder, session, row)
    _languages(builder, session, row)
    for url in parts(str(row.get("recording") or "")):
        builder.recording(session, url)
    for url in parts(str(row.get("link") or "")):
        builder.link(session, url)
    for field, text in row.items():
        if field in ("interpreted", "captioned", "spoken") or re.fullmatch(r"(title|abstract|body)_\w+", field):
            session_answer(builder, session, field, str(text))


def _texts(builder: Builder, session: IncomingSession, row: Row) -> None:
    """Those of the session's own language. The portal's own table has them as they are stored."""
    abstract, body = (row.get(name, row.get(f"{name}_{session.language}")) for name in ("abstract", "body"))
    if abstract is None and body is None:
        return
    if "start_utc" in row:
        session.abstract, session.body = (None if text is None else str(text) for text in (abstract, body))
        session.body = None if session.body is None else rich(session.body)
        return
    builder.texts(session, abstract, body)
    if body is None and not session.body:
        session.body = None


def _key(key: str, title: str) -> str:
    """pretalx's codes are the same in its tables and its JSON."""
    if re.fullmatch(r"[0-9A-Z]{6}", key):
        return f"code:{key}"
    return key or f"title:{folded(title) or title}"


def _language(builder: Builder, row: Row) -> str:
    return language_code(str(row.get("language") or "")) or builder.options.language


def _listed_themes(text: str) -> list[str]:
    """A theme may have commas in its name, so only lines and semicolons divide."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _speakers(builder: Builder, session: IncomingSession, row: Row) -> None:
    if not {"speakers", "speaker_keys"} & row.keys():
        return
    place, session.speakers = session.place, []
    text = str(row.get("speakers") or "")
    keys = parts(str(row.get("speaker_keys") or ""))
    emails = [email.lower() for email in parts(str(row.get("speaker_emails") or ""))]
    names = parts(text)
    if (keys and len(keys) == 1 and len(names) > 1) or (emails and len(emails) == 1 and len(names) == 2):
        names = [text.strip()]  # one person whose name has a comma
    identities = keys if len(keys) == len(names) else []
    if not identities and len(emails) == len(names):
        identities = [f"email:{email}" for email in emails]
    if not identities and (keys or emails) and names:
        builder.incoming.say(place, _("Names and keys of the speakers do not go together: the names are taken."))
    for at, name in enumerate(names):
        key = identities[at] if identities else ""
        known = builder.incoming.people.get(key)
        key = builder.person(key, known.name if known and not name else name, place)
        if key and key not in session.speakers:
            session.speakers.append(key)


def _slot(builder: Builder, session: IncomingSession, row: Row) -> None:
    field = next((name for name in ("start_utc", "start") if name in row), "")
    if not field:
        return
    session.slots = session.slots or ([] if not session.is_cancelled or field == "start_utc" else None)
    if not row[field]:
        return
    zone = "UTC" if field == "start_utc" else builder.options.zone
    around, day = builder.options.around, row.get("day")
    try:
        starts_at = cell_instant(row[field], day, zone, around)
        ends_at = _end(row, starts_at, zone, around)
        written = f"{row[field]}–{row.get('end') or row.get('end_utc')}"
        if ends_at < starts_at:
            raise ValueError(_("“{title}” ends before it starts.").format(title=written))
        checked_length(ends_at - starts_at, written)
    except ValueError as reason:
        builder.incoming.say(session.place, _("No slot: {reason}").format(reason=reason), is_error=True)
        return
    if field == "start" and not re.search(r"(Z|[+-]\d\d:?\d\d)$", str(row[field])):
        builder.incoming.zone = zone
    session.slots = [*(session.slots or []), IncomingSlot(starts_at, ends_at, builder.room("", row.get("room")))]


def _end(row: Row, starts_at: datetime, zone: str, around: datetime | None) -> datetime:
    """Raises ValueError in words. An end on the clock that is before the start is on the next day."""
    if row.get("end_utc"):
        return cell_instant(row["end_utc"], row.get("day"), "UTC", around)
    if row.get("end"):
        ends_at = cell_instant(row["end"], row.get("day"), zone, around)
        return ends_at + timedelta(days=1) if row.get("day") and ends_at <= starts_at else ends_at
    if row.get("minutes"):
        return starts_at + minutes_of(row["minutes"])
    if row.get("hours"):
        return starts_at + minutes_of(row["hours"], are_hours=True)
    raise ValueError(_("It has neither an end nor a length."))


def _languages(builder: Builder, session: IncomingSession, row: Row) -> None:
    """ "spoken: en, es; captioned: fr", as the portal's own table has it."""
    text = str(row.get("languages_by_role") or "")
    if "languages_by_role" not in row:
        return
    session.languages = {}
    for part in (part for part in text.split(";") if part.strip()):
        role, _sign, codes = part.partition(":")
        found, unknown = language_codes_in(codes)
        if role.strip() not in LanguageRole.values or unknown:
            builder.incoming.say(session.place, _("“{text}” is not a language we know.").format(text=part.strip()))
        else:
            session.languages[role.strip()] = found
