"""The picture that networks show for a page: the editor's own, else one drawn from its title, date and circles."""

import hashlib
from collections.abc import Container
from dataclasses import astuple, dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page

from home.design.drawing import HEIGHT, WIDTH, SocialCard, draw_png
from home.design.renditions import rendition
from home.page_privacy import public

DRAWING_VERSION = "2"  # raise it when the drawing changes, so that every picture is drawn anew
FOLDER = "social"
UPLOADED_SPEC = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"


@dataclass(frozen=True)
class SocialImage:
    """`url` is a path, or absolute where uploads lie elsewhere; sizes in pixels."""

    url: str
    width: int
    height: int


def card_of(page: Page) -> SocialCard:
    return SocialCard(page.title, page.social_line, page.portal_name, page.pattern_seed)


def digest(card: SocialCard) -> str:
    return hashlib.sha256("\0".join((DRAWING_VERSION, *astuple(card))).encode()).hexdigest()[:20]


def own_image(page: Page) -> Any:
    """The editors' choice for the page, else for the page it was translated from; None where there is none."""
    return page.social_image if page.social_image_id else page.original.social_image


def social_image(page: Page) -> SocialImage:
    """For any of our pages. A drawn one is not drawn yet, only addressed: the address changes with what it shows."""
    own = own_image(page)
    if own:
        shown = rendition(own, UPLOADED_SPEC)
        return SocialImage(shown.url, shown.width, shown.height)
    return SocialImage(reverse("social_image", args=[page.pk, digest(card_of(page))]), WIDTH, HEIGHT)


def name_of(card: SocialCard) -> str:
    return f"{digest(card)}.png"


def drawn_image(card: SocialCard) -> bytes:
    """From the storage; drawn where it is not kept there yet."""
    path = f"{FOLDER}/{name_of(card)}"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return file.read()
    return draw_png(card)


def kept() -> set[str]:
    """The names of all pictures in the storage."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return set()
    return set(files)


def is_kept(page: Page, names: Container[str]) -> bool:
    return own_image(page) is not None or name_of(card_of(page)) in names


def keep(page: Page) -> None:
    """Draw and store the picture of a page, unless there is one or it has one of the editors' own."""
    card = card_of(page)
    path = f"{FOLDER}/{name_of(card)}"
    if own_image(page) is None and not default_storage.exists(path):
        default_storage.save(path, ContentFile(draw_png(card)))


def serve_social_image(request: HttpRequest, page_id: int, key: str) -> HttpResponseBase:
    """A PNG for ever at its address; an address of an older title leads to the present one."""
    page = public(Page.objects.filter(pk=page_id)).specific().first()
    if page is None or not hasattr(page, "pattern_seed"):
        raise Http404
    card = card_of(page)
    if key != digest(card):
        return redirect(social_image(page).url)
    response = HttpResponse(drawn_image(card), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
