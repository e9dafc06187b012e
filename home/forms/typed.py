"""In an outage a form that was posted is not lost: the answer keeps what was typed and sends it again."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from home.outages import is_outage, unavailable

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Answers 503 with that page, which needs no database."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError, OSError) as error:
            if request.method != "POST" or not is_outage(error):
                raise
            logger.exception("a form could not be saved")
            return page_with_typed(request)

    return kept


def page_with_typed(request: HttpRequest) -> HttpResponse:
    context = {**typed_again(request), "request_id": getattr(request, "id", "")}
    return unavailable(loader.render_to_string("home/try_again.html", context))


def typed_again(request: HttpRequest) -> dict[str, Any]:
    """For templates with a form that sends once more what was posted. The proof of work of that one is used."""
    typed = [(name, value) for name, values in request.POST.lists() if name != "proof" for value in values]
    return {"address": request.get_full_path(), "typed": typed, "has_files": bool(request.FILES)}
