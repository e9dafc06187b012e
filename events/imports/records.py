"""What a file says, in one form for all formats. None stands for what the file says nothing about."""

from dataclasses import dataclass, field
from datetime import datetime

Words = dict[str, str]  # name of a field → text


@dataclass(frozen=True)
class Finding:
    """Something of the file that is not taken over as it stands, with the place where it stands."""

    place: str
    message: str
    is_error: bool = False  # something is left out


@dataclass
class IncomingRoom:
    key: str
    name: str
    position: int | None = None


@dataclass
class IncomingTheme:
    key: str
    name: str
    names: Words = field(default_factory=dict)  # in further languages


@dataclass
class IncomingPerson:
    """`is_known_by_name`: the file tells its people apart by their names alone."""

    key: str
    name: str
    place: str = ""
    biography: str | None = None
    role: str | None = None
    pronouns: str | None = None
    answers_in: list[str] | None = None
    photo: str = ""  # the name of a picture
    language: str = ""
    translations: dict[str, Words] = field(default_factory=dict)
    is_known_by_name: bool = False


@dataclass
class IncomingSlot:
    """Instants are aware, in UTC. `room` is a key; empty for all rooms."""

    starts_at: datetime
    ends_at: datetime
    room: str = ""


@dataclass
class IncomingRecording:
    url: str
    language: str


@dataclass
class IncomingSession:
    """Speakers and themes are keys; `languages` are by role, as in slots; `language` is the one it is written in."""

    key: str
    title: str
    place: str = ""
    language: str = ""
    abstract: str | None = None
    body: str | None = None  # rich text
    kind: str | None = None
    speakers: list[str] | None = None
    themes: list[str] | None = None
    slots: list[IncomingSlot] | None = None
    languages: dict[str, list[str]] | None = None
    is_cancelled: bool = False
    recordings: list[IncomingRecording] | None = None
    translations: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Labelled:
    """A column of a table, a question or a category that an editor may assign to a field."""

    label: str
    field: str
    example: str = ""


@dataclass
class Incoming:
    """All that was understood. `system` is what its keys belong to."""

    format: str
    system: str = ""
    zone: str = ""  # empty if all times in the file have one
    rooms: dict[str, IncomingRoom] = field(default_factory=dict)
    themes: dict[str, IncomingTheme] = field(default_factory=dict)
    people: dict[str, IncomingPerson] = field(default_factory=dict)
    sessions: dict[str, IncomingSession] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)
    unknown_kinds: list[str] = field(default_factory=list)
    unknown_languages: bool = False  # some texts are in no language of the event
    lost_letters: bool = False  # an encoding that writes "?" for letters it lacks

    def say(self, place: str, message: str, *, is_error: bool = False) -> None:
        self.findings.append(Finding(place, message, is_error))


@dataclass
class ReadingOptions:
    """What an editor decides about a file, with what is right for most."""

    zone: str = "UTC"
    language: str = "en"  # of texts that name none, or none of the event
    languages: tuple[str, ...] = ("en", "es")  # of the event
    kinds: dict[str, str] = field(default_factory=dict)  # name of a kind in the file → SessionKind
    fields: dict[str, str] = field(default_factory=dict)  # label → field
    around: datetime | None = None  # when the event begins, for dates that can be read in two ways


class UnreadableFile(Exception):
    """The file cannot be imported; the message says why, to the editor."""
