"""The entries that a process keeps in its own memory."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from home.caching.cached_response import CachedResponse

MAX_BYTES = 64 * 1024 * 1024


@dataclass
class LRUCache:
    """The entries of this process; the least recently read are dropped first."""

    entries: OrderedDict[str, CachedResponse] = field(default_factory=OrderedDict)
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
            self.size += _size_of(entry)
            while self.size > MAX_BYTES:
                self._drop(next(iter(self.entries)))

    def _drop(self, key: str) -> None:
        old = self.entries.pop(key, None)
        if old is not None:
            self.size -= _size_of(old)

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
            self.size = 0


def _size_of(entry: CachedResponse) -> int:
    return 2 * len(entry.bodies[""]) + 1000  # includes room for the compressed bodies, which are added later
