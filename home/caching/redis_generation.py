"""The generation in Redis, which every kept page asks for: one short command over a connection that each thread has.

Django's cache makes a client for each command and unpickles what it gets: ten times the time (140 µs; here 14). The
processes are not told of a new one instead: news may come after the publisher was answered, and meanwhile the old page
would be served.
"""

import re
import threading
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from redis import ConnectionPool
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import ResponseError

from home.caching.redis_connection import TIMEOUTS, link

KEY = "page-generation"


def _packed(*words: str) -> list[bytes]:
    """A command as Redis reads it, packed once for all."""
    return ["".join([f"*{len(words)}\r\n", *(f"${len(word)}\r\n{word}\r\n" for word in words)]).encode()]


GET = _packed("GET", KEY)
NEW = b""  # in place of a generation: the connection is a new one
_own = threading.local()


def shared_generation(make_good: Callable[[bool], bool]) -> bytes | None:
    """The present one; None while Redis is away.

    One found over a new connection may be older than the last publication. It is trusted after `make_good` said that
    none is missed; it is told whether Redis has begun a new life, with what it remembers of an earlier one, or nothing.
    """
    found = link.attempt(_present, None)
    if found != NEW:
        return found
    if not make_good(_own.is_reborn):
        return None
    _own.is_trusted = True
    return link.attempt(_present, None) or None


def bump_shared() -> bool:
    """False while Redis is away: then pages of the present generation must not be served when it is back."""
    return link.attempt(_bump, False)


def _present() -> bytes:
    connection = _connection()
    if _own.is_trusted:
        try:
            return _generation(connection)
        except Disconnected:  # Redis was started again, or hung up on who was silent for long
            _own.is_trusted = False
    _greet(connection)
    _own.is_reborn = not (_answer(connection, GET) or b"").startswith(_own.life or b"-")
    return NEW


def _generation(connection: AbstractConnection) -> bytes:
    """One that was lost (Redis was emptied) is never taken up again: pages may be of an older one."""
    found = _answer(connection, GET)
    while found is None:
        _answer(connection, _packed("SET", KEY, _fresh(), "NX"))  # by whoever is first; the others take it over
        found = _answer(connection, GET)
    return found


def _bump() -> bool:
    connection = _connection()
    try:
        if _own.life is None:
            _greet(connection)
        _answer(connection, _packed("SET", KEY, _fresh()))
    except Disconnected:
        _own.is_trusted = False
        _greet(connection)
        _answer(connection, _packed("SET", KEY, _fresh()))
    return True


def _greet(connection: AbstractConnection) -> None:
    """Connect, and ask which life of Redis it is: each start has an id of its own."""
    connection.connect()
    try:
        told = _answer(connection, _packed("INFO", "server")) or b""
    except ResponseError:  # not everybody may ask
        told = b""
    found = re.search(rb"run_id:(\w+)", told)
    _own.life = found[1] if found else b""


def _fresh() -> str:
    return f"{(_own.life or b'').decode()}-{uuid4().hex}"


def _answer(connection: AbstractConnection, command: list[bytes]) -> bytes | None:
    connection.send_packed_command(command, check_health=False)
    answer: bytes | None = connection.read_response(disable_decoding=True)
    return answer


def _connection() -> AbstractConnection:
    """This thread's, made anew after each failure of any thread."""
    known = (settings.REDIS_URL, link.failures)
    if getattr(_own, "known", None) != known:
        _own.connection = ConnectionPool.from_url(settings.REDIS_URL, **TIMEOUTS).make_connection()
        _own.known, _own.is_trusted, _own.life = known, False, None
    connection: AbstractConnection = _own.connection
    return connection
