"""An id for each request that is not answered from memory: in its log lines and on error pages."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIDMiddleware:
    """Sets `request.id`. It is in the headers of errors only, so that no kept page has one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own: Any = request
        own.id = token_hex(6)
        token = _current.set(own.id)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        if response.status_code >= 500:
            response.headers["X-Request-ID"] = own.id
        return response


def current_request_id() -> str:
    """Empty outside a request."""
    return _current.get()


def add_request_id(record: logging.LogRecord) -> None:
    if current := current_request_id():
        record.request_id = current
