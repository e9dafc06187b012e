"""A plan in words, for the preview."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text

from events.enums import LanguageRole, SessionKind
from events.imports.models import SourceKind
from events.imports.plan import NEW, FactChange, Plan, PlanItem, Present, PresentThing
from events.imports.readers.texts import plain
from events.imports.records import Incoming
from home import times
from home.i18n.languages import language_name, native_name


@dataclass
class ShownChange:
    label: str
    difference: SafeString
    change: FactChange
    name: str  # of the choice in the form


@dataclass
class ShownItem:
    item: PlanItem
    changes: list[ShownChange]

    @property
    def taken(self) -> list[ShownChange]:
        return [one for one in self.changes if one.change.takes_file and not one.change.is_conflict]

    @property
    def conflicts(self) -> list[ShownChange]:
        return [one for one in self.changes if one.change.is_conflict]

    @property
    def kept(self) -> list[ShownChange]:
        return [one for one in self.changes if not one.change.takes_file and not one.change.is_conflict]


@dataclass
class Group:
    """Items of one kind."""

    label: str
    items: list[ShownItem] = field(default_factory=list)


@dataclass
class Remark:
    """What is said of one or several places in the file."""

    message: str
    places: list[str] = field(default_factory=list)


def remarks(findings: Iterable[tuple[str, str]]) -> list[Remark]:
    """Places and messages, in their order; equal messages are one remark."""
    found: dict[str, Remark] = {}
    for place, message in findings:
        found.setdefault(message, Remark(message)).places.append(place)
    return list(found.values())


def remarks_on(incoming: Incoming) -> list[Remark]:
    """First what is left out of the import."""
    ordered = sorted(incoming.findings, key=lambda one: not one.is_error)
    return remarks((one.place, one.message) for one in ordered)


class Words:
    """Facts in the language and the zone of whoever reads the preview."""

    def __init__(self, incoming: Incoming, present: Present, zone: str) -> None:
        self.incoming, self.present, self.zone = incoming, present, ZoneInfo(zone)
        self.language = get_language() or "en"

    def groups(self, plan: Plan, state: str) -> list[Group]:
        found = [Group(kind_label(kind), [self.shown(one) for one in plan.of(state, kind)]) for kind in SourceKind]
        return [group for group in found if group.items]

    def candidates(self, item: PlanItem) -> list[tuple[PresentThing, str]]:
        """What an item may be the same as, each with words that tell it from another of its name."""
        return [(one, Truncator(self._about(item.kind, one)).chars(80)) for one in item.candidates]

    def _about(self, kind: str, thing: PresentThing) -> str:
        if kind == SourceKind.PERSON:
            sessions = self.present.things[SourceKind.SESSION].values()
            titles = [f"“{one.label}”" for one in sessions if str(thing.pk) in one.facts["speakers"]]
            return ", ".join(titles) or thing.facts["role"] or thing.facts["biography"]
        return self.value("speakers", thing.facts["speakers"]) if kind == SourceKind.SESSION else ""

    def shown(self, item: PlanItem) -> ShownItem:
        changes = [
            ShownChange(field_label(one.field), self.difference(one), one, f"{item.name}:{one.field}")
            for one in item.changes
        ]
        return ShownItem(item, changes)

    def difference(self, change: FactChange) -> SafeString:
        """Marked with <del> and <ins>: word by word for texts."""
        before, after = self.value(change.field, change.before), self.value(change.field, change.after)
        if isinstance(change.before, str) and isinstance(change.after, str) and before and after:
            difference: SafeString = diff_text(before, after).to_html("ins", "del")
            return difference
        parts = [("del", before), ("ins", after)]
        return format_html_join(" ", "<{0}>{1}</{0}>", ((tag, text) for tag, text in parts if text))

    def value(self, name: str, value: Any) -> str:
        field, _sign, _code = name.partition(":")
        known: dict[str, Callable[[Any], str]] = {
            "speakers": lambda tokens: ", ".join(self.name(SourceKind.PERSON, one) for one in tokens),
            "themes": lambda tokens: ", ".join(self.name(SourceKind.THEME, one) for one in tokens),
            "slots": lambda slots: "; ".join(self.slot(*one) for one in slots),
            "languages": self.languages,
            "recordings": lambda rows: ", ".join(url for url, _language in rows),
            "cancelled": lambda is_cancelled: _("cancelled") if is_cancelled else _("takes place"),
            "kind": lambda kind: str(SessionKind(kind).label) if kind in SessionKind.values else str(kind),
            "body": plain,
            "photo": lambda photo: photo.rpartition("|")[0] or photo,
        }
        return known[field](value) if field in known else str(value)

    def name(self, kind: SourceKind, token: str) -> str:
        if token.startswith(NEW):
            known: dict[SourceKind, dict[str, Any]] = {
                SourceKind.PERSON: dict(self.incoming.people),
                SourceKind.THEME: dict(self.incoming.themes),
                SourceKind.ROOM: dict(self.incoming.rooms),
            }
            rows = known[kind]
            found = rows.get(token[len(NEW) :])
            return found.name if found else token[len(NEW) :]
        thing = self.present.things[kind].get(int(token)) if token else None
        return thing.label if thing else ""

    def slot(self, starts_at: str, ends_at: str, room: str) -> str:
        start, end = (datetime.fromisoformat(text).astimezone(self.zone) for text in (starts_at, ends_at))
        text = f"{times.short_weekday(start, self.language)} {times.hour(start)}–{times.hour(end)}"
        return f"{text}, {self.name(SourceKind.ROOM, room)}" if room else text

    def languages(self, roles: dict[str, list[str]]) -> str:
        labels = {role.value: str(role.label) for role in LanguageRole}
        return "; ".join(
            f"{labels.get(role, role)}: {', '.join(language_name(code, self.language) for code in codes)}"
            for role, codes in (roles or {}).items()
        )


def kind_label(kind: SourceKind) -> str:
    return {
        SourceKind.ROOM: _("Rooms"),
        SourceKind.THEME: _("Themes"),
        SourceKind.PERSON: _("Speakers"),
        SourceKind.SESSION: _("Sessions"),
    }[kind]


def field_label(name: str) -> str:
    field, _sign, code = name.partition(":")
    labels = {
        "title": _("Title"),
        "name": _("Name"),
        "abstract": _("Abstract"),
        "body": _("More text"),
        "kind": _("Kind"),
        "speakers": _("Speakers"),
        "themes": _("Themes"),
        "slots": _("Time and room"),
        "languages": _("Languages"),
        "recordings": _("Recordings"),
        "cancelled": _("State"),
        "position": _("Position"),
        "role": _("In one line"),
        "pronouns": _("Pronouns"),
        "biography": _("Biography"),
        "answers_in": _("Takes questions in"),
        "photo": _("Photo"),
    }
    label = labels.get(field, field)
    return format_html("{} ({})", label, native_name(code)) if code else label
