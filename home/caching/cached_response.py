"""A kept response, and whether a response may be kept, which depends on the response alone."""

import gzip
import hashlib
import re
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

VERSION = 3  # part of the key in Redis, where it is pickled: raise it when CachedResponse changes or moves
REVALIDATE_ALWAYS = "max-age=0, must-revalidate"  # such clients are browsers; a 304 is short
UNCACHEABLE_DIRECTIVES = ("no-store", "private", "no-cache")
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {  # the best first
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class TrustedHeaders(ResponseHeaders):
    """Headers of a kept response. Not validated again, which would be a fifth of the cost of a hit."""

    def __init__(self, headers: dict[str, str]) -> None:
        CaseInsensitiveMapping.__init__(self, headers)


class KeptAnswer(HttpResponse):
    """From a kept page, which may have been rendered for this request."""


@dataclass
class CachedResponse:
    """A kept response: its body in each requested encoding, its headers, its generation and expiry."""

    generation: Any
    expires: datetime
    headers: dict[str, str]
    bodies: dict[str, bytes]
    etag: str
    rendered: int  # Unix time
    is_in_cdn: bool = False  # a CDN may hold it, and publishing purges it

    def response(self, request: HttpRequest) -> HttpResponse:
        """200 in the best encoding the client takes, or 304 (RFC 9110, section 13)."""
        headers = self.headers
        if self.is_in_cdn:
            left = max(0, int((self.expires - now()).total_seconds()))
            headers = {**headers, "Cache-Control": f"{REVALIDATE_ALWAYS}, s-maxage={left}"}
        if self.matches(request):
            response = KeptAnswer(status=304)
            kept = ("Cache-Control", "Vary", "ETag", "Last-Modified", "Content-Location")
            response.headers = TrustedHeaders({name: value for name, value in headers.items() if name in kept})
            return response
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in COMPRESSORS if name in accepted and not is_refused(name, accepted)), "")
        if encoding not in self.bodies:
            self.bodies[encoding] = COMPRESSORS[encoding](self.bodies[""])
        body = self.bodies[encoding]
        response = KeptAnswer(b"" if request.method == "HEAD" else body)
        response.headers = TrustedHeaders(headers)
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


def is_refused(encoding: str, accepted: str) -> bool:
    """Whether an Accept-Encoding gives it the weight 0 (RFC 9110, 12.4.2)."""
    return ";" in accepted and bool(re.search(rf"{encoding}\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", accepted))


def is_cacheable(response: HttpResponse) -> bool:
    """Whether a response is the same for every anonymous reader."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and varies <= {"accept-encoding"}
        and not any(word in control for word in UNCACHEABLE_DIRECTIVES)
        and not response.headers.get("Content-Encoding")
    )


def make_cached_response(response: HttpResponse, current: Any, expires: datetime, started: datetime) -> CachedResponse:
    body = response.content
    rendered = int(started.timestamp())
    headers = dict(response.headers)
    headers.setdefault("ETag", f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')
    headers.setdefault("Last-Modified", http_date(rendered))
    headers.setdefault("Cache-Control", REVALIDATE_ALWAYS)
    headers["Vary"] = "Accept-Encoding"
    rendered = parse_http_date_safe(headers["Last-Modified"]) or rendered
    return CachedResponse(current, expires, headers, {"": body}, headers["ETag"].removeprefix("W/"), rendered)
