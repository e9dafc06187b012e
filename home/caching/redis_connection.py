"""The connection to Redis: it answers within a second, or is not used for a while.

Shared by all threads of a process. A Redis that is away costs nothing; one that accepts connections and never answers
costs at most a sixth of one thread's time.
"""

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds
PAUSE_FACTOR = 5  # times as long as a failure took, until Redis is asked again
MAX_ATTEMPT = 10.0  # seconds for one attempt, in which nobody else tries
CONNECTION_ERRORS = (RedisError, OSError)

Answer = TypeVar("Answer")
Default = TypeVar("Default")


class CircuitBreaker:
    """`failures` counts failures; connections made before the last one are not trusted."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_away = False
        self.failures = 0
        self.retry_at = 0.0

    def attempt(self, operation: Callable[[], Answer], default: Default) -> Answer | Default:
        """The result of `operation`, which uses Redis; `default` while it is away. Raises no CONNECTION_ERRORS."""
        if self.is_away and not self.may_attempt():
            return default
        began = monotonic()
        try:
            answer = operation()
        except CONNECTION_ERRORS as error:
            self.note_failure(error, monotonic() - began)
            return default
        if self.is_away:
            self.is_away = False
            logger.warning("Redis answers again")
        return answer

    def may_attempt(self) -> bool:
        """One at a time."""
        with self.lock:
            now = monotonic()
            if now < self.retry_at:
                return False
            self.retry_at = now + MAX_ATTEMPT
            return True

    def note_failure(self, error: Exception, seconds: float) -> None:
        with self.lock:
            if not self.is_away:
                logger.warning("Redis does not answer, pages are not kept: %s: %s", type(error).__name__, error)
            self.is_away = True
            self.failures += 1
            self.retry_at = monotonic() + PAUSE_FACTOR * seconds


breaker = CircuitBreaker()
