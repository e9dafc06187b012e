"""The generation in Redis, read for every kept page with one short command over a connection of the thread.

Django's cache makes a client for each command and unpickles the answer, which takes ten times as long (140 µs instead
of 14). Publish/subscribe is not used: a message may arrive after the editor's response, and until then the old page
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

from home.caching.redis_connection import TIMEOUTS, breaker

KEY = "page-generation"


def _packed(*words: str) -> list[bytes]:
    """A command in the Redis protocol, packed once."""
    return ["".join([f"*{len(words)}\r\n", *(f"${len(word)}\r\n{word}\r\n" for word in words)]).encode()]


GET = _packed("GET", KEY)
UNVERIFIED = b""  # in place of a generation: the connection is a new one
_own = threading.local()


def shared_generation(bump_if_missed: Callable[[bool], bool]) -> bytes | None:
    """The present one; None while Redis is away.

    A generation read over a new connection may be older than the last publication. It is trusted only after
    `bump_if_missed` returned that none is missing; it gets whether Redis was restarted, with or without its data.
    """
    found = breaker.attempt(_current, None)
    if found != UNVERIFIED:
        return found
    if not bump_if_missed(_own.is_restarted):
        return None
    _own.is_trusted = True
    return breaker.attempt(_current, None) or None


def bump_shared() -> bool:
    """False while Redis is away: then pages of the present generation must not be served when it is back."""
    return breaker.attempt(_bump, False)


def _current() -> bytes:
    connection = _connection()
    if _own.is_trusted:
        try:
            return _generation(connection)
        except Disconnected:  # Redis was restarted, or closed an idle connection
            _own.is_trusted = False
    _connect(connection)
    _own.is_restarted = not (_execute(connection, GET) or b"").startswith(_own.run_id or b"-")
    return UNVERIFIED


def _generation(connection: AbstractConnection) -> bytes:
    """A lost generation (Redis was emptied) is never reused: pages may be of an older one."""
    found = _execute(connection, GET)
    while found is None:
        _execute(connection, _packed("SET", KEY, _new_generation(), "NX"))  # set by the first; the others read it
        found = _execute(connection, GET)
    return found


def _bump() -> bool:
    connection = _connection()
    try:
        if _own.run_id is None:
            _connect(connection)
        _execute(connection, _packed("SET", KEY, _new_generation()))
    except Disconnected:
        _own.is_trusted = False
        _connect(connection)
        _execute(connection, _packed("SET", KEY, _new_generation()))
    return True


def _connect(connection: AbstractConnection) -> None:
    """Connect, and read the run id of Redis, which changes at each start."""
    connection.connect()
    try:
        told = _execute(connection, _packed("INFO", "server")) or b""
    except ResponseError:  # INFO may be forbidden
        told = b""
    found = re.search(rb"run_id:(\w+)", told)
    _own.run_id = found[1] if found else b""


def _new_generation() -> str:
    return f"{(_own.run_id or b'').decode()}-{uuid4().hex}"


def _execute(connection: AbstractConnection, command: list[bytes]) -> bytes | None:
    connection.send_packed_command(command, check_health=False)
    answer: bytes | None = connection.read_response(disable_decoding=True)
    return answer


def _connection() -> AbstractConnection:
    """This thread's, made anew after each failure of any thread."""
    known = (settings.REDIS_URL, breaker.failures)
    if getattr(_own, "known", None) != known:
        _own.connection = ConnectionPool.from_url(settings.REDIS_URL, **TIMEOUTS).make_connection()
        _own.known, _own.is_trusted, _own.run_id = known, False, None
    connection: AbstractConnection = _own.connection
    return connection
