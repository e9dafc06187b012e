from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from home.accounts.actions import accept, free_username
from home.accounts.forms import AcceptForm
from home.accounts.links import InvalidLink, read_invitation
from home.accounts.views.passkey_login import BACKEND
from home.outbox.addresses import readable


@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Name and password; a second factor, where the group needs one, is asked for by the login that follows."""
    try:
        invitation = read_invitation(token)
        with override(invitation.language):
            username = free_username(invitation.address)
            user = get_user_model()(username=username, email=invitation.address)
            if get_user_model().objects.filter(email__iexact=invitation.address).exists():
                taken = {"address": readable(invitation.address)}
                return render(request, "accounts/invitation_has_account.html", taken)
            form = AcceptForm(user, request.POST or None)
            if request.method != "POST" or not form.is_valid():
                context = {"form": form, "invitation": invitation, "username": username}
                return render(request, "accounts/invitation.html", context)
            names = {name: form.cleaned_data[name] for name in ("first_name", "last_name")}
            user = accept(invitation=invitation, password=form.cleaned_data["new_password1"], **names)
    except InvalidLink:
        return render(request, "accounts/invitation_void.html", status=410)
    login(request, user, backend=BACKEND)
    return redirect("wagtailadmin_home")
