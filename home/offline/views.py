"""What a browser needs to show the portal without a connection: a service worker, a manifest, a page for it."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.caching.query_names import known_names
from home.i18n.languages import direction, portal_name

SOURCE = Path(__file__).with_name("worker.js").read_text(encoding="utf-8")
PAPER, GREEN = "#fbf7f0", "#0f4c4a"  # tokens.css


def worker_texts(code: str) -> dict[str, str]:
    """What the worker writes into pages of a language; safe in HTML."""
    with override(code):
        return {
            "asOf": escape(_("The portal cannot be reached. As of {time}.")),
            "without": escape(_("What you have chosen since is not included.")),
            "join": escape(_("Joining needs a connection.")),
            "form": escape(_("This form needs a connection.")),
            "none": escape(_("No connection, and this page is not kept in this browser.")),
            "page": reverse("offline:kept"),
        }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Its first line is the version: of the script, its texts, and the static files of this release."""
    portal = {
        "static": settings.STATIC_URL,
        "media": settings.MEDIA_URL,
        "query": known_names(),
        "languages": {code: worker_texts(code) for code in settings.PORTAL_LANGUAGES},
    }
    text = f"const PORTAL = {json.dumps(portal)};\n{SOURCE}"
    release = getattr(staticfiles_storage, "manifest_hash", "")
    version = hashlib.blake2b(f"{release}{text}".encode(), digest_size=6).hexdigest()
    response = HttpResponse(f'const VERSION = "{version}";\n{text}', content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The portal as an app on the home screen, in the language of the address."""
    code = get_language()
    icons = [
        {"src": static(f"home/icon-{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    ]
    content = {
        "id": "/",
        "name": portal_name(code),
        "short_name": portal_name(code),
        "lang": code,
        "dir": direction(code),
        "start_url": f"/{code}/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": GREEN,
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What this browser keeps, listed and deleted by kept.js; also shown in place of a page that it does not keep."""
    return render(request, "home/kept.html")
