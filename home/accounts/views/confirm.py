from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from home.accounts.forms import PasswordForm
from home.accounts.links import next_address
from home.accounts.session_marks import mark_confirmed
from home.accounts.views.access import for_owner


@for_owner
def confirm(request: HttpRequest, user: Any) -> HttpResponse:
    """The password once more. Wrong ones count like those of the login."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credentials = {"username": user.get_username(), "password": form.cleaned_data["password"]}
        if authenticate(request, **credentials) == user:
            mark_confirmed(request)
            return redirect(next_address(request))
        form.add_error("password", _("This is not your password."))
    return render(request, "accounts/confirm.html", {"form": form, "next": next_address(request)})
