"""Factories for pages and rows. Everything is published unless an argument says otherwise."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.utils.text import slugify
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from events.enums import SessionKind
from events.models import (
    CallPage,
    Event,
    EventPage,
    ProgrammePage,
    Room,
    SessionPage,
    SessionSpeaker,
    SessionTheme,
    Slot,
    SpeakerPage,
    SpeakersPage,
    Theme,
    Timetable,
)
from home.models import HomePage, StandardPage

AnyPage = TypeVar("AnyPage", bound=Page)


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def home_page(code: str = "en") -> HomePage:
    """The home page that every database has, in the default language; in others made as a translation."""
    english = HomePage.objects.get(locale=locale("en"))
    if code == "en":
        return english
    return HomePage.objects.filter(locale=locale(code)).first() or translated(english, code, slug=f"home-{code}")


def add(parent: Page, page: AnyPage) -> AnyPage:
    """Put a page below another, in the parent's language."""
    page.locale = parent.locale
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    fields = {"title": "About us", "slug": "about", "show_in_menus": True, **fields}
    return add(parent or home_page(), StandardPage(**fields))


def event(**fields: Any) -> Event:
    """The conference of 2021; its call runs from 1 February to 28 March, 23:59."""
    defaults = {
        "name": "Conference 2021",
        "starts_at": datetime(2021, 5, 6, 13, tzinfo=UTC),
        "ends_at": datetime(2021, 5, 6, 20, tzinfo=UTC),
        "call_opens_at": datetime(2021, 2, 1, tzinfo=UTC),
        "call_closes_at": datetime(2021, 3, 28, 23, 59, tzinfo=UTC),
        "contact": "ideas@example.org",
    }
    row = Event(**{**defaults, **fields})
    row.save()
    return row


def event_page(parent: Page | None = None, **fields: Any) -> EventPage:
    fields = {"title": "Better systems", "slug": "better-systems", "show_in_menus": True, **fields}
    fields.setdefault("event", Event.objects.first() or event())
    return add(parent or home_page(), EventPage(**fields))


def call_page(parent: EventPage | None = None, **fields: Any) -> CallPage:
    fields = {"title": "Call", "slug": "call", "show_in_menus": True, **fields}
    return add(parent or event_page(), CallPage(**fields))


def translated(page: AnyPage, code: str = "es", *, live: bool = True, **fields: Any) -> AnyPage:
    """A finished translation as a row, without wagtail-localize: for tests of what readers see."""
    copy = page.copy_for_translation(locale(code))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.live = live
    copy.save()
    return copy


def localized(page: AnyPage, words: dict[str, str], code: str = "es") -> AnyPage:
    """A published translation made through wagtail-localize; strings that `words` does not name stay as they are."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale(code))
    for segment in source.stringsegment_set.select_related("string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words.get(segment.string.data, segment.string.data)},
        )
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.latest_revision.publish()
    target.refresh_from_db()
    return target


def programme_page(parent: EventPage | None = None, **fields: Any) -> ProgrammePage:
    fields = {"title": "Programme", "slug": "programme", "show_in_menus": True, **fields}
    return add(parent or event_page(), ProgrammePage(**fields))


def room(**fields: Any) -> Room:
    fields = {"name": "Oak", "event": fields.get("event") or Event.objects.first() or event(), **fields}
    return Room.objects.create(**fields)


def speakers_page(**fields: Any) -> SpeakersPage:
    return add(home_page(), SpeakersPage(**{"title": "Speakers", "slug": "speakers", "show_in_menus": True, **fields}))


def speaker(name: str = "Ana Lucero", parent: SpeakersPage | None = None, **fields: Any) -> SpeakerPage:
    parent = parent or SpeakersPage.objects.first() or speakers_page()
    return add(parent, SpeakerPage(**{"title": name, "slug": slugify(name), **fields}))


def session(title: str = "Talk", parent: ProgrammePage | None = None, **fields: Any) -> SessionPage:
    """`speakers` and `themes` are lists of rows."""
    parent = parent or ProgrammePage.objects.first() or programme_page()
    speakers, themes = fields.pop("speakers", []), fields.pop("themes", [])
    page = SessionPage(**{"title": title, "slug": slugify(title), "kind": SessionKind.TALK, **fields})
    page.session_speakers = [SessionSpeaker(speaker=one) for one in speakers]
    page.session_themes = [SessionTheme(tag=one, locale=parent.locale) for one in themes]
    return add(parent, page)


def theme(name: str, spanish: str = "") -> Theme:
    row = Theme.objects.create(name=name, slug=slugify(name), locale=locale("en"))
    if spanish:
        Theme.objects.create(name=spanish, slug=row.slug, locale=locale("es"), translation_key=row.translation_key)
    return row


def utc(hour: float, day: int = 6) -> datetime:
    """An hour of the conference's day: 13.5 → 6 May 2021, 13:30 UTC."""
    return datetime(2021, 5, day, tzinfo=UTC) + timedelta(hours=hour)


def slot(session: SessionPage, hour: float = 13, minutes: int = 60, **fields: Any) -> Slot:
    """A row of a timetable, not saved: in English unless said otherwise."""
    starts_at = fields.pop("starts_at", utc(hour))
    fields.setdefault("languages", {"spoken": ["en"]})
    return Slot(session=session, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), **fields)


def timetable(*slots: Slot, event: Event | None = None, live: bool = True) -> Timetable:
    """The timetable of the event with these slots instead of all it had; published unless `live` is False."""
    row, _created = Timetable.objects.get_or_create(event=event or Event.objects.get(), defaults={"live": False})
    row.slots = list(slots)
    revision = row.save_revision()
    if live:
        revision.publish()
        row = Timetable.objects.get(pk=row.pk)
    return row
