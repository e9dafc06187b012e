"""Answers of pretalx's API: one object with the address of each answer, or one of them with its `results`."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from events.imports.readers.building import Builder, as_dict, as_list
from events.imports.readers.labels import PERSON_FIELDS, SESSION_FIELDS, field_for
from events.imports.readers.values import first_text, instant_of, language_codes_in
from events.imports.records import (
    Incoming,
    IncomingPerson,
    IncomingSession,
    IncomingSlot,
    Labelled,
    ReadingOptions,
    UnreadableFile,
)

TAKES_PLACE = ("accepted", "confirmed")
RESOURCES = ("submissions", "speakers", "slots", "rooms", "tracks", "submission-types", "questions", "answers")


def is_pretalx(data: Any) -> bool:
    return isinstance(data, dict) and any("/submissions" in str(key) for key in data)


class _Answers:
    """The results of all pages of each resource."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in RESOURCES}
        self.event: dict[str, Any] = {}
        for address, body in data.items():
            parts = [part for part in urlsplit(str(address)).path.split("/") if part]
            name = parts[-1] if parts else ""
            if name in self.rows:
                self.rows[name] += [as_dict(row) for row in as_list(as_dict(body).get("results"))]
            elif as_dict(body).get("date_from"):
                self.event = as_dict(body)
        pages = {name for name in RESOURCES for key in data if f"/{name}/" in str(key)}
        self.missing = [name for name in ("submissions", "speakers", "slots", "rooms") if name not in pages]
        self.incomplete = [
            name
            for name in RESOURCES
            if (counts := [as_dict(body).get("count") for key, body in data.items() if f"/{name}/" in str(key)])
            and counts[0] != len(self.rows[name])
        ]


def read(data: dict[str, Any], options: ReadingOptions) -> Incoming:
    answers = _Answers(data)
    if answers.missing or answers.incomplete:
        raise UnreadableFile(
            _("These answers of pretalx are not complete. Missing: {names}").format(
                names=", ".join([*answers.missing, *answers.incomplete])
            )
        )
    incoming = Incoming("pretalx JSON", f"pretalx:{answers.event.get('slug', '')}"[:100])
    builder = Builder(incoming, options)
    reader = _Reader(builder, answers, first_text([answers.event.get("locale"), options.language]))
    reader.rooms_and_themes()
    reader.people()
    reader.sessions()
    reader.breaks()
    return incoming


