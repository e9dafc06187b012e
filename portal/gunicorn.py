"""The web server's settings: `gunicorn --config python:portal.gunicorn portal.wsgi`."""

import os

from portal.settings.base import LOGGING

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True  # the code is loaded once and shared; nothing connects to the database while it is
graceful_timeout = 10
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
logconfig_dict = {
    **LOGGING,
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
        "gunicorn.access": {"level": "WARNING"},  # who read what is nobody's business; a proxy may keep its own log
    },
}
