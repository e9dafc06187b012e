"""What an import would change: a pure comparison of a file with what is there, and with the import before."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from events.imports.models import SourceKind
from events.imports.readers.values import folded
from events.imports.records import Incoming, IncomingPerson, IncomingSession
from home.characters import REPLACED

Facts = dict[str, Any]  # name of a field → value in JSON; people, rooms and themes as tokens
NEW = "new:"  # before the key, a token of what is not there yet
SETS = ("speakers", "themes")


@dataclass
class PresentThing:
    """A row or page of the event as its latest draft has it. `key` is its translation key."""

    pk: int
    label: str
    facts: Facts
    key: str = ""
    language: str = ""
    other_names: tuple[str, ...] = ()


@dataclass
class Present:
    """Everything an import may change. `sources` are by kind, system and key: id and facts of the last import."""

    things: dict[str, dict[int, PresentThing]]
    sources: dict[tuple[str, str, str], tuple[int, Facts]] = field(default_factory=dict)


@dataclass
class Choices:
    """What the editor decided. `same` and `conflicts` are by "kind:key" and "kind:key:field"."""

    same: dict[str, str] = field(default_factory=dict)  # an id, or "" for a new one
    cancel: list[str] = field(default_factory=list)  # ids of sessions that are gone from the file
    conflicts: list[str] = field(default_factory=list)  # those in which the file wins
    matches_titles: bool = False  # a session under a title that is here is the same session
    matches_names: bool = False
    checks_translations: bool = True  # translations of the file are to be checked


@dataclass
class FactChange:
    """`takes_file` is false where the portal's value stays."""

    field: str
    before: Any
    after: Any
    is_conflict: bool = False
    takes_file: bool = True


