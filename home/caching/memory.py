"""The entries that a process keeps in its own memory."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from home.caching.cached_response import CachedResponse

OVERHEAD = 3000  # bytes that an entry takes beside its bodies: key, headers, objects


@dataclass
class LRUCache:
    """The entries of this process, KEPT_PAGES_MB in all; the least recently read are dropped first."""

    entries: OrderedDict[str, CachedResponse] = field(default_factory=OrderedDict)
    sizes: dict[str, int] = field(default_factory=dict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> CachedResponse | None:
        with self.lock:
            entry = self.entries.get(key)
            if entry is not None:
                self.entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: CachedResponse) -> None:
        with self.lock:
            self._drop(key)
            self.entries[key] = entry
            self.sizes[key] = _size_of(entry)
            self.size += self.sizes[key]
            while self.size > settings.KEPT_PAGES_BYTES:
                self._drop(next(iter(self.entries)))

    def response(self, key: str, entry: CachedResponse, request: HttpRequest) -> HttpResponse:
        """The entry's response. It may compress the body in one more way, which takes room too."""
        known = len(entry.bodies)
        response = entry.response(request)
        if len(entry.bodies) > known:
            self.put(key, entry)
        return response

    def _drop(self, key: str) -> None:
        if self.entries.pop(key, None) is not None:
            self.size -= self.sizes.pop(key)

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
            self.sizes.clear()
            self.size = 0


def _size_of(entry: CachedResponse) -> int:
    return sum(map(len, list(entry.bodies.values()))) + OVERHEAD
