"""The web server's settings: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

import gc
import os
from typing import Any
from uuid import uuid4

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from home.caching import shared_reads
from portal.web.database import hold_open

try:
    from portal.settings.base import LOGGING, WEB_CONCURRENCY, WEB_THREADS
except ImproperlyConfigured as reason:
    raise SystemExit(f"The portal cannot start: {reason}") from None

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = WEB_CONCURRENCY
worker_class = "portal.web.worker.WaitressWorker"
threads = WEB_THREADS
preload_app = True  # the code is loaded once and shared; nothing connects to the database while it is
graceful_timeout = 10
max_requests = 100_000  # most requests are answered from memory; a restart loses kept pages
max_requests_jitter = 10_000
control_socket_disable = True
logconfig_dict = {
    **LOGGING,
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
        "gunicorn.access": {"level": "WARNING"},  # what people read is private; a proxy may keep its own log
        "waitress.queue": {"level": "ERROR"},  # a line for each request that waits for a thread
    },
}


def on_starting(server: Any) -> None:
    """Settings that would lose data are refused here too; the worker and every command check them by themselves."""
    errors = [message for message in checks.run_checks(tags=["portal"]) if message.is_serious()]
    if errors:
        raise SystemExit("\n".join(map(str, errors)))
    shared_reads.server = uuid4().hex


def when_ready(server: Any) -> None:
    """Collecting garbage writes to each object, which would copy the memory that processes share."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    worker.database = hold_open()
