"""What search engines read of editions and sessions."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from events.feeds import jsonld
from events.models import Event
from events.programme.page_urls import localized_url
from events.programme.queries import ProgrammeEntry
from events.programme.shown_programme import ShownProgramme
from home.caching.dependencies import cached_until_publish
from home.characters import cleaned
from home.design.social_image import social_image
from home.page_privacy import Paths, private_paths
from home.templatetags.site_tags import page_versions

register = template.Library()

SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def programme_jsonld(context: dict[str, Any], shown: ShownProgramme) -> SafeString:
    """On a programme page: the edition it is part of, with every session that the page shows."""
    frame = page_versions(context)
    if frame is None or len(frame.ancestors_and_self) < 2:
        return SafeString("")
    edition, language = frame.ancestors_and_self[-2], get_language()
    url = frame.url_for(language, edition) or "/"
    event = shown.programme.event
    if context.get("timetable") is not None:
        return _json_block(jsonld.programme(event, shown.entries, edition, url))
    blocks, key = _kept_blocks(language), (event.pk, shown.day, private_paths(context["page"]))
    if key not in blocks:
        blocks[key] = _json_block(jsonld.programme(event, shown.entries, edition, url))
    return blocks[key]


@cached_until_publish
def _kept_blocks(language: str) -> dict[tuple[int, str, Paths], SafeString]:
    """By event, part of the programme and what is private; filled while pages are rendered."""
    return {}


@register.simple_tag(takes_context=True)
def event_jsonld(context: dict[str, Any]) -> SafeString:
    """On an event page."""
    page = context["page"]
    image = social_image(page).url
    return _json_block(jsonld.edition(context["event"], page, localized_url(page, get_language()), image))


@register.simple_tag(takes_context=True)
def session_jsonld(context: dict[str, Any], event: Event, entry: ProgrammeEntry) -> SafeString:
    image = social_image(context["page"]).url
    return _json_block({"@context": "https://schema.org", **jsonld.session(event, entry, image)})


def _json_block(data: dict[str, Any]) -> SafeString:
    """A data block: no value can end the element it stands in."""
    text = json.dumps(cleaned(data), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{text.translate(SCRIPT_ESCAPES)}</script>')