class _Reader:
    def __init__(self, builder: Builder, answers: _Answers, locale: str) -> None:
        self.builder, self.incoming, self.answers, self.locale = builder, builder.incoming, answers, locale
        self.room_keys: dict[Any, str] = {}
        self.theme_keys: dict[Any, str] = {}
        self.kinds = {row.get("id"): self.words(row.get("name")) for row in answers.rows["submission-types"]}
        self.fields = self._fields()
        self.said: dict[tuple[str, Any], list[tuple[str, str]]] = {}
        for row in answers.rows["answers"]:
            question = _id(row.get("question"))
            field = self.fields.get(question)
            about = (
                ("submission", _id(row.get("submission")))
                if row.get("submission")
                else ("person", _id(row.get("person")))
            )
            if field:
                self.said.setdefault(about, []).append((field, str(row.get("answer") or "")))

    def words(self, value: Any) -> str:
        """Of a text by language, that in which it is imported, else that of the event's first language."""
        if isinstance(value, dict):
            return first_text([value.get(self.builder.options.language), value.get(self.locale), *value.values()])
        return str(value or "")

    def _fields(self) -> dict[Any, str]:
        found = {}
        for row in self.answers.rows["questions"]:
            label = self.words(row.get("question"))
            known = SESSION_FIELDS if row.get("target") == "submission" else PERSON_FIELDS
            field = self.builder.options.fields.get(label, field_for(label, known))
            self.incoming.labelled.append(Labelled(label, field))
            found[row.get("id")] = field
        return found

    def rooms_and_themes(self) -> None:
        rooms = sorted(self.answers.rows["rooms"], key=lambda row: row.get("position") or 0)
        for number, row in enumerate(rooms, start=1):
            key = first_text([row.get("guid"), row.get("uuid"), row.get("id")])
            self.room_keys[row.get("id")] = self.builder.room(key, self.words(row.get("name")), number)
        for row in self.answers.rows["tracks"]:
            language = self.builder.options.language
            names = {code: text for code, text in as_dict(row.get("name")).items() if code != language}
            key = f"track:{row.get('id')}"
            self.theme_keys[row.get("id")] = self.builder.theme(key, self.words(row.get("name")), names)

    def people(self) -> None:
        """E-mail addresses, notes and availability stay in pretalx."""
        taking_place = {
            _id(one)
            for row in self.answers.rows["submissions"]
            if row.get("state") in TAKES_PLACE
            for one in as_list(row.get("speakers"))
        }
        others = [row for row in self.answers.rows["speakers"] if row.get("code") not in taking_place]
        if others:
            self.incoming.say(
                _("Speakers"), _("People without a session are left out: {count}").format(count=len(others))
            )
        for row in self.answers.rows["speakers"]:
            code = row.get("code")
            if code not in taking_place:
                continue
            place, said = str(code), self.said.get(("person", code), [])
            key = self.builder.person(
                code, row.get("name"), place, biography=self.builder.biography(row.get("biography"), place) or ""
            )
            if key:
                person = self.incoming.people[key]
                _photo(self.incoming, person, row.get("avatar_url") or row.get("avatar"))
                _answers_about_person(self.incoming, person, said)

    def sessions(self) -> None:
        slots: dict[Any, list[dict[str, Any]]] = {}
        for row in self.answers.rows["slots"]:
            slots.setdefault(_id(row.get("submission")), []).append(row)
        left: dict[str, int] = {}
        for row in self.answers.rows["submissions"]:
            state = str(row.get("state"))
            if state in (*TAKES_PLACE, "canceled"):
                self.session(row, slots.get(row.get("code"), []), is_cancelled=state == "canceled")
            else:
                left[state] = left.get(state, 0) + 1
        for state, count in left.items():
            self.incoming.say(state, _("Proposals that do not take place are left out: {count}").format(count=count))

    def session(self, row: dict[str, Any], slots: list[dict[str, Any]], *, is_cancelled: bool) -> None:
        builder, code = self.builder, str(row.get("code"))
        session = builder.session(f"code:{code}", row.get("title"), code)
        if session is None:
            return
        session.is_cancelled = is_cancelled
        builder.language(session, row.get("content_locale"))
        builder.kind(
            session,
            self.words(as_dict(row.get("submission_type")).get("name")) or self.kinds.get(row.get("submission_type")),
        )
        builder.texts(session, row.get("abstract"), row.get("description"))
        theme = self.theme_keys.get(_id(row.get("track")))
        session.themes = [theme] if theme else []
        people = [str(_id(one)) for one in as_list(row.get("speakers"))]
        session.speakers = [key for key in people if key in self.incoming.people]
        session.slots = [] if not is_cancelled else None
        for slot in slots:
            self.slot(session, slot)
        for one in as_list(row.get("resources")):
            found = as_dict(one)
            builder.link(session, found.get("link") or found.get("resource"), found.get("description"))
        for field, text in self.said.get(("submission", code), []):
            session_answer(builder, session, field, text)

    def slot(self, session: IncomingSession, row: dict[str, Any]) -> None:
        if not row.get("start"):
            return
        try:
            starts_at = instant_of(row["start"], self.builder.options.zone)
            ends_at = (
                instant_of(row["end"], self.builder.options.zone)
                if row.get("end")
                else starts_at + timedelta(minutes=int(row.get("duration") or 0))
            )
            if ends_at <= starts_at:
                raise ValueError(_("It ends before it starts."))
        except ValueError as reason:
            self.incoming.say(session.place, _("No slot: {reason}").format(reason=reason), is_error=True)
            return
        room = self.room_keys.get(_id(row.get("room")), "")
        session.slots = [*(session.slots or []), IncomingSlot(starts_at, ends_at, room)]

    def breaks(self) -> None:
        for row in self.answers.rows["slots"]:
            if row.get("submission"):
                continue
            place = f"slot {row.get('id')}"
            if row.get("slot_type") == "blocker" or not row.get("is_visible", True):
                self.incoming.say(place, _("A hidden slot is left out."))
                continue
            words = as_dict(row.get("description"))
            title = self.words(row.get("description"))
            session = self.builder.session(f"slot:{row.get('id')}", title, place)
            if session is None:
                continue
            session.language = self.builder.options.language
            if words.get(session.language):
                session.title = words[session.language]
            session.kind = break_kind(title)
            session.speakers, session.themes, session.abstract = [], [], ""
            self.slot(session, row)
            for code, text in words.items():
                if code != session.language:
                    self.builder.translation(session.translations, code, "title", text)


def break_kind(title: str) -> str:
    return "language_break" if any(word in title.lower() for word in ("language", "idioma")) else "break"


def session_answer(builder: Builder, session: IncomingSession, field: str, text: str) -> None:
    """An answer or a further column about a session."""
    if not text.strip() or not field:
        return
    name, _sign, code = field.rpartition("_")
    if name in ("title", "abstract", "body"):
        code = builder.other_language(session.language) if code == "other" else code
        if code != session.language:
            builder.translation(session.translations, code, name, text)
    elif field in ("interpreted", "captioned", "spoken"):
        codes, unknown = language_codes_in(text)
        if unknown:
            builder.incoming.say(
                session.place, _("“{text}” is not a language we know.").format(text=", ".join(unknown))
            )
        if field == "spoken":
            spoken = [*(session.languages or {}).get("spoken", []), *codes]
            session.languages = {**(session.languages or {}), "spoken": list(dict.fromkeys(spoken))}
        else:
            builder.interpreted(session, field, codes)
    elif field == "recording":
        builder.recording(session, text)
    elif field == "link":
        builder.link(session, text)


def _answers_about_person(incoming: Incoming, person: IncomingPerson, said: list[tuple[str, str]]) -> None:
    for field, text in said:
        person_answer(incoming, person, field, text)


def person_answer(incoming: Incoming, person: IncomingPerson, field: str, text: str) -> None:
    if field == "answers_in":
        codes, unknown = language_codes_in(text)
        if unknown:
            incoming.say(person.place, _("“{text}” is not a language we know.").format(text=", ".join(unknown)))
        person.answers_in = codes
    elif field in ("pronouns", "role"):
        longest = 40 if field == "pronouns" else 160
        if len(text) > longest:
            incoming.say(person.place, _("“{text}” is too long and is cut.").format(text=text[:60]))
        setattr(person, field, " ".join(text.split())[:longest])
    elif field == "photo":
        _photo(incoming, person, text)


def _photo(incoming: Incoming, person: IncomingPerson, address: Any) -> None:
    """Only the name of the file counts: it may be in the ZIP beside the file. No address is fetched."""
    person.photo = urlsplit(str(address or "")).path.rsplit("/", 1)[-1]


def _id(value: Any) -> Any:
    """Of a reference, expanded or not."""
    return (value.get("code") or value.get("id")) if isinstance(value, dict) else value
