"""Renditions of an image: which there are for what, and how a page finds them.

Readers make none, since reading writes nothing: home.jobs.renditions makes what a page shows when it is published.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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

# Photos of people; mail programs know neither WebP nor AVIF.
IN_ROW, ON_CARD, ON_PAGE = (f"fill-{size}x{size}|format-webp" for size in (92, 160, 320))
IN_MAIL = "fill-320x320"
PHOTO = (IN_ROW, ON_CARD, ON_PAGE, IN_MAIL)
LOGO = "max-440x112|format-webp"
NAMED = {"photo-card": ON_CARD, "photo-page": ON_PAGE, "photo-mail": IN_MAIL, "logo": LOGO}

_on_the_spot: ContextVar[bool] = ContextVar("renditions are made on the spot", default=False)


@dataclass(frozen=True)
class Original:
    """The uploaded file, in place of a rendition that is not made yet."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """What a `picture` element needs; `image` gives its proportions before anything is loaded."""

    avif: str  # srcset, empty while there is none
    webp: str  # srcset, empty while there is none
    image: Any  # the middle WebP rendition: url, width, height


@contextmanager
def made_on_the_spot() -> Iterator[None]:
    """Inside, what is missing is made at once: for editors' previews, and for mail, which nobody renders again."""
    token = _on_the_spot.set(True)
    try:
        yield
    finally:
        _on_the_spot.reset(token)


def rendition(image: Any, spec: str) -> Any:
    """Of a Wagtail image: url, width, height; those of the original while it is missing. At most one query."""
    return found(image, [spec]).get(spec) or original(image)


def found(image: Any, specs: Iterable[str]) -> dict[str, Any]:
    """The renditions there are, by their spec. At most one query."""
    filters = [Filter(spec) for spec in specs]
    if _on_the_spot.get():
        return dict(get_renditions_or_not_found(image, filters))
    return {one.spec: made for one, made in image.find_existing_renditions(*filters).items()}


def original(image: Any) -> Original:
    return Original(image.file.url, image.width, image.height)


def missing(image: Any, specs: Iterable[str]) -> set[str]:
    return {*specs} - found(image, specs).keys()


def picture_specs(shape: str, kind: str) -> list[str]:
    return [f"{_size(width, shape)}|format-{kind}" for width in WIDTHS]


def all_picture_specs(shape: str) -> list[str]:
    """What `picture` shows."""
    return [*picture_specs(shape, "avif"), *picture_specs(shape, "webp")]


def picture(image: Any, shape: str = Shape.WHOLE) -> Picture:
    """The renditions of a Wagtail image for every screen: AVIF, with WebP where that is not known."""
    made = found(image, all_picture_specs(shape))
    avif, webp = ([made[spec] for spec in picture_specs(shape, kind) if spec in made] for kind in ("avif", "webp"))
    return Picture(_srcset(avif), _srcset(webp), webp[len(webp) // 2] if webp else original(image))


def _size(width: int, shape: str) -> str:
    ratio = HEIGHTS.get(Shape(shape))
    return f"fill-{width}x{round(width * ratio)}" if ratio else f"width-{width}"


def _srcset(renditions: list[Any]) -> str:
    """A small original gives the same width more than once: each is named once."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
