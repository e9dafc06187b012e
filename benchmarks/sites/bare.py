"""A bare Django view that answers the bytes of a file, as the reference for kept pages."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", constant)]
settings.configure(
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="benchmark",  # noqa: S106
    MAX_REQUEST_BYTES=1_000_000,  # portal.web.worker
)
application = get_wsgi_application()
