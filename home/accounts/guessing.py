"""Who may try a password: django-axes, so that no attacker keeps anybody out.

Axes stops a client after five wrong passwords for one account. Beyond that, one that tries the passwords of many
accounts is stopped, and while many clients do so together everybody has to prove work (home.forms.proof). Browsers
that know the account are spared all of this, and passkeys and the mail for a forgotten password have no lock.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.utils import timezone
from django.utils.translation import gettext as _

from home.accounts.devices import device_of
from home.accounts.limits import LOGIN, PASSWORDS_OF_ALL, PASSWORDS_OF_CLIENT, PASSWORDS_ON_DEVICE
from home.forms.client_address import client_address
from home.forms.proof import accept_proof
from home.forms.rate_limit import allow, is_used_up
from home.status import Status


class Handler(AxesDatabaseHandler):
    def is_whitelisted(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        device = device_of(request, (credentials or {}).get("username", ""))
        if device and not is_used_up(f"{LOGIN}|device|{device}", PASSWORDS_ON_DEVICE, now=timezone.now()):
            return True
        return bool(super().is_whitelisted(request, credentials))

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        if tries_many_accounts(request):
            request.axes_locked_out = True  # answered with 429, and not counted again
            return True
        return bool(super().is_locked(request, credentials))

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is not None and not request.axes_locked_out:
            now, username = timezone.now(), credentials.get("username", "")
            device = device_of(request, username)
            if device:
                allow(f"{LOGIN}|device|{device}", PASSWORDS_ON_DEVICE, now=now)
            else:
                allow(f"{LOGIN}|client|{client_address(request)}", PASSWORDS_OF_CLIENT, now=now)
                allow(f"{LOGIN}|all", PASSWORDS_OF_ALL, now=now)
        super().user_login_failed(sender, credentials, request, **kwargs)


def tries_many_accounts(request: Any) -> bool:
    """Whether this client does, or all together do and this one has not proved work."""
    now = timezone.now()
    if is_used_up(f"{LOGIN}|client|{client_address(request)}", PASSWORDS_OF_CLIENT, now=now):
        return True
    return is_used_up(f"{LOGIN}|all", PASSWORDS_OF_ALL, now=now) and not has_proof(request)


def has_proof(request: Any) -> bool:
    """Counted once for each request, though axes asks several times."""
    if not hasattr(request, "has_proof"):
        request.has_proof = accept_proof(request.POST.get("proof", ""), now=timezone.now())
    return bool(request.has_proof)


def look(*, now: datetime) -> Iterator[Status]:
    """For home.status: whether the passwords of many accounts are being tried."""
    is_fine = not is_used_up(f"{LOGIN}|all", PASSWORDS_OF_ALL, now=now)
    message = _("Nobody tries the passwords of many accounts.")
    if not is_fine:
        message = _("Somebody tries the passwords of many accounts. It is slowed down, and keeps nobody out.")
    yield Status("passwords", _("Passwords"), is_fine, message, urgent=False)
