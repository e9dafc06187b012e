"""Speakers and their sessions, in both directions, translated or original."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch
from wagtail.images.models import Rendition

from events.models import Event, EventPage, SessionPage, SessionSpeaker, SpeakerPage
from events.programme.page_urls import programme_page_and_url, speakers_page_url
from events.programme.queries import ProgrammeEntry, load_programme, nearest, speakers_of, versions_for_language
from home.caching.dependencies import cached_until_publish
from home.design.renditions import PHOTO
from home.i18n.collation import sort_key
from home.i18n.languages import language_of
from home.page_privacy import Paths, private_paths, public, public_q

PHOTOS = Prefetch("photo__renditions", Rendition.objects.filter(filter_spec__in=PHOTO))


@dataclass(frozen=True)
class LocalizedSpeaker:
    """A speaker: words from `page`, facts from `original`. `lang` where the words are not in the reader's language."""

    page: SpeakerPage
    original: SpeakerPage
    url: str
    lang: str


@dataclass(frozen=True)
class EditionSpeakers:
    """An event with its title for the reader; the speakers without any session come last, without an event."""

    page: EventPage | None
    lang: str
    speakers: list[LocalizedSpeaker]

    @property
    def key(self) -> str:
        """For addresses: the same in every language."""
        return str(self.page.event_id) if self.page else "0"


@dataclass(frozen=True)
class EditionSessions:
    page: EventPage
    lang: str
    entries: list[ProgrammeEntry]


def localized_speakers(
    pages: Any, language: str, speakers_url: str, private: Paths | None = None
) -> dict[Any, LocalizedSpeaker]:
    """Public speakers by translation key with what there is of their photos, in two queries."""
    speakers = public(SpeakerPage.objects.select_related("photo").prefetch_related(PHOTOS), private)
    versions = list(versions_for_language(speakers, pages, language))
    originals = {page.translation_key: page for page in versions if page.is_original}
    mine = nearest(versions, language)
    found = {}
    for key, original in originals.items():
        page = mine[key]
        lang = "" if language_of(page) == language else language_of(page)
        found[key] = LocalizedSpeaker(page, original, f"{speakers_url}{page.slug}/", lang)
    return found


@cached_until_publish
def all_speakers(language: str, speakers_url: str, private: Paths) -> dict[Any, LocalizedSpeaker]:
    return localized_speakers(SpeakerPage.objects.all(), language, speakers_url, private)


def speakers_of_session(session: SessionPage, entry: ProgrammeEntry | None, language: str) -> list[LocalizedSpeaker]:
    """The speakers of a session (an original, with its entry if it has one), in the order the editor gave them."""
    speakers = entry.speakers if entry else speakers_of([session.pk])[session.pk]
    found = all_speakers(language, speakers_page_url(language), private_paths()) if speakers else {}
    return [found[speaker.translation_key] for speaker in speakers if speaker.translation_key in found]


@cached_until_publish
def speakers_by_edition(language: str, speakers_url: str, private: Paths) -> list[EditionSpeakers]:
    """Everybody under the editions they speak in, the latest first. `speakers_url` is that of the speakers' page."""
    found = all_speakers(language, speakers_url, private)
    originals = SessionSpeaker.objects.filter(public_q("page__"), page__locale=F("page__original_locale"))
    rows = originals.order_by("sort_order").values_list("page__path", "speaker__translation_key")
    event_pages = _editions()
    speaking: dict[Any, dict[Any, None]] = defaultdict(dict)
    for path, key in rows:
        above = next((page.translation_key for page in event_pages if path.startswith(page.path)), None)
        if above:
            speaking[above][key] = None
    editions = []
    for page, lang in _localized_editions(event_pages, language):
        speakers = [found[key] for key in speaking[page.translation_key] if key in found]
        if speakers:
            editions.append(EditionSpeakers(page, lang, in_order(speakers, language)))
    seen = {key for keys in speaking.values() for key in keys}
    others = in_order([found[key] for key in found.keys() - seen], language)
    return [*editions, EditionSpeakers(None, "", others)] if others else editions


def in_order(speakers: list[LocalizedSpeaker], language: str) -> list[LocalizedSpeaker]:
    return sorted(speakers, key=lambda speaker: sort_key(speaker.page.title, language))


@cached_until_publish
def _editions() -> list[EventPage]:
    return list(public(EventPage.objects.select_related("event")).order_by("-event__starts_at"))


def _localized_editions(pages: list[EventPage], language: str) -> list[tuple[EventPage, str]]:
    """One page per edition in the order of `pages`, with its language if that is not the reader's."""
    chosen = nearest(pages, language)
    keys = dict.fromkeys(page.translation_key for page in pages)
    return [(chosen[key], "" if language_of(chosen[key]) == language else language_of(chosen[key])) for key in keys]


def sessions_by_edition(speaker: SpeakerPage, language: str) -> list[EditionSessions]:
    """Edition by edition, the latest first; a session without a published slot is not shown."""
    rows = SessionSpeaker.objects.filter(public_q("page__"), speaker__translation_key=speaker.translation_key)
    sessions = dict(rows.filter(page__locale=F("page__original_locale")).values_list("page", "page__path"))
    event_pages = _editions()
    found = []
    for page, lang in _localized_editions(event_pages, language):
        paths = tuple(other.path for other in event_pages if other.translation_key == page.translation_key)
        only = [pk for pk, path in sessions.items() if path.startswith(paths)]
        if only:
            entries = _entries(page.event, language, only)
            found += [EditionSessions(page, lang, entries)] if entries else []
    return found


def _entries(event: Event, language: str, only: list[int]) -> list[ProgrammeEntry]:
    _page, programme_url = programme_page_and_url(event, language)
    return [entry for entry in load_programme(event, language, programme_url).entries if entry.original.pk in only]
