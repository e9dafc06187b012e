"""The base of all public forms: they are on cached pages, set no cookie and need no script.

Against abuse, in order of cost: the request must come from a page of the portal, a field that nobody sees must be
empty, and there are limits per client and in total.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from home.forms.client_address import client_address
from home.forms.rate_limit import Limit, allow

TRAP = "leave_empty"  # a name that no browser and no password manager fills in


class PublicForm(forms.Form):
    """Renders the field that nobody sees with {% public_form_trap %}."""

    def clean(self) -> dict[str, Any]:
        """Shows a form whose trap is filled once more, with all that was typed, for a person can send it again."""
        if self.data.get(TRAP):
            raise forms.ValidationError(_("Please check your answers and send the form once more."))
        return super().clean() or {}


@dataclass(frozen=True)
class Limits:
    per_client: Limit
    total: Limit


DEFAULT_LIMITS = Limits(per_client=Limit(20, timedelta(hours=1)), total=Limit(1000, timedelta(hours=1)))

View = Callable[..., HttpResponse]


def public_form(name: str, limits: Limits = DEFAULT_LIMITS) -> Callable[[View], View]:
    """For views that such a form is posted to: refuses with a page that helps, 403 or 429, before the view runs."""

    def decorate(view: View) -> View:
        within_limits = limited(name, limits)(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not is_from_our_pages(request):
                return render(request, "home/refused.html", {"reason": "foreign"}, status=403)
            return within_limits(request, *args, **kwargs)

        # no cookie is used, so CSRF gains nothing; the check above refuses forms of other sites
        return never_cache(csrf_exempt(guarded))

    return decorate


def limited(name: str, limits: Limits = DEFAULT_LIMITS) -> Callable[[View], View]:
    """For views with a form of any kind: refuses one that is posted too often with 429, before the view runs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not is_within(limits, name, request):
                return render(request, "home/refused.html", {"reason": "often"}, status=429)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def is_from_our_pages(request: HttpRequest) -> bool:
    """By the headers that browsers send. Clients without them are let in: they send no cookie that could be abused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return not origin or urlsplit(origin).netloc == request.get_host()


def is_within(limits: Limits, name: str, request: HttpRequest) -> bool:
    now = timezone.now()
    mine = allow(f"{name}|client|{client_address(request)}", limits.per_client, now=now)
    return mine and allow(f"{name}|all", limits.total, now=now)
