"""Who a page of an account is for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.users.models import UserProfile

from home.accounts.policy import Step
from home.accounts.session_marks import is_confirmed

View = Callable[..., HttpResponse]


def to_login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))


def owner(request: Any) -> Any:
    """Whoever may change this account: logged in, or on the way there with nothing set up yet."""
    if request.user.is_authenticated:
        return request.user
    return request.unverified_user if request.missing_step == Step.SET_UP else None


def for_owner(view: View) -> View:
    """The view gets the user as its second argument and answers in their language."""

    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = owner(request)
        if user is None:
            return to_login(request)
        with override(language_of(user)):
            return view(request, user, *args, **kwargs)

    return guarded


def confirmed(view: View) -> View:
    """For what an open browser must not be enough for: asks for the password unless it was given a while ago."""

    @wraps(view)
    def guarded(request: HttpRequest, user: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_confirmed(request):
            return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, user, *args, **kwargs)

    return guarded


def language_of(user: Any) -> str:
    language: str = UserProfile.get_for_user(user).get_preferred_language()
    return language
