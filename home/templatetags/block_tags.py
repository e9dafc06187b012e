"""What the templates of blocks and of the frame ask: links in the reader's language, and pictures."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from home import pictures
from home.blocks import BodyBlock
from home.family import Family
from home.languages import language_of

register = template.Library()

TEXT_COLUMN = "(min-width: 48rem) 46rem, 100vw"


@dataclass(frozen=True)
class ReaderLink:
    """`lang` is the language of the page it leads to, empty where that is the reader's own or unknown."""

    url: str
    lang: str = ""


@register.simple_tag(takes_context=True)
def reader_link(context: dict[str, Any], link: Any) -> ReaderLink | None:
    """Where a link block leads: its page in the reader's language, as it was born where there is no translation.

    None where the page is gone or no reader may see it yet.
    """
    page = link.get("page")
    if page is None:
        return ReaderLink(link["url"]) if link.get("url") else None
    if not page.live:
        return None
    return page_link(page, context["request"])


def page_link(page: Page, request: HttpRequest) -> ReaderLink:
    # A block of a page that stands in for a missing translation is rendered in that page's language, not the reader's.
    code, language = getattr(request, "LANGUAGE_CODE", None) or get_language(), language_of(page)
    if language != code:
        translated = page.get_translations().live().filter(locale__language_code=code, alias_of__isnull=True).first()
        if translated is None:
            return ReaderLink(Family(page, request).address(code) or page.get_url(request), language)
        page = translated
    return ReaderLink(page.get_url(request))


@register.inclusion_tag("components/picture.html")
def picture(image: Any, *, shape: str = "whole", alt: str = "", sizes: str = TEXT_COLUMN) -> dict[str, Any]:
    """A responsive image, loaded when it comes near; its place is kept by width and height."""
    return {"picture": pictures.picture(image, shape), "alt": alt or "", "sizes": sizes}


@register.simple_tag
def block_previews() -> list[Any]:
    """One of each block with its preview, bound, in the order in which editors are offered them."""
    return [block.bind(block.get_preview_value()) for block in BodyBlock().child_blocks.values()]
