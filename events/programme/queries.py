"""The programme of an event for a reader of one language, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from events.consents.recordings import SessionConsent, consents_of
from events.enums import LanguageRole, RecordingAnswer, SessionKind, SlotStatus
from events.fields import LanguagesByRole
from events.live.models import LateStarts, late_starts
from events.models import (
    Event,
    Recording,
    Room,
    SessionPage,
    SessionRelease,
    SessionSpeaker,
    SessionTheme,
    Slot,
    SlotIdentity,
    SpeakerPage,
    Theme,
    Timetable,
)
from events.programme.portraits import MOST, Portrait, portraits_of
from events.ways_in.rows import Row, WayIn, WayInKind, way_in, with_inherited
from home.caching.dependencies import cached_until_publish
from home.i18n.collation import sort_key
from home.i18n.languages import distance_from, fallbacks, language_codes, language_of, locale_id_of
from home.page_privacy import Paths, private_paths, public_q

Ways = tuple[tuple[LanguageRole, tuple[str, ...]], ...]  # the best way to follow a session first


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A theme for a reader: `lang` is the language of the label where it is not the reader's."""

    slug: str
    name: str
    lang: str


@dataclass(frozen=True)
class ProgrammeEntry:
    """One session at its time. Words come from `page`, translated or original; facts do not.

    What is derived is kept, since entries are kept until something is published and each page asks all of them.
    """

    original: SessionPage
    page: SessionPage
    lang: str  # of the words, where it is not the reader's
    url: str
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    status: str
    languages: LanguagesByRole
    speakers: tuple[SpeakerPage, ...]
    portraits: tuple[Portrait, ...] | None  # None where nobody in the programme has a portrait
    themes: tuple[ThemeLabel, ...]
    rooms: tuple[Room, ...]  # of the language break: those that have a language
    release: SessionRelease | None
    recordings: tuple[Recording, ...]  # those that may be shown
    consent: SessionConsent  # to a recording
    ways_in: tuple[WayIn, ...]  # shown once one may join
    slot_key: UUID | None  # of a further slot of the session; None for its first
    late: timedelta = timedelta()  # how much later than published it starts and ends

    @cached_property
    def key(self) -> str:
        """The same in every language and after every move."""
        return str(self.slot_key or self.original.translation_key)

    @property
    def number(self) -> int:
        """A whole number for conference apps: the session's id, for a further slot one above 2³⁰ from its key."""
        return self.slot_key.int % 2**30 + 2**30 if self.slot_key else self.original.pk

    @cached_property
    def kind(self) -> SessionKind:
        return SessionKind(self.original.kind)

    @property
    def late_minutes(self) -> int:
        return int(self.late.total_seconds() // 60)

    @property
    def as_published(self) -> "ProgrammeEntry":
        """At the time of the last release: for calendars, feeds and robots."""
        starts_at, ends_at = self.starts_at - self.late, self.ends_at - self.late
        return replace(self, starts_at=starts_at, ends_at=ends_at, late=timedelta()) if self.late else self

    @property
    def is_cancelled(self) -> bool:
        return self.status == SlotStatus.CANCELLED

    @property
    def has_page(self) -> bool:
        """False if the page was unpublished after a release; `url` is then the programme's."""
        return bool(self.page.live)

    @property
    def abstract(self) -> str:
        return self.page.abstract if self.has_page else ""

    @cached_property
    def is_session(self) -> bool:
        return not self.kind.is_break

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @cached_property
    def takes_place(self) -> bool:
        """Counted when somebody asks how many sessions there are."""
        return self.is_session and not self.is_cancelled

    @property
    def is_not_recorded(self) -> bool:
        """Readers are told so before it takes place. They see recordings against a no that the team explained."""
        return self.takes_place and not self.consent.may_show

    @property
    def is_recorded_without_questions(self) -> bool:
        return self.takes_place and self.consent.answer == RecordingAnswer.WITHOUT_QUESTIONS

    @cached_property
    def ways(self) -> Ways:
        """The languages it can be followed in, by the way; of the language break the rooms' languages as spoken.

        None of another break, whatever its slot says.
        """
        if self.rooms:
            return ((LanguageRole.SPOKEN, tuple(room.language for room in self.rooms)),)
        if not self.is_session:
            return ()
        found = ((role, tuple(self.languages.get(role, []))) for role in LanguageRole if role.can_be_followed)
        return tuple((role, codes) for role, codes in found if codes)

    @cached_property
    def encoded_ways(self) -> str:
        """For languages.js: "spoken:en,captioned:es"."""
        return ",".join(f"{role.value}:{code}" for role, codes in self.ways for code in codes)

    @cached_property
    def followed_in(self) -> list[str]:
        """Codes of the languages somebody can follow it in: spoken, interpreted or with captions."""
        return list(dict.fromkeys(code for _role, codes in self.ways for code in codes))

    @property
    def change(self) -> str:
        """What the last release that concerns it changed, see Change; empty if none did."""
        return self.release.change if self.release else ""

    @property
    def spoken(self) -> list[str]:
        return self.languages.get(LanguageRole.SPOKEN, [])


@dataclass
class Programme:
    """Entries by time and room. Without entries nothing has been published."""

    event: Event
    language: str
    entries: list[ProgrammeEntry] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)

    @cached_property
    def sessions(self) -> list[ProgrammeEntry]:
        return [entry for entry in self.entries if entry.is_session]

    @property
    def followed_in(self) -> list[str]:
        """Codes of the portal's languages somebody can follow any of it in."""
        codes = {code for entry in self.entries for code in entry.followed_in}
        return [code for code in settings.PORTAL_LANGUAGES if code in codes]

    @property
    def as_published(self) -> "Programme":
        """Without late starts."""
        return replace(self, entries=sorted((entry.as_published for entry in self.entries), key=self.place_of))

    def place_of(self, entry: ProgrammeEntry) -> tuple[datetime, int, int]:
        """By time and room; what is for all rooms comes first."""
        room = self.numbers.get(entry.room.pk, -1) if entry.room else -1
        return entry.starts_at, room, entry.original.pk

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Id of a room → its place."""
        return {room.pk: number for number, room in enumerate(self.rooms)}

    @property
    def first_times(self) -> list[ProgrammeEntry]:
        """Each session once."""
        return list({entry.original.pk: entry for entry in reversed(self.sessions)}.values())[::-1]

    def find(self, translation_key: Any) -> list[ProgrammeEntry]:
        """Every time of a session."""
        return [entry for entry in self.entries if entry.original.translation_key == translation_key]

    @property
    def changes(self) -> list[ProgrammeEntry]:
        """What a release after the first one changed, the latest first."""
        changed = [(entry.release.changed_at, entry) for entry in self.entries if entry.release and entry.change]
        ordered = sorted(changed, key=lambda pair: (pair[0], pair[1].starts_at), reverse=True)
        return [entry for _changed_at, entry in ordered]

    @property
    def changed_at(self) -> datetime | None:
        """The latest instant at which anything in it was released or rewritten (for Last-Modified)."""
        released = [entry.release.changed_at for entry in self.entries if entry.release]
        written = [entry.page.last_published_at for entry in self.entries if entry.page.last_published_at]
        return max(released + written, default=None)


def load_programme(
    event: Event,
    language: str,
    programme_url: str,
    *,
    timetable: Timetable | None = None,
    seen_on: Page | None = None,
) -> Programme:
    """The published programme; with `timetable` its slots instead, saved or not (for a preview).

    `programme_url` is the address of the programme page for this reader; sessions are below it. What is private is left
    out, except for the reader of `seen_on` what that page has in common (home.page_privacy). Twelve queries, one more
    with a no to a recording; none for the published timetable until something is published again.
    """
    private = private_paths(seen_on)
    if timetable is not None:
        return _load(event, language, programme_url, private, list(timetable.slots.all()), {})
    return replace(_published(event, language, programme_url, private), event=event)


@cached_until_publish
def _published(event: Event, language: str, programme_url: str, private: Paths) -> Programme:
    slots = Slot.objects.filter(timetable__event=event, timetable__live=True)
    return _load(event, language, programme_url, private, list(slots), late_starts(event))


def _load(
    event: Event, language: str, programme_url: str, private: Paths, slots: list[Slot], late: LateStarts
) -> Programme:
    rooms = list(event.rooms.all())
    if not slots:
        return Programme(event, language, [], rooms)
    rows = SessionRelease.objects.filter(event=event).select_related("earlier_room")
    released: dict[SlotIdentity, SessionRelease] = {release.identity: release for release in rows}
    facts: dict[SlotIdentity, Slot | SessionRelease] = {**released, **{slot.identity: slot for slot in slots}}
    originals, translations = originals_and_translations(facts, released, language, private)
    speakers, themes = speakers_of(originals, private), themes_of(originals, language)
    consents = consents_of(originals)
    recordings = recordings_of(pk for pk, consent in consents.items() if consent.may_show)
    portraits = portraits_of(speaker for found in speakers.values() for speaker in found)
    rooms_by_pk = {room.pk: room for room in rooms}
    language_rooms = tuple(room for room in rooms if room.language)

    def entry(at: Slot | SessionRelease) -> ProgrammeEntry:
        pk = at.session_id
        original, deleted = originals[pk], isinstance(at, SessionRelease) or not originals[pk].live
        page = translations.get(original.translation_key, original)
        later = late.get((at.identity, at.starts_at), timedelta())
        return ProgrammeEntry(
            original=original,
            page=page,
            lang="" if language_of(page) == language else language_of(page),
            url=f"{programme_url}{page.slug}/" if page.live else programme_url,
            starts_at=at.starts_at + later,
            ends_at=at.ends_at + later,
            room=rooms_by_pk.get(at.room_id),
            status=SlotStatus.CANCELLED if deleted else at.status,
            languages=at.languages,
            speakers=tuple(speakers[pk]),
            portraits=tuple(portraits[one.pk] for one in speakers[pk][:MOST]) if portraits else None,
            themes=tuple(themes[pk]),
            rooms=language_rooms if original.kind == SessionKind.LANGUAGE_BREAK else (),
            release=released.get(at.identity),
            recordings=tuple(recordings[pk]),
            consent=consents[pk],
            ways_in=ways_into(getattr(at, "ways_in", []), rooms_by_pk.get(at.room_id)),
            slot_key=at.key,
            late=later,
        )

    entries = [
        entry(at)
        for one, at in facts.items()
        if (page := originals.get(at.session_id)) and (page.live or one in released)
    ]
    programme = Programme(event, language, entries, rooms)
    entries.sort(key=programme.place_of)
    return programme


def ways_into(own: Iterable[Row], room: Room | None) -> tuple[WayIn, ...]:
    """Of a slot and of its room; with the room's join link where the room names no other main room."""
    inherited: list[Row] = list(room.ways_in) if room else []
    if room and room.join_url and not any(row["kind"] == WayInKind.ROOM for row in inherited):
        inherited.insert(0, WayIn(WayInKind.ROOM, room.join_url).row)
    return tuple(way_in(row) for row in with_inherited(own, inherited))


