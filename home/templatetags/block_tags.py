"""Template tags for blocks: links in the reader's language, and pictures."""

from typing import Any

from django import template

from home.blocks import BodyBlock
from home.design import renditions
from home.i18n.reader_links import ReaderLink, reader_links

register = template.Library()

TEXT_COLUMN = "(min-width: 48rem) 46rem, 100vw"


@register.simple_tag(takes_context=True)
def reader_link(context: dict[str, Any], link: Any) -> ReaderLink | None:
    """Where a link block leads: its page in the reader's language, else the original.

    None where the page is gone or no reader may see it yet.
    """
    return reader_links([link], context["request"])[0]


@register.inclusion_tag("components/picture.html")
def picture(image: Any, *, shape: str = "whole", alt: str = "", sizes: str = TEXT_COLUMN) -> dict[str, Any]:
    """A responsive, lazily loaded image; width and height reserve its space."""
    return {"picture": renditions.picture(image, shape), "alt": alt or "", "sizes": sizes}


@register.simple_tag
def rendition(image: Any, name: str) -> Any:
    """Url, width and height of an image in one of the sizes of renditions.NAMED; None without an image."""
    return renditions.rendition(image, renditions.NAMED[name]) if image else None


@register.simple_tag
def block_previews() -> list[Any]:
    """One of each block with its preview, bound, in the order in which editors are offered them.

    The sign-up is left out: a page holds its form once, and the style guide shows every block in both schemes.
    """
    shown = [block for name, block in BodyBlock().child_blocks.items() if name != "sign_up"]
    return [block.bind(block.get_preview_value()) for block in shown]
