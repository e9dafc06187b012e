"""Requests with a body over MAX_REQUEST_MB are refused before it is read, with a page in the reader's language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation


class BodySizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= settings.MAX_REQUEST_BYTES:
            return self.get_response(request)
        language = translation.get_language_from_request(request, check_path=True)
        context = {"home": f"/{language}/", "megabytes": settings.MAX_REQUEST_BYTES // 1_000_000}
        with translation.override(language):
            response = HttpResponse(loader.render_to_string("413.html", context), status=413)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Length"] = str(len(response.content))
        return response
