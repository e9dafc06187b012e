from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from home.accounts.factors import WrongPasskey, check_passkey, options_for_passkey
from home.accounts.forms import PasskeyForm
from home.accounts.limits import client_may_ask_for_challenge
from home.accounts.links import next_address, step_address
from home.accounts.session_marks import mark_passed

CHALLENGE_FOR = 10 * 60  # seconds, for a session that holds nothing else
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
def passkey_login(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey alone: the device and its lock are two factors.

    There is nothing to guess and so no limit: whom others have locked out with wrong passwords gets in this way.
    """
    if request.method != "POST":
        if not client_may_ask_for_challenge(request, now=timezone.now()):
            return JsonResponse({}, status=429)
        if request.session.is_empty():
            request.session.set_expiry(CHALLENGE_FOR)
        return JsonResponse(options_for_passkey())
    form = PasskeyForm(request.POST)
    passkey: Any = None
    if form.is_valid():
        with suppress(WrongPasskey):
            passkey = check_passkey(form.cleaned_data["credential"])
    if passkey is None or not passkey.user.is_active:
        messages.error(request, _("The portal does not know this passkey. Log in with your password."))
        return redirect(step_address(request, "wagtailadmin_login"))
    login(request, passkey.user, backend=BACKEND)
    mark_passed(request, passkey.pk)
    return redirect(next_address(request))
