"""The picture that networks show for a page: the editor's own, else one drawn from its title, date and circles."""

import hashlib
from collections.abc import Container, Iterable
from dataclasses import dataclass
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

DRAWING_VERSION = "3"  # raise it when the drawing changes, so that every picture is drawn anew
FOLDER = "social"
UPLOADED_SPEC = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"


@dataclass(frozen=True)
class SocialImage:
    """`url` is a path, or absolute where uploads lie elsewhere; sizes in pixels."""

    url: str
    width: int
    height: int


def card_of(page: Page) -> SocialCard:
    card: SocialCard = page.social_card()
    return card


def digest(card: SocialCard) -> str:
    return hashlib.sha256(f"{DRAWING_VERSION}{card!r}".encode()).hexdigest()[:20]


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


def name_of(page: Page, card: SocialCard) -> str:
    return f"{page.pk}-{digest(card)}.png"


def drawn_image(page: Page, card: SocialCard) -> bytes:
    """From the storage; drawn where it is not kept there yet."""
    path = f"{FOLDER}/{name_of(page, card)}"
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
    return own_image(page) is not None or name_of(page, card_of(page)) in names


def keep(page: Page) -> None:
    """Draw and store the picture of a page, unless there is one or it has one of the editors' own; drop older ones."""
    card = card_of(page)
    name, names = name_of(page, card), kept()
    if own_image(page) is None and name not in names:
        default_storage.save(f"{FOLDER}/{name}", ContentFile(draw_png(card)))
    _delete(one for one in names if one.startswith(f"{page.pk}-") and one != name)


def drop_gone() -> None:
    """Delete the pictures of pages that nobody sees any more: one may hold the name and portrait of a person."""
    live = {str(pk) for pk in Page.objects.live().values_list("pk", flat=True)}
    _delete(name for name in kept() if name.partition("-")[0] not in live)


def _delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(f"{FOLDER}/{name}")


def serve_social_image(request: HttpRequest, page_id: int, key: str) -> HttpResponseBase:
    """A PNG for ever at its address; an address of an older title leads to the present one."""
    page = public(Page.objects.filter(pk=page_id)).specific().first()
    if page is None or not hasattr(page, "pattern_seed"):
        raise Http404
    card = card_of(page)
    if key != digest(card):
        return redirect(social_image(page).url)
    response = HttpResponse(drawn_image(page, card), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
