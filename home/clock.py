"""The current time, as readers see it."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def now(request: HttpRequest | None = None) -> datetime:
    """The instant (aware, UTC) at which `request` is shown.

    An editor's preview may set `request.preview_at`; `make run AT=…` freezes the whole portal at settings.PORTAL_AT.
    Work in real time (jobs, tokens, rate limits) uses django.utils.timezone instead.
    """
    preview: datetime | None = getattr(request, "preview_at", None)
    return preview or settings.PORTAL_AT or timezone.now()