@dataclass
class PlanItem:
    kind: str
    key: str
    label: str
    state: str  # new, changed, same, gone, cancelled, left
    place: str = ""
    pk: int | None = None
    language: str = ""
    facts: Facts = field(default_factory=dict)
    changes: list[FactChange] = field(default_factory=list)
    candidates: list[PresentThing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def taken(self) -> list[FactChange]:
        return [change for change in self.changes if change.takes_file]

    @property
    def conflicts(self) -> list[FactChange]:
        return [change for change in self.changes if change.is_conflict]


@dataclass
class Plan:
    items: list[PlanItem]
    warnings: list[str] = field(default_factory=list)

    def of(self, state: str, kind: str = "") -> list[PlanItem]:
        return [item for item in self.items if item.state == state and kind in ("", item.kind)]

    @property
    def doubtful(self) -> list[PlanItem]:
        """What may be the same as something that is there."""
        return [item for item in self.items if item.candidates]

    @property
    def to_do(self) -> list[PlanItem]:
        return [item for item in self.items if item.state in ("new", "changed", "cancelled")]


def make_plan(incoming: Incoming, present: Present, choices: Choices) -> Plan:
    return _Planner(incoming, present, choices).plan()


class _Planner:
    def __init__(self, incoming: Incoming, present: Present, choices: Choices) -> None:
        self.incoming, self.present, self.choices = incoming, present, choices
        self.targets: dict[tuple[str, str], int] = {}
        self.taken: dict[str, set[int]] = defaultdict(set)
        self.by_key = {
            kind: {one.key: pk for pk, one in found.items() if one.key} for kind, found in present.things.items()
        }
        self.by_name: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in SourceKind.values}
        for kind, found in present.things.items():
            for pk, one in found.items():
                for name in dict.fromkeys(folded(text) for text in (one.label, *one.other_names)):
                    self.by_name[kind][name].append(pk)

    def plan(self) -> Plan:
        incoming = self.incoming
        rooms = self._match(SourceKind.ROOM, incoming.rooms, lambda one: one.name)
        themes = self._match(SourceKind.THEME, incoming.themes, lambda one: one.name)
        people = self._match(SourceKind.PERSON, incoming.people, lambda one: one.name)
        sessions = self._match(SourceKind.SESSION, incoming.sessions, lambda one: one.title)
        for item in rooms:
            room = incoming.rooms[item.key]
            self._fill(item, {"name": room.name, "position": room.position}, only_new=("position",))
        for item in themes:
            theme = incoming.themes[item.key]
            self._fill(item, {"name": theme.name, **_translated("name", theme.names)})
        for item in people:
            self._fill(item, person_facts(incoming.people[item.key]))
        for item in sessions:
            session = incoming.sessions[item.key]
            item.language = session.language
            self._fill(item, self.session_facts(session))
            _cancel(item, session)
        items = [*rooms, *themes, *people, *sessions, *self._gone()]
        return Plan(items, self._warnings(sessions, people))

    # --- which is which

    def _match(self, kind: SourceKind, incoming: dict[str, Any], name_of: Callable[[Any], str]) -> list[PlanItem]:
        items = []
        for key, one in incoming.items():
            item = PlanItem(kind, key, name_of(one), "new", place=getattr(one, "place", ""))
            known = self.present.sources.get((kind, self.incoming.system, key))
            item.pk = known[0] if known and known[0] in self.present.things[kind] else self.by_key[kind].get(_bare(key))
            items.append(item)
            if item.pk is not None:
                self._take(item, item.pk)
        for item in items:
            if item.pk is None:
                self._look_for(item)
        return items

    def _take(self, item: PlanItem, pk: int) -> None:
        item.pk = pk
        self.taken[item.kind].add(pk)
        self.targets[item.kind, item.key] = pk

    def _look_for(self, item: PlanItem) -> None:
        """By name. Rooms and themes cannot have the same name twice; people and sessions can, so somebody decides."""
        free = [pk for pk in self.by_name[item.kind][folded(item.label)] if pk not in self.taken[item.kind]]
        if item.kind in (SourceKind.ROOM, SourceKind.THEME):
            if free:
                self._take(item, free[0])
                return
            free = self._unused(item)
        things = self.present.things[item.kind]
        item.candidates = [things[pk] for pk in free]
        bulk = {SourceKind.SESSION: self.choices.matches_titles, SourceKind.PERSON: self.choices.matches_names}
        decided = self.choices.same.get(item.name)
        if decided is None and bulk.get(SourceKind(item.kind)) and len(free) == 1:
            decided = str(free[0])
        chosen = next((pk for pk in free if str(pk) == decided), None)
        if chosen is not None:
            self._take(item, chosen)

    def _unused(self, item: PlanItem) -> list[int]:
        """Rooms and themes of the import before that the file no longer has: perhaps renamed."""
        keys = self.incoming.rooms if item.kind == SourceKind.ROOM else self.incoming.themes
        return [
            pk
            for (kind, system, key), (pk, _facts) in self.present.sources.items()
            if kind == item.kind
            and system == self.incoming.system
            and key not in keys
            and pk not in self.taken[kind]
            and pk in self.present.things[kind]
        ]

    def token(self, kind: str, key: str) -> str:
        pk = self.targets.get((kind, key))
        return f"{NEW}{key}" if pk is None else str(pk)

    # --- facts

    def session_facts(self, session: IncomingSession) -> Facts:
        facts: Facts = {
            "title": session.title,
            "abstract": session.abstract,
            "body": session.body,
            "kind": session.kind,
        }
        if session.speakers is not None:
            facts["speakers"] = [self.token(SourceKind.PERSON, key) for key in session.speakers]
        if session.themes is not None:
            facts["themes"] = [self.token(SourceKind.THEME, key) for key in session.themes]
        if session.slots is not None:
            facts["slots"] = sorted(
                [
                    slot.starts_at.isoformat(),
                    slot.ends_at.isoformat(),
                    self.token(SourceKind.ROOM, slot.room) if slot.room else "",
                ]
                for slot in session.slots
            )
            if session.slots:
                facts["languages"] = session.languages
        if session.recordings is not None:
            facts["recordings"] = [[one.url, one.language] for one in session.recordings]
        facts["cancelled"] = session.is_cancelled if session.slots or session.is_cancelled else None
        for code, words in session.translations.items():
            facts |= {f"{name}:{code}": text for name, text in words.items()}
        return facts

    def _fill(self, item: PlanItem, facts: Facts, only_new: Iterable[str] = ()) -> None:
        item.facts = {name: value for name, value in facts.items() if value is not None}
        if item.pk is None:
            self._warn_of_lost_letters(item)
            return
        thing = self.present.things[item.kind][item.pk]
        base = self.present.sources.get((item.kind, self.incoming.system, item.key), (0, {}))[1]
        for name, value in item.facts.items():
            before = thing.facts.get(name, default_of(name))
            if name in only_new or is_same(name, before, value):
                continue
            if self.incoming.lost_letters and isinstance(value, str) and REPLACED.search(value):
                item.notes.append(_("“{text}” has lost characters, so what is here stays.").format(text=value[:60]))
                continue
            change = FactChange(name, before, value)
            if name == "photo" and base.get(name) == value:
                continue
            if name in base and is_same(name, value, base[name]):
                change.takes_file = False  # only the portal changed
            elif (name in base and not is_same(name, before, base[name])) or (name == "photo" and before and not base):
                change.is_conflict = True
                change.takes_file = f"{item.name}:{name}" in self.choices.conflicts
            item.changes.append(change)
        item.state = "changed" if item.taken else "same"

    def _warn_of_lost_letters(self, item: PlanItem) -> None:
        if self.incoming.lost_letters and REPLACED.search(item.label):
            item.notes.append(_("“{text}” may have lost characters.").format(text=item.label[:60]))

    # --- what the file no longer has

    def _gone(self) -> list[PlanItem]:
        if not self.incoming.sessions:
            return []
        items = []
        for (kind, system, key), (pk, _facts) in self.present.sources.items():
            thing = self.present.things[kind].get(pk)
            if system != self.incoming.system or thing is None or pk in self.taken[kind]:
                continue
            item = PlanItem(kind, key, thing.label, "gone", pk=pk)
            if kind == SourceKind.SESSION:
                if thing.facts.get("cancelled"):
                    continue
                if str(pk) in self.choices.cancel:
                    item.state = "cancelled"
                    item.changes = [FactChange("cancelled", False, True)]
            items.append(item)
        return items

    def _warnings(self, sessions: list[PlanItem], people: list[PlanItem]) -> list[str]:
        warnings = []
        new = [item for item in sessions if item.pk is None and item.candidates]
        if len(new) > 5 and len(new) * 2 > len(sessions):
            warnings.append(
                _(
                    "Most sessions of this file are here already under another key: {count} have the same title. "
                    "Say that they are the same, or they will be there twice."
                ).format(count=len(new))
            )
        names: dict[str, list[PlanItem]] = defaultdict(list)
        for item in people:
            names[folded(item.label)].append(item)
        same = [items[0].label for items in names.values() if len(items) > 1]
        if same:
            warnings.append(
                _("Several people have the same name and stay several: {names}").format(names=", ".join(same))
            )
        return warnings


