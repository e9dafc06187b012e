"""Correct trees and rows with as little ceremony as possible. Everything is published unless said otherwise."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from events.models import CallPage, Event, EventPage
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
