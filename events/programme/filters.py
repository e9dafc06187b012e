"""Filters of the programme. They are part of the address, so they can be shared and survive a change of language."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import SessionKind
from events.programme.queries import Programme, ProgrammeEntry, ThemeLabel
from home.i18n.collation import sort_key
from home.i18n.languages import language_name, language_names, native_name

NOT_RECORDED, MAY_BE_RECORDED, HAS_RECORDING, CAPTIONS = "no", "yes", "now", "captions-"
ALL = "all"  # followed in every language of the portal
MAX_VALUE_LENGTH = 100


@dataclass(frozen=True)
class Option:
    """A choice of a filter and its number of sessions. `lang` is set if the label is in another language."""

    value: str
    label: str
    count: int
    chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class Facet:
    """The choices of one filter; `any_label` is the one that filters nothing."""

    name: str
    label: str
    any_label: str
    options: list[Option]


@dataclass(frozen=True)
class Filters:
    """The filters of a request. Unknown values match nothing."""

    follow: str = ""  # language codes with dots between them: any of these; or ALL
    theme: str = ""  # a slug, the same in all languages
    kind: str = ""
    room: str = ""  # the id of a room
    recorded: str = ""  # NOT_RECORDED, MAY_BE_RECORDED, HAS_RECORDING, or CAPTIONS and a language
    q: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filters":
        values = {
            name: query.get(name, "").replace("\0", "").strip()[:MAX_VALUE_LENGTH] for name in cls.__dataclass_fields__
        }
        follow = ".".join(query.getlist("follow")).replace("\0", "").strip(". ")[:MAX_VALUE_LENGTH]
        return cls(**{**values, "follow": follow})

    @property
    def number(self) -> int:
        return sum(bool(getattr(self, name)) for name in self.__dataclass_fields__)

    def __bool__(self) -> bool:
        return self != Filters()

    def apply(self, entries: Iterable[ProgrammeEntry]) -> list[ProgrammeEntry]:
        words = fold_case_and_accents(self.q).split()
        wanted = [(values, value) for name, values in FILTER_VALUES.items() if (value := getattr(self, name))]
        return [
            entry
            for entry in entries
            if all(not values(entry).isdisjoint(value.split(".")) for values, value in wanted)
            and (not words or _contains_words(entry, words))
        ]

    def facets(self, programme: Programme) -> list[Facet]:
        """The choices of each filter, counted with the other filters applied; none where there is nothing to choose."""
        languages = [(code, native_name(code), code) for code in languages_of(programme)]
        if len(settings.PORTAL_LANGUAGES) > 1:
            languages.append((ALL, language_names(settings.PORTAL_LANGUAGES, get_language()), ""))
        themes = {theme.slug: theme for entry in programme.entries for theme in entry.themes}
        kinds = {entry.kind for entry in programme.entries}
        used = {entry.room.pk for entry in programme.entries if entry.room}
        labels = {kind.value: str(kind.label) for kind in SessionKind if kind in kinds}
        choices = [
            ("follow", _("I can follow it in:"), _("any language"), languages),
            (
                "theme",
                _("Theme"),
                _("all themes"),
                [(one.slug, one.name, one.lang) for one in sorted(themes.values(), key=_sort_key)],
            ),
            (
                "kind",
                _("Kind"),
                _("all kinds"),
                [(kind, text[:1].upper() + text[1:], "") for kind, text in labels.items()],
            ),
            (
                "room",
                _("Room"),
                _("all rooms"),
                [(str(room.pk), room.name, "") for room in programme.rooms if room.pk in used],
            ),
            (
                "recorded",
                _("Recording"),
                _("recorded or not"),
                list(_recording_choices(programme)),
            ),
        ]
        return [
            Facet(name, label, any_label, self._options(programme, name, found))
            for name, label, any_label, found in choices
            if found
        ]

    def _options(self, programme: Programme, name: str, choices: list[tuple[str, str, str]]) -> list[Option]:
        others = replace(self, **{name: ""}).apply(programme.entries)
        counts = Counter(value for entry in others if entry.takes_place for value in FILTER_VALUES[name](entry))
        return [
            Option(
                value,
                label,
                counts[value],
                getattr(self, name) == value,
                lang if lang != get_language() else "",
            )
            for value, label, lang in choices
        ]


def languages_of(programme: Programme) -> list[str]:
    """Those of the portal, then all others in which something can be followed, by name."""
    occurring = {code for entry in programme.entries for code in entry.followed_in}
    others = occurring.difference(settings.PORTAL_LANGUAGES)
    return [*settings.PORTAL_LANGUAGES, *sorted(others, key=lambda code: sort_key(native_name(code), get_language()))]


def _recording_choices(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """With recordings: those, also by the language of their captions. Before: where there will be none."""
    is_recorded = any(entry.recordings for entry in programme.entries)
    if is_recorded:
        yield HAS_RECORDING, _("with a recording"), ""
    here = get_language()
    names = {code: language_name(code, here) for entry in programme.entries for code in _captions(entry)}
    for code in sorted(names, key=lambda one: (one != here, sort_key(names[one], here))):
        yield f"{CAPTIONS}{code}", _("with captions in {language}").format(language=names[code]), ""
    if any(entry.is_not_recorded for entry in programme.entries):
        yield NOT_RECORDED, _("not recorded"), ""
        if not is_recorded:
            yield MAY_BE_RECORDED, _("all others"), ""


def _recorded(entry: ProgrammeEntry) -> set[str]:
    return {
        NOT_RECORDED if entry.is_not_recorded else MAY_BE_RECORDED,
        *([HAS_RECORDING] if entry.recordings else []),
        *(f"{CAPTIONS}{code}" for code in _captions(entry)),
    }


def _captions(entry: ProgrammeEntry) -> set[str]:
    return {code for recording in entry.recordings for code in recording.caption_codes}


def _languages(entry: ProgrammeEntry) -> set[str]:
    codes = set(entry.followed_in)
    return codes | {ALL} if codes.issuperset(settings.PORTAL_LANGUAGES) else codes


# The values of a session in each filter but the search words.
FILTER_VALUES: dict[str, Callable[[ProgrammeEntry], set[str]]] = {
    "follow": _languages,
    "theme": lambda entry: {theme.slug for theme in entry.themes},
    "kind": lambda entry: {entry.original.kind},
    "room": lambda entry: {str(entry.room.pk)} if entry.room else set(),
    "recorded": _recorded,
}


def _sort_key(label: ThemeLabel) -> tuple[str, str]:
    return sort_key(label.name, get_language())


def fold_case_and_accents(text: str) -> str:
    """For comparing: no accents, no capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def _contains_words(entry: ProgrammeEntry, words: list[str]) -> bool:
    names = (speaker.title for speaker in entry.speakers)
    themes = (theme.name for theme in entry.themes)
    text = fold_case_and_accents(" ".join([entry.page.title, entry.abstract, *names, *themes]))
    return all(word in text for word in words)