def person_facts(person: IncomingPerson) -> Facts:
    facts: Facts = {
        "name": person.name,
        "role": person.role,
        "pronouns": person.pronouns,
        "biography": person.biography,
        "answers_in": None if person.answers_in is None else ", ".join(person.answers_in),
        "photo": person.photo or None,
    }
    for code, words in person.translations.items():
        facts |= {f"{name}:{code}": text for name, text in words.items()}
    return facts


def _translated(name: str, words: dict[str, str]) -> Facts:
    return {f"{name}:{code}": text for code, text in words.items()}


def _cancel(item: PlanItem, session: IncomingSession) -> None:
    """A session that was cancelled elsewhere before it ever came here is left out."""
    if session.is_cancelled and item.pk is None:
        item.state, item.candidates = "left", []
        item.notes.append(_("It is cancelled and was never here."))
    elif any(change.field == "cancelled" and change.after for change in item.taken):
        item.state = "cancelled"


def _bare(key: str) -> str:
    """The portal's own exports name a session by its translation key."""
    return key.partition(":")[2] if key.startswith("key:") else key


def default_of(name: str) -> Any:
    if name in ("speakers", "themes", "slots", "recordings"):
        return []
    return {"languages": {}, "cancelled": False}.get(name, "")


def is_same(name: str, one: Any, other: Any) -> bool:
    if name in SETS:
        return sorted(one) == sorted(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return bool(one == other)
