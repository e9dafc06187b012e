"""Django's Redis cache, which is empty instead of failing while Redis is away."""

from functools import partial
from typing import Any

from django.core.cache.backends import redis

from home.caching.redis_connection import TIMEOUTS, breaker


class RedisCacheClient(redis.RedisCacheClient):
    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **{**TIMEOUTS, **options})

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return breaker.attempt(partial(super().add, key, value, timeout), False)

    def get(self, key: Any, default: Any) -> Any:
        return breaker.attempt(partial(super().get, key, default), default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        breaker.attempt(partial(super().set, key, value, timeout), None)

    def touch(self, key: Any, timeout: Any) -> bool:
        return breaker.attempt(partial(super().touch, key, timeout), False)

    def delete(self, key: Any) -> bool:
        return breaker.attempt(partial(super().delete, key), False)

    def get_many(self, keys: Any) -> Any:
        return breaker.attempt(partial(super().get_many, keys), {})

    def has_key(self, key: Any) -> bool:
        return breaker.attempt(partial(super().has_key, key), False)

    def incr(self, key: Any, delta: int) -> int:
        """Raises ValueError, as Django's caches do for a key they do not have."""
        found = breaker.attempt(partial(super().incr, key, delta), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set_many(self, data: Any, timeout: Any) -> None:
        breaker.attempt(partial(super().set_many, data, timeout), None)

    def delete_many(self, keys: Any) -> None:
        breaker.attempt(partial(super().delete_many, keys), None)

    def clear(self) -> bool:
        return breaker.attempt(super().clear, False)


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = RedisCacheClient

    def validate_key(self, key: str) -> None:
        """Django warns of keys that memcached would refuse; Redis takes them."""
