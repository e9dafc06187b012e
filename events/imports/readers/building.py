"""What all readers need to build an Incoming: limits, clean names, and what is said where something does not fit."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from events.imports.readers.texts import abstract_and_body, has_markup, link, paragraph, plain, rich
from events.imports.readers.values import folded, kind_of, language_code
from events.imports.records import (
    Incoming,
    IncomingPerson,
    IncomingRecording,
    IncomingRoom,
    IncomingSession,
    IncomingTheme,
    ReadingOptions,
    UnreadableFile,
)
from home.characters import one_line

LIMITS = {"sessions": 2000, "people": 4000, "rooms": 200, "themes": 200}
TITLE, NAME, ROOM, THEME, ROLE, URL = 255, 255, 60, 100, 160, 200
LONGEST_TEXT = 50_000


class Builder:
    """Adds what a reader finds to an Incoming; the same key again is the same thing."""

    def __init__(self, incoming: Incoming, options: ReadingOptions) -> None:
        self.incoming, self.options = incoming, options

    def cut(self, text: Any, longest: int, place: str, what: str) -> str:
        """One line of at most `longest` characters; what is longer is cut and said."""
        name = one_line(str(text or ""))
        if len(name) > longest:
            self.incoming.say(
                place,
                _("{what} is longer than {count} characters and is cut: “{text}”").format(
                    what=what, count=longest, text=name[:60]
                ),
            )
        return name[:longest].strip()

    def text(self, text: Any, place: str) -> str:
        if len(str(text or "")) > LONGEST_TEXT:
            self.incoming.say(
                place, _("A text is longer than {count} characters and is cut.").format(count=LONGEST_TEXT)
            )
        return str(text or "")[:LONGEST_TEXT]

    def _count(self, kind: str) -> None:
        if len(getattr(self.incoming, kind)) > LIMITS[kind]:
            raise UnreadableFile(
                _("This file has more than {count} rows of one kind. Please split it.").format(count=LIMITS[kind])
            )

    def room(self, key: Any, name: Any, position: int | None = None) -> str:
        """The key of a room, which is added; empty without a name."""
        name = self.cut(name, ROOM, str(name)[:60], _("The name of a room"))
        key = str(key or "") or f"name:{folded(name)}"
        if not name:
            return ""
        if key not in self.incoming.rooms:
            place = len(self.incoming.rooms) + 1 if position is None else position
            self.incoming.rooms[key] = IncomingRoom(key, name, place)
            self._count("rooms")
        return key

    def theme(self, key: Any, name: Any, names: dict[str, str] | None = None) -> str:
        name = self.cut(name, THEME, str(name)[:60], _("The name of a theme"))
        key = str(key or "") or f"name:{folded(name)}"
        if not name:
            return ""
        if key not in self.incoming.themes:
            others = {code: one_line(text)[:THEME] for code, text in (names or {}).items() if text}
            self.incoming.themes[key] = IncomingTheme(key, name, others)
            self._count("themes")
        return key

    def person(self, key: Any, name: Any, place: str, **facts: Any) -> str:
        """The key of a person. Without a key in the file the name has to do; without a name there is nobody yet."""
        name = self.cut(name, NAME, place, _("A name"))
        if not name:
            self.incoming.say(place, _("A person without a name is left out until there is one."), is_error=True)
            return ""
        key, by_name = (str(key), False) if key else (f"name:{folded(name) or name}", True)
        if key not in self.incoming.people:
            self.incoming.people[key] = IncomingPerson(key, name, place, is_known_by_name=by_name)
            self._count("people")
        person = self.incoming.people[key]
        if person.name != name:
            self.incoming.say(
                place,
                _("One person has two names in the file: “{first}” and “{second}”. The first is taken.").format(
                    first=person.name, second=name
                ),
            )
        for field, value in facts.items():
            if value is not None and getattr(person, field) in (None, ""):
                setattr(person, field, value)
        return key

    def biography(self, text: Any, place: str) -> str | None:
        return plain(self.text(text, place)) if text else None

    def session(self, key: str, title: Any, place: str) -> IncomingSession | None:
        """None where the title is missing or the key is taken, which is said."""
        title = self.cut(title, TITLE, place, _("The title"))
        if not title:
            self.incoming.say(place, _("A session without a title is left out."), is_error=True)
            return None
        if key in self.incoming.sessions:
            other = self.incoming.sessions[key]
            self.incoming.say(
                place,
                _("“{title}” has the same key as “{other}” ({place}), so it is left out: which one is right?").format(
                    title=title, other=other.title, place=other.place
                ),
                is_error=True,
            )
            return None
        session = self.incoming.sessions[key] = IncomingSession(key, title, place)
        self._count("sessions")
        return session

    def language(self, session: IncomingSession, value: Any) -> None:
        """Where it is written in, and what is spoken: the first of the language names."""
        code = language_code(str(value)) if value else None
        if value and not code:
            self.incoming.say(session.place, _("“{text}” is not a language we know.").format(text=value))
        if code:
            session.languages = {"spoken": [code]}
        session.language = code if code in self.options.languages else self.options.language
        if code != session.language:
            self.incoming.unknown_languages = True
            if code:
                self.incoming.say(
                    session.place,
                    _("This event has no pages in “{code}”: the text is filed under “{language}”.").format(
                        code=code, language=session.language
                    ),
                )

    def interpreted(self, session: IncomingSession, role: str, codes: Iterable[str]) -> None:
        known = (session.languages or {}).get("spoken", [])
        others = [code for code in codes if code not in known]
        if others:
            session.languages = {**(session.languages or {}), role: list(dict.fromkeys(others))}

    def kind(self, session: IncomingSession, name: Any) -> None:
        """By its name, else as an editor decided, else a talk, which is asked."""
        name = one_line(str(name or ""))
        if not name:
            return
        known = kind_of(name) or self.options.kinds.get(name)
        if known is None or name in self.options.kinds:
            self.incoming.unknown_kinds = list(dict.fromkeys([*self.incoming.unknown_kinds, name]))
        session.kind = self.options.kinds.get(name) or known or "talk"

    def texts(self, session: IncomingSession, abstract: Any, body: Any, subtitle: Any = "") -> None:
        """Abstract and description; where only one of them is there, see `abstract_and_body`."""
        first, more = self.text(abstract, session.place), self.text(body, session.place)
        if first and more:
            session.abstract, session.body = plain(first), rich(more)
        else:
            session.abstract, session.body = abstract_and_body(first or more)
        if subtitle:
            session.body = paragraph(str(subtitle)) + session.body

    def translation(self, translations: dict[str, dict[str, str]], code: str, field: str, text: Any) -> None:
        text = self.text(text, "").strip()
        if not text or code not in self.options.languages:
            return
        if field == "abstract" and has_markup(text):
            abstract, body = abstract_and_body(text)
            found = {"abstract": abstract, "body": body}
        else:
            found = {field: rich(text) if field == "body" else one_line(text) if field == "title" else plain(text)}
        translations.setdefault(code, {}).update({name: value for name, value in found.items() if value})

    def other_language(self, language: str) -> str:
        """Where a file says "the other language": the first of the event that is not this one."""
        return next((code for code in self.options.languages if code != language), "")

    def link(self, session: IncomingSession, url: Any, title: Any = "") -> None:
        """Below the text. Only web addresses; nothing is fetched."""
        url = str(url or "").strip()
        if not url:
            return
        if not is_web_address(url):
            self.incoming.say(session.place, _("“{url}” is not a web address and is left out.").format(url=url[:100]))
        else:
            session.body = (session.body or "") + link(url, str(title or ""))

    def recording(self, session: IncomingSession, url: Any, *, is_forbidden: bool = False) -> None:
        url = str(url or "").strip()
        if not url:
            return
        if is_forbidden:
            self.incoming.say(session.place, _("It may not be recorded, so the link to a recording is left out."))
        elif not is_web_address(url) or len(url) > URL:
            self.incoming.say(session.place, _("“{url}” is not a web address and is left out.").format(url=url[:100]))
        else:
            spoken = (session.languages or {}).get("spoken") or [session.language]
            session.recordings = [*(session.recordings or []), IncomingRecording(url, spoken[0])]


def is_web_address(url: str) -> bool:
    try:
        found = urlsplit(url)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname) and len(url) <= 2000


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
