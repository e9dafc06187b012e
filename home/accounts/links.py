"""Where links of mails lead, and where somebody goes on after a step."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from home.accounts.models import VALID_FOR, Invitation
from home.i18n.localized import absolute

INVITATION, NEW_ADDRESS = "accounts.invitation", "accounts.new_address"
ADDRESS_VALID_FOR = timedelta(days=1)


class InvalidLink(Exception):
    """The link is forged, used, withdrawn, too old, or replaced by a newer one."""


def invitation_link(invitation: Invitation) -> str:
    token = signing.dumps([invitation.pk, invitation.nonce], salt=INVITATION)
    return absolute(reverse("accounts:invitation", args=[token]))


def read_invitation(token: str) -> Invitation:
    """Raises InvalidLink."""
    try:
        pk, nonce = signing.loads(token, salt=INVITATION)
        return Invitation.objects.get(pk=pk, nonce=nonce, sent_at__gt=timezone.now() - VALID_FOR)
    except (signing.BadSignature, Invitation.DoesNotExist, ValueError, TypeError) as error:
        raise InvalidLink from error


def address_link(user: Any, address: str) -> str:
    token = signing.dumps([user.pk, address, _state_of(user)], salt=NEW_ADDRESS)
    return absolute(reverse("accounts:new_address", args=[token]))


def read_new_address(token: str) -> tuple[Any, str]:
    """The account and its new address. Void once the account has another address or password. Raises InvalidLink."""
    try:
        pk, address, state = signing.loads(token, salt=NEW_ADDRESS, max_age=ADDRESS_VALID_FOR)
    except signing.BadSignature as error:
        raise InvalidLink from error
    user = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if user is None or state != _state_of(user):
        raise InvalidLink
    return user, address


def _state_of(user: Any) -> str:
    return salted_hmac(NEW_ADDRESS, f"{user.email}|{user.password}").hexdigest()[:16]


def next_address(request: HttpRequest) -> str:
    """The page of ours that the request names in `next`; without one, the admin."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    is_address = wanted.startswith(("/", "http://", "https://"))  # `redirect` would take a word for a view's name
    return wanted if is_ours and is_address else reverse("wagtailadmin_home")


def next_query(request: HttpRequest) -> str:
    return urlencode({"next": next_address(request)})


def step_address(request: HttpRequest, name: str) -> str:
    """A step's address that leads on to where the request wanted to go."""
    return f"{reverse(name)}?{next_query(request)}"
