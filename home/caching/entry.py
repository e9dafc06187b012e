"""A kept response, and whether a response may be kept, which depends on the response alone."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.datastructures import CaseInsensitiveMapping
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from home.clock import now

VERSION = 2  # part of an entry's key in Redis, where it is pickled: raise it when Entry changes or moves
ASK_EACH_TIME = "max-age=0, must-revalidate"  # such clients are browsers; a 304 is short
NEVER_KEPT = ("no-store", "private", "no-cache")
PACKERS: dict[str, Callable[[bytes], bytes]] = {  # the best first
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class CheckedHeaders(ResponseHeaders):
    """Headers of a kept response. Not validated again, which would be a fifth of the cost of a hit."""

    def __init__(self, headers: dict[str, str]) -> None:
        CaseInsensitiveMapping.__init__(self, headers)


@dataclass
class Entry:
    """A kept response: its body in each requested encoding, its headers, its generation and expiry."""

    generation: Any
    expires: datetime
    headers: dict[str, str]
    bodies: dict[str, bytes]
    etag: str
    rendered: int  # Unix time
    is_held: bool = False  # a CDN may hold it, and publishing purges it

    def response(self, request: HttpRequest) -> HttpResponse:
        """200 in the best encoding the client takes, or 304 (RFC 9110, section 13)."""
        headers = self.headers
        if self.is_held:
            left = max(0, int((self.expires - now()).total_seconds()))
            headers = {**headers, "Cache-Control": f"{ASK_EACH_TIME}, s-maxage={left}"}
        if self.matches(request):
            response = HttpResponse(status=304)
            kept = ("Cache-Control", "Vary", "ETag", "Last-Modified", "Content-Location")
            response.headers = CheckedHeaders({name: value for name, value in headers.items() if name in kept})
            return response
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in PACKERS if name in accepted), "")
        if encoding not in self.bodies:
            self.bodies[encoding] = PACKERS[encoding](self.bodies[""])
        body = self.bodies[encoding]
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        response.headers = CheckedHeaders(headers)
        response.headers["Content-Length"] = str(len(body))
        if encoding:
            response.headers["Content-Encoding"] = encoding
        return response

    def matches(self, request: HttpRequest) -> bool:
        wanted = request.META.get("HTTP_IF_NONE_MATCH")
        if wanted is not None:
            return wanted.strip() == "*" or self.etag in (tag.removeprefix("W/") for tag in parse_etags(wanted))
        known = request.META.get("HTTP_IF_MODIFIED_SINCE")
        since = parse_http_date_safe(known) if known else None
        return since is not None and since >= self.rendered


def fit_for_everybody(response: HttpResponse) -> bool:
    """Whether a response is the same for every anonymous reader."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and varies <= {"accept-encoding"}
        and not any(word in control for word in NEVER_KEPT)
        and not response.headers.get("Content-Encoding")
    )


def make_entry(response: HttpResponse, current: Any, expires: datetime, started: datetime) -> Entry:
    body = response.content
    rendered = int(started.timestamp())
    headers = dict(response.headers)
    headers.setdefault("ETag", f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')
    headers.setdefault("Last-Modified", http_date(rendered))
    headers.setdefault("Cache-Control", ASK_EACH_TIME)
    headers["Vary"] = "Accept-Encoding"
    rendered = parse_http_date_safe(headers["Last-Modified"]) or rendered
    return Entry(current, expires, headers, {"": body}, headers["ETag"].removeprefix("W/"), rendered)
