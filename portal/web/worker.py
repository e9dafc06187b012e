"""Gunicorn's worker for the portal: waitress receives requests and sends answers, threads run Django in between.

One thread of waitress serves all connections. A request gets a thread only when all of it is here, and an answer leaves
from a buffer, so slow clients hold nothing but a connection.
"""

import os
import resource
import socket
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import RequestEntityTooLarge

MAX_CONNECTIONS = 1000  # of a process; more wait in the queue of the system
MAX_HEADER_BYTES = 64 * 1024
IDLE = 30  # seconds until a connection without a request is closed
PATIENCE, SLOWEST = 20.0, 5_000.0  # a request may take so many seconds, and one more for each so many bytes of its body
THREADS_FOR_EACH = 10  # of WEB_THREADS: most wait for a place (home.admission.places), and some are left for kept pages
LINGER = 5.0  # seconds in which a client that is still sending may read that it sends too much
TICK = 1.0  # seconds


class RefusedTask(WSGITask):
    """For a body over the limit: the application answers without it (portal.web.body_size)."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        stated = int(environ.get("CONTENT_LENGTH") or 0)  # nothing, if the body is sent in chunks
        environ["CONTENT_LENGTH"] = str(max(stated, settings.MAX_REQUEST_BYTES + 1))
        return environ

    def start(self) -> None:
        super().start()
        self.set_close_on_finish()


def error_task(channel: HTTPChannel, request: Any) -> WSGITask | ErrorTask:
    is_too_large = isinstance(request.error, RequestEntityTooLarge)
    return (RefusedTask if is_too_large else ErrorTask)(channel, request)


class Channel(HTTPChannel):
    """A connection. It is closed if its request takes too long to arrive."""

    error_task_class = staticmethod(error_task)
    began = 0.0  # when the request that is arriving began
    is_refused = False
    lingers_until = 0.0

    def received(self, data: bytes) -> Any:
        if self.request is None:
            self.began = time.monotonic()
        return super().received(data)

    def service(self) -> None:
        self.is_refused = isinstance(self.requests[0].error, RequestEntityTooLarge)
        super().service()

    def is_overdue(self, now: float) -> bool:
        if self.lingers_until:
            return now > self.lingers_until
        request = self.request
        return request is not None and now > self.began + PATIENCE + request.body_bytes_received / SLOWEST

    def readable(self) -> Any:
        return bool(self.lingers_until) or super().readable()

    def handle_read(self) -> None:
        if not self.lingers_until:
            super().handle_read()
            return
        with suppress(OSError):
            if self.recv(self.adj.recv_bytes):
                return
        self.handle_close()

    def handle_close(self) -> None:
        """Closing at once would reset the connection of a client that is still sending, which loses the answer."""
        if not self.is_refused or self.lingers_until:
            super().handle_close()
            return
        self.lingers_until, self.will_close = time.monotonic() + LINGER, False
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)


class WaitressWorker(Worker):
    def run(self) -> None:
        allow_open_files(MAX_CONNECTIONS)
        (listener,) = self.sockets
        connections: dict[int, Any] = {}
        server = create_server(
            self.count(self.wsgi),
            map=connections,
            sockets=[listener.sock],
            threads=THREADS_FOR_EACH * self.cfg.threads,
            connection_limit=MAX_CONNECTIONS,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=settings.MAX_REQUEST_BYTES + 1,  # the first that is refused
            channel_timeout=IDLE,
            cleanup_interval=IDLE // 2,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=False,  # whom they name is decided by home.forms.client_address
            log_socket_errors=False,
            ident=None,
        )
        server.channel_class = Channel
        checked = 0.0
        while self.alive and self.nr < self.max_requests and self.ppid == os.getppid():
            self.notify()
            wasyncore.loop(timeout=TICK, use_poll=True, map=connections, count=1)
            if time.monotonic() > checked + TICK:
                checked = time.monotonic()
                close_overdue(server, checked)
        self.finish(server, connections)

    def count(self, application: Any) -> Any:
        def counted(environ: Any, start_response: Any) -> Any:
            self.nr += 1
            answer = application(environ, start_response)
            return without_body(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer

        return counted

    def finish(self, server: Any, connections: dict[int, Any]) -> None:
        """Take no more connections, and answer the requests that are here."""
        server.del_channel()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < deadline and any(
            channel.requests or channel.total_outbufs_len for channel in server.active_channels.values()
        ):
            self.notify()
            wasyncore.loop(timeout=0.1, use_poll=True, map=connections, count=1)
        server.task_dispatcher.shutdown(timeout=1)


def without_body(answer: Any) -> list[bytes]:
    """For HEAD: the client would read a body as the beginning of the next answer on this connection."""
    if hasattr(answer, "close"):
        answer.close()
    return []


def close_overdue(server: Any, now: float) -> None:
    for channel in list(server.active_channels.values()):
        if channel.is_overdue(now):
            channel.handle_close()


def allow_open_files(count: int) -> None:
    """For each connection one, and for large bodies and answers a temporary one each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * count + 100
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )
