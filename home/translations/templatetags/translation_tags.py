import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from wagtail.models import Page

from home.i18n.languages import direction
from home.models import BasePage
from home.translations.access import may_edit
from home.translations.glossary.terms import Term, find_terms
from home.translations.machine.drafting import machine_name
from home.translations.overview.sentences import fingerprint
from home.translations.queries import open_translations, translators_named
from home.translations.strings.quality import plain_text
from home.translations.sync.opening import following_translations

register = template.Library()
register.filter("direction", direction)
register.filter("fingerprint", fingerprint)
register.filter("plain", plain_text)

DESTRUCTIVE_LINKS = ("stopTranslationUrl", "convertToAliasUrl")


@dataclass(frozen=True)
class TranslationNotice:
    """`since` is None where the text is up to date and only `has_machine_text`."""

    since: datetime | None
    has_machine_text: bool
    url: str
    language: str
    title: str


@register.filter
def pictures_and_links(props: str) -> str:
    """The settings of wagtail-localize's editor without what the workshop has, and what would discard a translation."""
    settings = json.loads(props)
    for name in DESTRUCTIVE_LINKS:
        settings["links"][name] = None
    settings["perms"]["canDelete"] = False
    settings["machineTranslator"] = None
    settings["segments"] = [one for one in settings["segments"] if one["type"] != "string"]
    settings["initialStringTranslations"] = []
    return json.dumps(settings)


@register.filter
def language_query(code: str) -> str:
    return urlencode({"language": code})


@register.simple_tag
def pieces_with_terms(text: str, terms: list[Term], language: str) -> list[tuple[str, Term | None]]:
    """The pieces of an original, with the glossary's term where it is one."""
    pieces: list[tuple[str, Term | None]] = []
    place = 0
    for found in find_terms(text, terms, language):
        pieces += [(text[place : found.start], None), (text[found.start : found.end], found.term)]
        place = found.end
    return [*pieces, (text[place:], None)]


@register.filter
def textarea_rows(text: str) -> int:
    """How many lines a box for a translation of `text` needs, at about 70 letters a line."""
    return max(2, 1 + sum(1 + len(line) // 70 for line in text.splitlines()))


@register.simple_tag(takes_context=True)
def source_link(context: dict[str, Any]) -> dict[str, Any]:
    """The link to the original in wagtail-localize's editor: a preview for those who may not edit it."""
    link, instance = context["source_translation"], context["translation"].source.get_source_instance()
    if may_edit(context["request"].user, instance) or not isinstance(instance, Page):
        return link
    return {**link, "editUrl": reverse("translations:preview_source", args=[instance.pk])}


@register.simple_tag(takes_context=True)
def translation_notice(context: dict[str, Any]) -> TranslationNotice | None:
    """For readers of an outdated translation, or of one by a machine, with the link to the original."""
    page = context.get("page")
    if not isinstance(page, BasePage) or page.pk is None or page.is_original:
        return None
    found = open_translations().get((page.translation_key, page.locale_id))
    if found is None or not (found.outdated_since or found.has_machine_text):
        return None
    original = page.original
    if original.pk == page.pk or not original.live:
        return None
    url = original.get_url(context.get("request"))
    code = original.locale.language_code
    return TranslationNotice(found.outdated_since, bool(found.has_machine_text), url, code, original.title)


@dataclass(frozen=True)
class TranslationNote:
    """What stands below a translated page: where readers say that something is wrong, and who translated it."""

    report_url: str
    names: str


@register.simple_tag(takes_context=True)
def translation_note(context: dict[str, Any]) -> TranslationNote | None:
    """None on a page that is no translation."""
    page = context.get("page")
    if not isinstance(page, BasePage) or page.pk is None or page.is_original or context.get("is_fallback"):
        return None
    key = (page.translation_key, page.locale_id)
    if key not in open_translations():
        return None
    return TranslationNote(reverse("texts:report", args=[page.pk]), ", ".join(translators_named().get(key, [])))


@register.simple_tag
def has_machine() -> bool:
    """Whether a machine can translate."""
    return bool(machine_name())


@register.simple_tag
def translations_following(page: Page) -> list[Page]:
    """The translations to which changes of an original apply; none for a translation."""
    return following_translations(page)


@register.simple_tag
def count_translations_following(items: list[dict[str, Any]]) -> int:
    """How many translations a bulk action applies to."""
    return sum(len(following_translations(item["item"])) for item in items)
