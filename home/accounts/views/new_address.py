from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from home.accounts.actions import change_address
from home.accounts.links import InvalidLink, read_new_address
from home.accounts.views.access import language_of
from home.outbox.addresses import readable


@never_cache
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link that was sent to a new address. It asks for a click, since filters of mail servers open links too."""
    try:
        user, address = read_new_address(token)
        with override(language_of(user)):
            if request.method != "POST":
                context = {"address": readable(address), "username": user.get_username()}
                return render(request, "accounts/new_address.html", context)
            change_address(user=user, address=address, now=timezone.now())
            messages.success(request, _("Your address is now %(address)s.") % {"address": readable(address)})
    except InvalidLink:
        return render(request, "accounts/new_address_void.html", status=410)
    return redirect("wagtailadmin_account")
