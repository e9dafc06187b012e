"""Input that no form of the portal can have sent."""

import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

from home.admin.saved_meanwhile import draft_saved_meanwhile

logger = logging.getLogger(__name__)


class ValidationErrorMiddleware:
    """Answers 400 where a library lets a ValidationError through (modelcluster: a row whose id is no number)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ValidationError):
            return None
        if hasattr(exception, "error_dict") and (answer := draft_saved_meanwhile(request, exception)):
            return answer
        logger.warning("cannot read what was sent to %s", request.path, exc_info=exception)
        return bad_request(request, exception)
