"""Where links of mails lead, and where somebody goes on after a step."""

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from home.accounts.models import VALID_FOR, Invitation
from home.i18n.localized import absolute

INVITATION = "accounts.invitation"


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