def originals_and_translations(
    slots: Iterable[SlotIdentity], released: Iterable[SlotIdentity], language: str, private: Paths
) -> tuple[dict[int, SessionPage], dict[Any, SessionPage]]:
    """Originals by id, live or released, and by translation key what readers of `language` get in their place."""
    sessions = SessionPage.objects.filter(pk__in={session for session, _key in slots})
    live = versions_for_language(SessionPage.objects.all(), sessions, language)
    found = live | SessionPage.objects.filter(pk__in={session for session, _key in released})
    versions = [page for page in found if not page.path.startswith(private)]
    originals = {page.pk: page for page in versions if page.is_original}
    return originals, nearest(versions, language)


def nearest(versions: Iterable[Any], language: str) -> dict[Any, Any]:
    """Translation key → the version in the reader's language or the next of its fallbacks, else the original."""
    distance = distance_from(language)
    furthest_first = sorted(versions, key=lambda page: (-distance(language_of(page)), page.is_original))
    return {page.translation_key: page for page in furthest_first}


def versions_for_language(pages: QuerySet[Any], originals: QuerySet[Any], language: str) -> QuerySet[Any]:
    """The live `pages` that are one of `originals` or its translation into `language` or its fallbacks, no aliases."""
    mine = [locale_id_of(code) for code in fallbacks(language)]
    return pages.filter(
        Q(locale_id__in=mine, alias_of__isnull=True) | Q(locale_id=F("original_locale_id")),
        live=True,
        translation_key__in=originals.values("translation_key"),
    )


