from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from home.accounts.actions import warn_of_guesses
from home.accounts.factors import (
    APP,
    PASSKEY,
    WrongPasskey,
    check_passkey,
    factors_of,
    is_unreadable,
    options_for_passkey,
    take_code,
)
from home.accounts.forms import CodeForm, PasskeyForm
from home.accounts.limits import client_may_try_code, password_may_try_code
from home.accounts.links import next_address
from home.accounts.policy import Step
from home.accounts.session_marks import mark_passed
from home.accounts.views.access import language_of, to_login


@never_cache
@sensitive_post_parameters()
def second_step(request: Any) -> HttpResponse:
    """After the password: a code or a passkey."""
    if request.missing_step != Step.SHOW:
        return redirect(next_address(request)) if request.user.is_authenticated else to_login(request)
    user = request.unverified_user
    with override(language_of(user)):
        return answer(request, user)


def answer(request: HttpRequest, user: Any) -> HttpResponse:
    is_passkey = "credential" in request.POST
    form: Any = PasskeyForm(request.POST) if is_passkey else CodeForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        factor, problem = by_passkey(form, user) if is_passkey else by_code(request, form, user)
        if factor:
            mark_passed(request, factor)
            return redirect(next_address(request))
    kinds = set(factors_of(user).values_list("type", flat=True))
    context = {
        "form": CodeForm() if is_passkey else form,
        "problem": problem,
        "has_app": APP in kinds,
        "options": options_for_passkey(user) if PASSKEY in kinds else None,
        "next": next_address(request),
        "username": user.get_username(),
    }
    return render(request, "accounts/second_step.html", context)


def by_passkey(form: PasskeyForm, user: Any) -> tuple[int, str]:
    """The factor that was shown, or 0 and what is wrong."""
    try:
        return check_passkey(form.cleaned_data["credential"], user).pk, ""
    except WrongPasskey:
        return 0, _("This passkey does not belong to this account. Use another one, or a code.")


def by_code(request: HttpRequest, form: CodeForm, user: Any) -> tuple[int, str]:
    now = timezone.now()
    if not client_may_try_code(request, user, now=now):
        return 0, _("There were too many wrong codes. Wait a quarter of an hour, or use a passkey.")
    if not password_may_try_code(user, now=now):
        warn_of_guesses(user, now=now)
        return 0, _(
            "There were too many wrong codes with your password. Somebody else may know it: choose a new one under "
            "“Forgotten password?” and log in again, or use a passkey."
        )
    if take_code(user, form.cleaned_data["code"]):
        return factors_of(user).values_list("pk", flat=True)[0], ""
    if is_unreadable(user):
        return 0, _(
            "The portal cannot check this code. Use a passkey, or ask an administrator to reset your second factor."
        )
    return 0, _("This code is not right. Each code works once; wait for the next one and try again.")
