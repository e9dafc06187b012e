"""Responses of feeds: the same bytes for everybody, identified by their ETag."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language


def feed_response(
    request: HttpRequest, body: bytes, content_type: str, filename: str = "", *, is_public: bool = True
) -> HttpResponse:
    """200 with the bytes, or 304 if the client has them. Caches may keep public feeds, but revalidate each time.

    Sets no Last-Modified: a renamed room or an unpublished translation changes the bytes and no date, so a client that
    asks by date alone would miss it. (The page cache adds the time at which it rendered them.)
    """
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age=0, must-revalidate"
    response.headers["Content-Language"] = get_language()
    if filename:
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return get_conditional_response(request, etag, None, response) or response
