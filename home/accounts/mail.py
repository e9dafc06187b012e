"""What the portal writes to people about their accounts.

The mails with a private link are composed just before they leave, so that no link is kept in the database, and none
goes out that was withdrawn meanwhile. A forgotten password is looked up only then, too: the form does the same work
for every address.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from home.accounts.links import address_link, invitation_link
from home.accounts.models import Invitation
from home.i18n.localized import absolute
from home.outbox.addresses import normalise
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, Withdrawn, register
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail

NO_ACCOUNT, TAKEN_BACK = gettext_noop("no account has this address"), gettext_noop("the invitation was withdrawn")
HEADERS = {"Auto-Submitted": "auto-generated", "Sensitivity": "Private"}  # RFC 3834; RFC 4021, home.outbox.files


def invitation_key(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}:{invitation.nonce}"


def compose_invitations(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    wanted = {row.pk: row.key.split(":")[1] for row in deliveries}
    open_ones = Invitation.objects.select_related("invited_by", "group").in_bulk(wanted.values())
    contents: dict[int, MailContent | Withdrawn] = {}
    for row in deliveries:
        invitation = open_ones.get(int(wanted[row.pk]))
        if invitation is None or invitation_key(invitation) != row.key:
            contents[row.pk] = Withdrawn(TAKEN_BACK)
        else:
            contents[row.pk] = content_of(
                "invitation", row.language, invitation=invitation, url=invitation_link(invitation)
            )
    return contents


def compose_password_resets(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    """One mail to an address, with a link for each of its accounts."""
    people = get_user_model().objects.filter(is_active=True)
    accounts: dict[str, list[Any]] = defaultdict(list)
    for user in people.filter(email__in={row.address for row in deliveries}).order_by("pk"):
        if user.has_usable_password():
            accounts[user.email].append(user)
    contents: dict[int, MailContent | Withdrawn] = {}
    for row in deliveries:
        links = [(user.get_username(), password_link(user)) for user in accounts[row.address]]
        contents[row.pk] = content_of("password_reset", row.language, links=links) if links else Withdrawn(NO_ACCOUNT)
    return contents


def compose_new_addresses(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    wanted = {row.pk: int(row.key.split(":")[1]) for row in deliveries}
    people = get_user_model().objects.filter(is_active=True).in_bulk(set(wanted.values()))
    contents: dict[int, MailContent | Withdrawn] = {}
    for row in deliveries:
        user = people.get(wanted[row.pk])
        contents[row.pk] = Withdrawn(NO_ACCOUNT)
        if user is not None:
            link = address_link(user, row.address)
            contents[row.pk] = content_of("new_address", row.language, username=user.get_username(), url=link)
    return contents


def store_address(instance: Any, **kwargs: Any) -> None:
    """Receiver before an account is saved, by any form or command: the one spelling, in which it is looked for."""
    instance.email = normalise(instance.email)


def password_link(user: Any) -> str:
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    return absolute(reverse("wagtailadmin_password_reset_confirm", args=[uid, token]))


def content_of(name: str, language: str, **context: Any) -> MailContent:
    reset_url = absolute(reverse("wagtailadmin_password_reset"))
    context = {**context, "site_url": settings.PORTAL_BASE_URL, "reset_url": reset_url}
    return render_mail(f"accounts/mail/{name}", language=language, context=context, headers=HEADERS)


INVITATION = register(MailKind("invitation", _("invitation"), InDoubtPolicy.RESEND, compose=compose_invitations))
PASSWORD_RESET = register(
    MailKind("password reset", _("new password"), InDoubtPolicy.RESEND, compose=compose_password_resets)
)
NEW_ADDRESS = register(
    MailKind("new address", _("confirmation of an address"), InDoubtPolicy.RESEND, compose=compose_new_addresses)
)
NOTICE = register(MailKind("account notice", _("notice about an account"), InDoubtPolicy.RESEND))
