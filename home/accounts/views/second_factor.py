"""Setting up, looking at and removing one's own second factor."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from home.accounts import actions
from home.accounts.factors import (
    APP,
    PASSKEY,
    WrongPasskey,
    counter_of,
    factors_of,
    new_secret,
    options_for_new_passkey,
    recovery_codes,
    replace_recovery_codes,
)
from home.accounts.forms import CodeForm, PasskeyForm
from home.accounts.links import next_address, next_query, step_address
from home.accounts.policy import is_required
from home.accounts.session_marks import mark_passed
from home.accounts.views.access import confirmed, for_owner
from home.design.qr_code import qr_code

SECRET = "accounts.app_secret"  # noqa: S105  the name of its place in the session


@for_owner
def overview(request: HttpRequest, user: Any) -> HttpResponse:
    factors = list(factors_of(user))
    context = {
        "factors": factors,
        "has_app": any(factor.type == APP for factor in factors),
        "codes_left": len(recovery_codes(user).get_unused_codes()) if factors else 0,
        "is_required": is_required(user),
        "is_on_the_way": not request.user.is_authenticated,
        "next": next_address(request),
        "next_query": next_query(request),
    }
    return render(request, "accounts/second_factor.html", context)


@for_owner
@confirmed
def add_app(request: HttpRequest, user: Any) -> HttpResponse:
    """The secret waits in the session until a code proves that the app has it."""
    form = CodeForm(request.POST or None)
    secret = request.session.setdefault(SECRET, new_secret())
    if request.method == "POST" and form.is_valid():
        if counter_of(secret, form.cleaned_data["code"]):
            factor = actions.add_app(user=user, secret=secret, now=timezone.now())
            del request.session[SECRET]
            return added(request, user, factor.pk)
        form.add_error("code", _("This code is not right. Wait for the next one and try again."))
    address = get_adapter().build_totp_url(user, secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {
        "form": form,
        "qr": qr_code(address),
        "secret": groups,
        "next": next_address(request),
        "next_query": next_query(request),
    }
    return render(request, "accounts/add_app.html", context)


@for_owner
@confirmed
def add_passkey(request: HttpRequest, user: Any) -> HttpResponse:
    number = factors_of(user).filter(type=PASSKEY).count() + 1
    proposal = _("Passkey %(number)s") % {"number": number}
    form = PasskeyForm(request.POST or None, initial={"name": proposal})
    problem = ""
    if request.method == "POST" and form.is_valid():
        name, credential = form.cleaned_data["name"] or proposal, form.cleaned_data["credential"]
        try:
            factor = actions.add_passkey(user=user, name=name, credential=credential, now=timezone.now())
        except WrongPasskey:
            problem = _("This passkey could not be set up. Try again, or use an app.")
        else:
            return added(request, user, factor.pk)
    context = {
        "form": form,
        "problem": problem,
        "options": options_for_new_passkey(user),
        "next": next_address(request),
        "next_query": next_query(request),
    }
    return render(request, "accounts/add_passkey.html", context)


def added(request: HttpRequest, user: Any, factor: int) -> HttpResponse:
    """Whoever has just set one up has shown it."""
    mark_passed(request, factor)
    if recovery_codes(user).did_view:
        messages.success(request, _("Your second factor is set up."))
        return redirect(step_address(request, "accounts:second_factor"))
    return redirect(step_address(request, "accounts:codes"))


@for_owner
@confirmed
def codes(request: HttpRequest, user: Any) -> HttpResponse:
    """Shown until the person says that they are kept, and never again."""
    if not factors_of(user).exists():
        return redirect("accounts:second_factor")
    if "new" in request.POST:
        replace_recovery_codes(user)
        return redirect(step_address(request, "accounts:codes"))
    kept = recovery_codes(user)
    if "kept" in request.POST:
        kept.mark_as_viewed()
        return redirect(next_address(request))
    unused = kept.get_unused_codes()
    shown = [] if kept.did_view else [f"{code[:4]} {code[4:]}" for code in unused]
    context = {"codes": shown, "left": len(unused), "next": next_address(request), "next_query": next_query(request)}
    return render(request, "accounts/codes.html", context)


@for_owner
@confirmed
def remove(request: HttpRequest, user: Any, pk: int) -> HttpResponse:
    factor = get_object_or_404(factors_of(user), pk=pk)
    if request.method == "POST":
        actions.remove(factor=factor, by=user, now=timezone.now())
        if left := factors_of(user).first():
            mark_passed(request, left.pk)
        messages.success(request, _("The second factor was removed."))
        return redirect("accounts:second_factor")
    context = {"factor": factor, "is_last": factors_of(user).count() == 1, "is_required": is_required(user)}
    return render(request, "accounts/remove.html", context)
