"""The generation in Redis, which every kept page asks for: one short command over a connection that each thread has.

Django's cache makes a client for each command and unpickles what it gets: ten times the time (140 µs; here 14). The
processes are not told of a new one instead: news may come after the publisher was answered, and meanwhile the old page
would be served.
"""

import threading
from uuid import uuid4

from django.conf import settings
from redis import ConnectionPool
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as Disconnected

KEY = "page-generation"


def _packed(*words: str) -> list[bytes]:
    """A command as Redis reads it, packed once for all."""
    return ["".join([f"*{len(words)}\r\n", *(f"${len(word)}\r\n{word}\r\n" for word in words)]).encode()]


GET = _packed("GET", KEY)
_own = threading.local()


def shared_generation() -> bytes:
    """The present one. One that was lost (Redis was emptied) is never taken up again: pages may be of an older one."""
    found = _ask(GET)
    while found is None:
        _ask(_packed("SET", KEY, uuid4().hex, "NX"))  # by whoever is first; the others take it over
        found = _ask(GET)
    return found


def bump_shared() -> None:
    _ask(_packed("SET", KEY, uuid4().hex))


def _ask(command: list[bytes]) -> bytes | None:
    connection = _connection()
    try:
        return _answer(connection, command)
    except Disconnected:  # Redis was started again, or hung up on who was silent for long. Sending connects anew
        return _answer(connection, command)


def _answer(connection: AbstractConnection, command: list[bytes]) -> bytes | None:
    connection.send_packed_command(command, check_health=False)
    answer: bytes | None = connection.read_response(disable_decoding=True)
    return answer


def _connection() -> AbstractConnection:
    if getattr(_own, "address", None) != settings.REDIS_URL:
        _own.connection = ConnectionPool.from_url(settings.REDIS_URL).make_connection()
        _own.address = settings.REDIS_URL
    connection: AbstractConnection = _own.connection
    return connection
