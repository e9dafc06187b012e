"""Logs: one JSON object a line, without private links."""

from typing import Any

from portal import error_reports
from portal.settings.environment import choice, text

# What Django refuses to read of a request.
BY_VISITORS = (
    "DisallowedHost",
    "RequestDataTooBig",
    "SuspiciousMultipartForm",
    "TooManyFieldsSent",
    "TooManyFilesSent",
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "portal.logs.JSONFormatter",
            "format": "{asctime}{levelname}{name}{message}{process}",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
        "plain": {"()": "portal.logs.PlainFormatter", "format": "{levelname} {name}: {message}", "style": "{"},
    },
    "filters": {"by_visitors": {"()": "portal.logs.ByVisitors"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # Django's own would mail whole requests to ADMINS
        **{f"django.security.{name}": {"filters": ["by_visitors"]} for name in BY_VISITORS},
        "django.server": {"handlers": ["console"], "propagate": False},
        # What is published, moved and deleted, with titles of private pages: the history in the admin has it.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

if dsn := text("SENTRY_DSN"):
    error_reports.start(dsn)
