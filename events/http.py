"""Answers for machines: the same bytes to everybody, known by their ETag."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language


def feed(
    request: HttpRequest, body: bytes, content_type: str, changed_at: datetime | None, filename: str = ""
) -> HttpResponse:
    """200 with the bytes, or 304 where the client has them. Any cache may keep it, but asks each time."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds:
        response.headers["Last-Modified"] = http_date(seconds)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Content-Language"] = get_language()
    if filename:
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return get_conditional_response(request, etag, seconds, response) or response
