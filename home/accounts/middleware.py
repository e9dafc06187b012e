from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from home.accounts.devices import remember_device
from home.accounts.links import step_address
from home.accounts.policy import missing_step

LOGINS = {"wagtailadmin_login", "wagtailcore_login"}


class SecondFactorMiddleware:
    """Whoever still lacks the second factor is nobody: `request.user` is anonymous for all that comes after.

    It sees every request with a session, so it does not matter by which form somebody gave the password. The page to
    log in, to which anonymous people are led, leads on to the step that is missing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.unverified_user = request.missing_step = request.logged_in_user = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.missing_step = missing_step(request, request.user)
            if request.missing_step:
                request.unverified_user, request.user = request.user, AnonymousUser()
        response = self.get_response(request)
        if request.logged_in_user:
            remember_device(request, response, request.logged_in_user)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.missing_step and request.method == "GET" and request.resolver_match.view_name in LOGINS:
            return redirect(step_address(request, request.missing_step))
        return None
