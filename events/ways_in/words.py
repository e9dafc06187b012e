"""What a reader does with a way in, in words."""

from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.ways_in.countries import country_name
from events.ways_in.rows import WayIn, WayInKind
from home.i18n.languages import language_name


def way_in_words(way: WayIn) -> SafeString:
    """ "Hear it in Spanish": in a sentence a language is called as in the language of the page."""
    if way.is_number:
        return _by_telephone(way)
    text = _in_language(way.kind) if way.language else _plainly(way.kind)
    return format_html(text, language=_language(way.language))


def way_in_text(way: WayIn) -> str:
    """The same words for an email."""
    return unescape(strip_tags(way_in_words(way)))


def _language(code: str) -> str:
    return language_name(code, get_language() or settings.LANGUAGE_CODE) if code else ""


def _in_language(kind: str) -> str:
    return {
        WayInKind.ROOM: _("Join in {language}"),
        WayInKind.INTERPRETATION: _("Hear it in {language}"),
        WayInKind.CAPTIONS: _("Read along in {language}"),
        WayInKind.SIGN: _("Watch it in {language}"),
        WayInKind.TELEPHONE: _("Join in {language}"),
        WayInKind.CHAT: _("Write in the chat in {language}"),
    }[WayInKind(kind)]


def _plainly(kind: str) -> str:
    return {
        WayInKind.ROOM: _("Join"),
        WayInKind.INTERPRETATION: _("Hear the interpretation"),
        WayInKind.CAPTIONS: _("Read along"),
        WayInKind.SIGN: _("Watch it in sign language"),
        WayInKind.TELEPHONE: _("Join"),
        WayInKind.CHAT: _("Write in the chat"),
    }[WayInKind(kind)]


def _by_telephone(way: WayIn) -> SafeString:
    texts = {
        (False, False): _("By telephone: {number}"),
        (True, False): _("By telephone from {country}: {number}"),
        (False, True): _("By telephone in {language}: {number}"),
        (True, True): _("By telephone in {language} from {country}: {number}"),
    }
    said = format_html(
        texts[bool(way.country), bool(way.language)],
        number=format_html('<bdi dir="ltr">{}</bdi>', way.address),
        country=country_name(way.country, get_language() or settings.LANGUAGE_CODE),
        language=_language(way.language),
    )
    return format_html(_("{telephone}, code {code}"), telephone=said, code=way.code) if way.code else said


def access_words(ways: Iterable[WayIn]) -> str:
    """The ways in besides the main room, before their links are shown: "by telephone, by chat". Interpretation and
    captions are said with the languages."""
    words = {
        WayInKind.TELEPHONE: _("by telephone"),
        WayInKind.SIGN: _("with sign language"),
        WayInKind.CHAT: _("by chat"),
    }
    kinds = {way.kind for way in ways}
    return ", ".join(text for kind, text in words.items() if kind in kinds)
