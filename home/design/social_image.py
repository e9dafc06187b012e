"""The picture that networks show for a page: the editor's own, else one drawn from its title, date and circles."""

import hashlib
from dataclasses import astuple, dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page

from home.design.drawing import HEIGHT, WIDTH, Card, draw

DRAWN = "2"  # raise it when the drawing changes, so that every picture is drawn anew
OWN = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"


@dataclass(frozen=True)
class SocialImage:
    """`url` is a path, or absolute where uploads lie elsewhere; sizes in pixels."""

    url: str
    width: int
    height: int


def card_of(page: Page) -> Card:
    return Card(page.title, page.social_line, settings.WAGTAIL_SITE_NAME, page.motif_seed)


def digest(card: Card) -> str:
    return hashlib.sha256("\0".join((DRAWN, *astuple(card))).encode()).hexdigest()[:20]


def social_image(page: Page) -> SocialImage:
    """For any of our pages. A drawn one is not drawn yet, only addressed: the address changes with what it shows."""
    own = page.original.social_image if not page.social_image_id else page.social_image
    if own:
        rendition = own.get_rendition(OWN)
        return SocialImage(rendition.url, rendition.width, rendition.height)
    return SocialImage(reverse("social_image", args=[page.pk, digest(card_of(page))]), WIDTH, HEIGHT)


def drawn(card: Card) -> bytes:
    """From the storage; drawn and kept there when it is asked for the first time."""
    name = f"social/{digest(card)}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    data = draw(card)
    default_storage.save(name, ContentFile(data))
    return data


def serve_social_image(request: HttpRequest, page_id: int, key: str) -> HttpResponseBase:
    """A PNG for ever at its address; an address of an older title leads to the present one."""
    page = Page.objects.live().public().filter(pk=page_id).specific().first()
    if page is None or not hasattr(page, "motif_seed"):
        raise Http404
    card = card_of(page)
    if key != digest(card):
        return redirect(social_image(page).url)
    response = HttpResponse(drawn(card), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