def speakers_of(sessions: Iterable[int], private: Paths | None = None) -> dict[int, list[SpeakerPage]]:
    """Session id → its speakers' original pages in the editor's order, those that are not public left out.

    Two queries. A row may name a translation: the person is the same.
    """
    rows = list(
        SessionSpeaker.objects.filter(page__in=sessions)
        .order_by("page", "sort_order", "pk")
        .values_list("page", "speaker__translation_key")
    )
    originals = SpeakerPage.objects.filter(
        public_q(private=private), locale=F("original_locale"), translation_key__in={key for _page, key in rows}
    )
    by_key = {page.translation_key: page for page in originals.only("title", "translation_key", "locale", "photo")}
    found: dict[int, list[SpeakerPage]] = defaultdict(list)
    for page, key in rows:
        if key in by_key and by_key[key] not in found[page]:
            found[page].append(by_key[key])
    return found


def recordings_of(sessions: Iterable[int]) -> dict[int, list[Recording]]:
    """Session id → its recordings in the editor's order."""
    found: dict[int, list[Recording]] = defaultdict(list)
    for recording in Recording.objects.filter(page__in=sessions).order_by("sort_order", "pk"):
        found[recording.page_id].append(recording)
    return found


def themes_of(sessions: Iterable[int], language: str) -> dict[int, list[ThemeLabel]]:
    """Session id → its themes, labelled in `language` where that label is published. Two queries.

    A row may name a translation: the theme is the same.
    """
    rows = SessionTheme.objects.filter(content_object__in=sessions)
    chosen = list(rows.values_list("content_object", "tag__translation_key"))
    codes = language_codes()
    labels: dict[Any, ThemeLabel] = {}
    distance, distances = distance_from(language), dict[Any, int]()
    known = Theme.objects.filter(live=True, translation_key__in={key for _session, key in chosen}).order_by("pk")
    for key, slug, name, locale in known.values_list("translation_key", "slug", "name", "locale"):
        code = codes.get(locale, "")
        if key not in labels or distance(code) < distances[key]:
            first = labels.get(key)
            distances[key] = distance(code)
            labels[key] = ThemeLabel(first.slug if first else slug, name, "" if code == language else code)
    found: dict[int, set[ThemeLabel]] = defaultdict(set)
    for session, key in chosen:
        if key in labels:
            found[session].add(labels[key])
    themes: dict[int, list[ThemeLabel]] = defaultdict(list)
    for session, own in found.items():
        themes[session] = sorted(own, key=lambda label: sort_key(label.name, language))
    return themes
