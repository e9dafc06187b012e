"""The page cache for anonymous readers: in the memory of each process, and in Redis if REDIS_URL is set.

home.caching.cached_response decides what may be kept; home.caching.generation and .dependencies decide until when.
"""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from home.admission.places import admit
from home.caching import cdn
from home.caching.cached_response import (
    REVALIDATE_ALWAYS,
    VERSION,
    CachedResponse,
    KeptAnswer,
    is_cacheable,
    make_cached_response,
)
from home.caching.dependencies import collect_expiry, rendering_generation
from home.caching.generation import generation
from home.caching.memory import LRUCache
from home.caching.query_names import known_part
from home.caching.render_lock import render_lock
from home.clock import now

MAX_QUERY_LENGTH = 2000  # two hundred saved sessions, also when they are ticked one by one
MAX_AGE = timedelta(hours=1)


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD of public pages and feeds from memory; renders each of them once at a time.

    With Redis each page is rendered once for all processes, without Redis once in each process. This is the outermost
    middleware, so that a hit costs nothing else: kept responses have all headers already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.memory = LRUCache()
        self.rendering: dict[str, threading.Lock] = {}
        self.prefixes = tuple(f"/{code}/" for code in settings.PORTAL_LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_cacheable_request(request):
            return admit(request, self.get_response)
        query = request.META.get("QUERY_STRING", "")
        known = known_part(query)
        if query == known:
            return self.respond(request)
        request.META["QUERY_STRING"] = known
        response = self.respond(request)
        if isinstance(response, KeptAnswer):
            if "s-maxage" in response.headers["Cache-Control"]:  # this address is not among those that are purged
                response.headers["Cache-Control"] = REVALIDATE_ALWAYS
            return response
        request.META["QUERY_STRING"] = query
        vars(request).pop("GET", None)  # read from the shorter query
        return admit(request, self.get_response)

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The kept page, rendered now if there is none."""
        key = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}{request.get_full_path()}"
        current = generation()
        entry = self.find_entry(key, current)
        if entry is not None:
            return self.memory.response(key, entry, request)
        return admit(request, partial(self.render_once, key, current))

    def render_once(self, key: str, current: Any, request: HttpRequest) -> HttpResponse:
        if request.method == "HEAD":
            return self.get_response(request)
        if current is None:
            return self.render(key, request)
        with self.one_at_a_time(key), render_lock(key):
            entry = self.find_entry(key, generation())
            return self.memory.response(key, entry, request) if entry else self.render(key, request)

    def is_cacheable_request(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and request.path.startswith(self.prefixes)
            and settings.SESSION_COOKIE_NAME not in request.META.get("HTTP_COOKIE", "")
            and len(request.META.get("QUERY_STRING", "")) <= MAX_QUERY_LENGTH
            and "HTTP_RANGE" not in request.META
        )

    def find_entry(self, key: str, current: Any) -> CachedResponse | None:
        """The entry if it is of the `current` generation and no instant that it depends on has passed."""
        if current is None:
            return None
        entry = self.memory.get(key)
        if settings.REDIS_URL and (entry is None or entry.generation != current):
            entry = cache.get(f"page:{VERSION}:{key}")
            if entry is not None:
                self.memory.put(key, entry)
        if entry is None or entry.generation != current or entry.expires <= now():
            return None
        return entry

    @contextmanager
    def one_at_a_time(self, key: str) -> Any:
        """Other threads of this process that want the same page wait for the one that renders it."""
        lock = self.rendering.setdefault(key, threading.Lock())
        with lock:
            yield
        if not lock.locked():
            self.rendering.pop(key, None)

    def render(self, key: str, request: HttpRequest) -> HttpResponse:
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")  # the entry compresses the kept copy itself
        current, started = generation(), now()
        with rendering_generation(current), collect_expiry() as instants:
            response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if not is_cacheable(response):
            GZipMiddleware(self.get_response).process_response(request, response)
            return response
        expires = min([*instants, started + MAX_AGE])
        entry = make_cached_response(response, current, expires, started)
        if current is None:
            return entry.response(request)
        if "max-age=0" in entry.headers["Cache-Control"] and cdn.record_address(request.build_absolute_uri()):
            entry.is_in_cdn = generation() == current  # else a purge may have come before the address was recorded
        answer = entry.response(request)
        self.memory.put(key, entry)
        if settings.REDIS_URL:
            cache.set(f"page:{VERSION}:{key}", entry, timeout=MAX_AGE.total_seconds())
        return answer
