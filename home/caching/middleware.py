"""Anonymous pages, kept as they were sent.

In the memory of each process, and in Redis too where REDIS_URL is set. What may be kept, and until when, is decided
from the response alone; home.caching.dependencies says which generation and which instants it depends on.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.middleware.gzip import GZipMiddleware
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from home.caching import cdn
from home.caching.dependencies import collect_expiry, generation, rendering_at
from home.clock import now

MAX_BYTES = 64 * 1024 * 1024
MAX_QUERY = 200
LONGEST = timedelta(hours=1)
PATIENCE = 5  # seconds that one process waits for another to render a page
ASK_EACH_TIME = "max-age=0, must-revalidate"  # browsers, that is: a 304 is short
NEVER_KEPT = ("no-store", "private", "no-cache")
PACKERS: dict[str, Callable[[bytes], bytes]] = {  # the best first
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


@dataclass
class Entry:
    """One response to everybody: its body in each encoding asked for, its headers, and what it was true for."""

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
            left = max(0, int((self.expires - now(request)).total_seconds()))
            headers = {**headers, "Cache-Control": f"{ASK_EACH_TIME}, s-maxage={left}"}
        if self.matches(request):
            response = HttpResponse(status=304)
            kept = ("Cache-Control", "Vary", "ETag", "Last-Modified", "Content-Location")
            response.headers = _headers({name: value for name, value in headers.items() if name in kept})
            return response
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in PACKERS if name in accepted), "")
        if encoding not in self.bodies:
            self.bodies[encoding] = PACKERS[encoding](self.bodies[""])
        body = self.bodies[encoding]
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        response.headers = _headers(headers)
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


def _headers(values: dict[str, str]) -> Any:
    """Headers that a response has had before, so that nothing is left to check: a fifth of what a hit costs."""
    response_headers: Any = ResponseHeaders({})
    response_headers._store = {name.lower(): (name, value) for name, value in values.items()}
    return response_headers


@dataclass
class Memory:
    """The entries of this process, the least recently read thrown out first."""

    entries: OrderedDict[str, Entry] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> Entry | None:
        with self.lock:
            entry = self.entries.get(key)
            if entry is not None:
                self.entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: Entry) -> None:
        with self.lock:
            self._drop(key)
            self.entries[key] = entry
            self.size += _weight(entry)
            while self.size > MAX_BYTES:
                self._drop(next(iter(self.entries)))

    def _drop(self, key: str) -> None:
        old = self.entries.pop(key, None)
        if old is not None:
            self.size -= _weight(old)

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
            self.size = 0


def _weight(entry: Entry) -> int:
    return 2 * len(entry.bodies[""]) + 1000  # with room for the packed bodies, which come later


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD of public pages and feeds from memory; renders each of them once at a time.

    That is once in each process where every process has only its own memory to keep a page in, and once in all of them
    with Redis. The outermost middleware, so that a hit costs nothing else: what is kept has every header already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.memory = Memory()
        self.rendering: dict[str, threading.Lock] = {}
        self.prefixes = tuple(f"/{code}/" for code in settings.PORTAL_LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.may_be_kept(request):
            return self.get_response(request)
        key = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}{request.get_full_path()}"
        current = generation()
        entry = self.find(key, request, current)
        if entry is not None:
            return entry.response(request)
        if request.method == "HEAD":
            return self.get_response(request)
        if current is None:
            return self.render(key, request)
        with self.one_at_a_time(key), one_process_at_a_time(key):
            entry = self.find(key, request, generation())
            return entry.response(request) if entry else self.render(key, request)

    def may_be_kept(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and request.path.startswith(self.prefixes)
            and settings.SESSION_COOKIE_NAME not in request.META.get("HTTP_COOKIE", "")
            and len(request.META.get("QUERY_STRING", "")) <= MAX_QUERY
            and "HTTP_RANGE" not in request.META
        )

    def find(self, key: str, request: HttpRequest, current: Any) -> Entry | None:
        """The entry if it is of the `current` generation and no instant that it depends on has passed."""
        if current is None:
            return None
        entry = self.memory.get(key)
        if settings.REDIS_URL and (entry is None or entry.generation != current):
            entry = cache.get(f"page:{key}")
            if entry is not None:
                self.memory.put(key, entry)
        if entry is None or entry.generation != current or entry.expires <= now(request):
            return None
        return entry

    @contextmanager
    def one_at_a_time(self, key: str) -> Any:
        """Others of this process who want the same page wait for the one who renders it."""
        lock = self.rendering.setdefault(key, threading.Lock())
        with lock:
            yield
        if not lock.locked():
            self.rendering.pop(key, None)

    def render(self, key: str, request: HttpRequest) -> HttpResponse:
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")  # the copy we keep is packed by the entry
        current, started = generation(), now(request)
        with rendering_at(current), collect_expiry() as instants:
            response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if not fit_for_everybody(response):
            GZipMiddleware(self.get_response).process_response(request, response)
            return response
        expires = min([*instants, started + LONGEST])
        entry = make_entry(response, current, expires, started)
        if current is None:
            return entry.response(request)
        if "max-age=0" in entry.headers["Cache-Control"] and cdn.hold(request.build_absolute_uri()):
            entry.is_held = generation() == current  # else what purges may have come before it was written down
        answer = entry.response(request)
        self.memory.put(key, entry)
        if settings.REDIS_URL:
            cache.set(f"page:{key}", entry, timeout=LONGEST.total_seconds())
        return answer


@contextmanager
def one_process_at_a_time(key: str) -> Iterator[None]:
    """With Redis, other processes that want the same page wait for the one that renders it, and find it there.

    Not for long, since that one may have been killed; nor for each other, since not every page can be kept.
    """
    if not settings.REDIS_URL:
        yield
        return
    name, deadline = f"rendering:{key}", monotonic() + PATIENCE
    is_ours = cache.add(name, True, timeout=PATIENCE)
    while not is_ours and cache.has_key(name) and monotonic() < deadline:
        sleep(0.02)
    try:
        yield
    finally:
        if is_ours:
            cache.delete(name)


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
