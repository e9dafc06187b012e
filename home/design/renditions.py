"""Renditions of an image for every screen: AVIF, with WebP where that is not known."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

WIDTHS = (480, 960, 1440)  # CSS pixels of a phone, of a text column, of a text column on a dense screen


class Shape(TextChoices):
    """How an image is cropped, around its focal point."""

    WHOLE = "whole", _("whole, as it is")
    WIDE = "wide", _("wide (16:9)")
    SQUARE = "square", _("square")


HEIGHTS = {Shape.WIDE: 9 / 16, Shape.SQUARE: 1.0}  # per unit of width


@dataclass(frozen=True)
class Picture:
    """What a `picture` element needs; `image` gives its proportions before anything is loaded."""

    avif: str  # srcset
    webp: str  # srcset
    image: Any  # the middle WebP rendition: url, width, height


def picture(image: Any, shape: str = Shape.WHOLE) -> Picture:
    """The renditions of a Wagtail image; made on first use, at most one query when they exist."""
    filters = {kind: [Filter(f"{_size(width, shape)}|format-{kind}") for width in WIDTHS] for kind in ("avif", "webp")}
    made = get_renditions_or_not_found(image, [*filters["avif"], *filters["webp"]])
    avif, webp = ([made[one.spec] for one in filters[kind]] for kind in ("avif", "webp"))
    return Picture(_srcset(avif), _srcset(webp), webp[len(WIDTHS) // 2])


def _size(width: int, shape: str) -> str:
    ratio = HEIGHTS.get(Shape(shape))
    return f"fill-{width}x{round(width * ratio)}" if ratio else f"width-{width}"


def _srcset(renditions: list[Any]) -> str:
    """A small original gives the same width more than once: each is named once."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
