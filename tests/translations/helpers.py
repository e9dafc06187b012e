"""Helpers for translation tests."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from home.translations.strings.strings import TranslatableString, strings_of
from home.translations.sync.opening import open_translation
from tests import factories

SPANISH = {"About us": "Sobre nosotros", "about": "sobre-nosotros", "We meet online.": "Nos encontramos en línea."}


def opened(page: Page, code: str = "es") -> Translation:
    return open_translation(page, factories.locale(code))


def fill(translation: Translation, words: dict[str, str] = SPANISH) -> None:
    """Save the Spanish of every string that `words` names."""
    for line in strings_of(translation):
        if line.source in words:
            save(translation, line, words[line.source])


def save(translation: Translation, line: TranslatableString, text: str) -> StringTranslation:
    row, _created = StringTranslation.objects.update_or_create(
        translation_of_id=line.segment.string_id,
        context_id=line.segment.context_id,
        locale_id=translation.target_locale_id,
        defaults={"data": text, "has_error": False, "field_error": ""},
    )
    return row


def line(translation: Translation, source: str) -> TranslatableString:
    return next(line for line in strings_of(translation) if line.source == source)


def target(translation: Translation) -> Any:
    return translation.get_target_instance()


def published(page: Page, words: dict[str, str] = SPANISH) -> Translation:
    """A translation that readers see."""
    translation = opened(page)
    fill(translation, words)
    Page.objects.filter(pk=target(translation).pk).update(live=True)
    return translation


def messages(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
