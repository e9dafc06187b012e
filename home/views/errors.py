"""Error pages, in the reader's language."""

import logging
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils import translation

from home.outages import is_outage, unavailable
from home.views.suggestions import suggest

logger = logging.getLogger(__name__)
PLAIN_ERROR = "The portal cannot answer right now. / El portal no puede responder en este momento."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: offers the page where another address or language has it, the part of the site around it, and the search."""
    return render(request, "404.html", {"suggestions": suggest(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 in an outage: needs neither database nor context, and answers even if its template cannot be read."""
    language = translation.get_language_from_request(request, check_path=True)
    context = {"home": f"/{language}/", "request_id": getattr(request, "id", "")}
    try:
        with translation.override(language):
            if is_outage(sys.exc_info()[1]):
                return unavailable(loader.render_to_string("503.html", context))
            return HttpResponseServerError(loader.render_to_string("500.html", context))
    except Exception:  # noqa: BLE001  the reader gets an answer in any case
        logger.exception("the page for server errors cannot be shown")
        return HttpResponseServerError(PLAIN_ERROR, content_type=f"text/plain; charset={settings.DEFAULT_CHARSET}")
