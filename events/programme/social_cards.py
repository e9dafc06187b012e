"""What the drawn social images of an edition and its sessions show (home.registry.social_cards)."""

from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.enums import LanguageRole, Phase
from events.models import Event, SessionPage
from events.programme.drawing import drawing_of
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import ProgrammeEntry, load_programme
from events.programme.session_languages import describe_languages
from home.caching.dependencies import cached_until_publish
from home.clock import now
from home.design.drawing import SocialCard
from home.i18n.languages import language_of
from home.times import city_times, hour, short_weekday, utc

CITIES = 3  # that fit into a line


def social_card(page: Any) -> SocialCard:
    """Of a page that shows an event: a session with its time, languages and portraits; all others with the drawing."""
    card = SocialCard(page.title, page.social_line, page.portal_name, page.pattern_seed)
    event: Event = page.shown_event
    return _of_session(card, event, page) if isinstance(page, SessionPage) else _of_edition(card, event, page)


def _of_edition(card: SocialCard, event: Event, page: Any) -> SocialCard:
    language = language_of(page)
    drawing = _drawing(event, language, event.phase(now()) != Phase.ANNOUNCED)
    if not event.takes_one_day:
        return replace(card, drawing=drawing)
    return replace(card, drawing=drawing, facts=_times(event, event, language))


@cached_until_publish
def _drawing(event: Event, language: str, is_released: bool) -> Any:
    return drawing_of(event, language, is_released=is_released)


def _of_session(card: SocialCard, event: Event, page: SessionPage) -> SocialCard:
    """The first time at which a session takes place, else its first with "Cancelled"; without one, what every page of
    the edition shows."""
    here, language = get_language(), language_of(page)
    if event.phase(now()) == Phase.ANNOUNCED:
        return card
    programme = load_programme(event, here, programme_page_and_url(event, here)[1]).as_published
    times: list[ProgrammeEntry] = programme.find(page.translation_key)
    if not times:
        return card
    entry = min(times, key=lambda one: one.is_cancelled)
    hours, cities = _times(event, entry, language)
    when = f"{short_weekday(utc(entry.starts_at), language)}, {hours}"
    with override(language):
        languages = describe_languages(replace(entry, languages=_followed(entry)))
        facts = (_("Cancelled"), when) if entry.is_cancelled else (when, cities, languages)
    photos = [speaker.photo.file.name for speaker in entry.speakers[:2] if speaker.photo]
    return replace(
        card,
        line=", ".join(speaker.title for speaker in entry.speakers) or card.line,
        facts=facts,
        portraits=tuple(photos),
    )


def _followed(entry: ProgrammeEntry) -> dict[str, list[str]]:
    return {role: codes for role, codes in entry.languages.items() if LanguageRole(role).can_be_followed}


def _times(event: Event, one: Event | ProgrammeEntry, language: str) -> tuple[str, str]:
    """In UTC, since a picture does not know its reader's place, and in the first cities of the event on that day."""
    times = city_times(one.starts_at, event.zones(), language)
    cities = [f"{time.hour} {time.city}" for time in times if not time.other_day]
    return f"{hour(utc(one.starts_at))}–{hour(utc(one.ends_at))} UTC", " · ".join(cities[:CITIES])
