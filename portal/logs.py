"""Logs without private links: who has a link like /en/subscription/preferences/<token>/ can act for its person.

Whatever is written is looked through as a whole, tracebacks too, by the look of tokens: a part of an address, a value
in it, or something in quotes, of at least 20 characters with a digit, a capital or a colon. A long slug with a year is
left out, too.
"""

import logging
import re

from pythonjsonlogger.json import JsonFormatter

from portal.request_ids import add_request_id

PRIVATE = re.compile(r"""(?:(?<=[/='"])|(?<=%2F)|(?<=%3D))(?!django\.)(?=[a-z_.-]*[A-Z0-9:%])(?:[\w.:-]|%3A){20,}""")


def without_tokens(text: str) -> str:
    return PRIVATE.sub("…", text)


class ByVisitors(logging.Filter):
    """What anybody can cause at will is no error of the portal: one line, and no report to SENTRY_DSN."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        return True


class PlainFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))


class JSONFormatter(JsonFormatter):
    def format(self, record: logging.LogRecord) -> str:
        add_request_id(record)
        return without_tokens(super().format(record))
