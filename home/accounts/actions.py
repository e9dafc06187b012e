"""What is done with accounts: inviting, and everything that changes a second factor."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from home.accounts import factors, mail
from home.accounts.links import InvalidLink
from home.accounts.models import VALID_FOR, Invitation, new_nonce
from home.forms.rate_limit import Limit
from home.outbox.actions import DAY, NOTHING_KEPT, enqueue, enqueue_for_stranger, withdraw
from home.outbox.addresses import has_account, keyed_hash, normalise, readable
from home.outbox.kinds import MailContent
from home.outbox.models import Delivery

COMPOSED_LATER = MailContent("", "")
KEPT_FOR_ACCOUNT = Limit(1, DAY)


# --- invitations


def invite(*, address: str, group: Group, language: str, by: Any, now: datetime) -> Invitation:
    with transaction.atomic():
        invitation = Invitation.objects.create(
            address=normalise(address), group=group, language=language, invited_by=by, sent_at=now
        )
        write_invitation(invitation, now=now)
    return invitation


def invite_again(*, invitation: Invitation, now: datetime) -> None:
    """A new link for another seven days; the older one stops working."""
    with transaction.atomic():
        invitation.nonce, invitation.sent_at = new_nonce(), now
        invitation.save(update_fields=["nonce", "sent_at"])
        write_invitation(invitation, now=now)


def write_invitation(invitation: Invitation, *, now: datetime) -> None:
    enqueue(
        kind=mail.INVITATION,
        key=mail.invitation_key(invitation),
        address=invitation.address,
        language=invitation.language,
        content=COMPOSED_LATER,
        now=now,
    )


def accept(*, invitation: Invitation, first_name: str, last_name: str, password: str) -> Any:
    """The new account. Raises InvalidLink where somebody else was faster."""
    with transaction.atomic():
        if not Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).delete()[0]:
            raise InvalidLink
        user = get_user_model().objects.create_user(
            free_username(invitation.address),
            invitation.address,
            password,
            first_name=first_name,
            last_name=last_name,
        )
        user.groups.add(invitation.group)
        UserProfile.objects.create(user=user, preferred_language=invitation.language)
        log(user, "wagtail.create", user=invitation.invited_by)
    return user


def free_username(address: str) -> str:
    """The address as people write it, with what a username may not hold left out; numbered where somebody has it."""
    name = re.sub(r"[^\w.@+-]", "", readable(address))[:140]
    taken = set(get_user_model().objects.filter(username__startswith=name).values_list("username", flat=True))
    number = 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return found


def purge_invitations(*, now: datetime) -> int:
    """Links that ended a month ago."""
    return Invitation.objects.filter(sent_at__lt=now - VALID_FOR * 5).delete()[0]


# --- a forgotten password


def ask_for_new_password(*, address: str, language: str, now: datetime) -> None:
    """Does the same, and takes the same time, whether anybody has the address or not.

    One a minute, so that a button pressed twice makes one. Without an account nothing is sent, so it is not counted
    among the mails to the mailbox. With one, a mail a day goes out whatever else is sent there.
    """
    is_known, to = has_account(address), keyed_hash(address)[:24]
    enqueue_for_stranger(
        kind=mail.PASSWORD_RESET,
        key=f"password-reset:{to}:{now:%Y%m%d%H%M}",
        address=address,
        language=language,
        content=COMPOSED_LATER,
        now=now,
        kept=KEPT_FOR_ACCOUNT if is_known else NOTHING_KEPT,
        counted_for="" if is_known else f"no account|{to}",
    )


def forget_asked_passwords(*, user: Any, now: datetime) -> None:
    """The password is new: mails with a link to choose one, which still wait, are not sent."""
    withdraw(mails=Delivery.objects.filter(kind=mail.PASSWORD_RESET.name, address=normalise(user.email)), now=now)


# --- another address


def ask_to_confirm_address(*, user: Any, address: str, now: datetime) -> None:
    """Send a link there. The address becomes that of the account once somebody who reads it has used the link."""
    enqueue_for_stranger(
        kind=mail.NEW_ADDRESS,
        key=f"new-address:{user.pk}:{uuid4()}",
        address=address,
        language=UserProfile.get_for_user(user).get_preferred_language(),
        content=COMPOSED_LATER,
        now=now,
        sender=f"account {user.pk}",
    )


def change_address(*, user: Any, address: str, now: datetime) -> None:
    """Whoever reads the old address of the account learns of it. Raises InvalidLink where others have the new one."""
    with transaction.atomic():
        if is_address_of_others(address, user):
            raise InvalidLink
        before, user.email = user.email, address
        user.save(update_fields=["email"])
        log(user, "wagtail.edit", user=user)
        notify(user, "address", key=f"address:{uuid4()}", address=before, now=now)


def is_address_of_others(address: str, user: Any) -> bool:
    """Whether it is that of another account, or of somebody who is invited."""
    others = get_user_model().objects.filter(email__iexact=address).exclude(pk=user.pk)
    return others.exists() or Invitation.objects.filter(address=address).exists()


# --- the second factor


def add_app(*, user: Any, secret: str, now: datetime) -> Authenticator:
    with transaction.atomic():
        factor = factors.add_app(user, secret)
        note_change(user, "added", by=user, now=now)
    return factor


def add_passkey(*, user: Any, name: str, credential: Any, now: datetime) -> Authenticator:
    """Raises WrongPasskey."""
    with transaction.atomic():
        factor = factors.add_passkey(user, name, credential)
        note_change(user, "added", by=user, now=now)
    return factor


def remove(*, factor: Authenticator, by: Any, now: datetime) -> None:
    with transaction.atomic():
        factor.delete()
        factors.drop_codes_without_factor(factor.user)
        note_change(factor.user, "removed", by=by, now=now)


def reset(*, user: Any, by: Any, now: datetime) -> bool:
    """Take every device and code away, for somebody who has lost them. False where there was none."""
    with transaction.atomic():
        removed = Authenticator.objects.filter(user_id=user.pk).delete()[0]
        if removed:
            note_change(user, "reset", by=by, now=now)
    return bool(removed)


def note_change(user: Any, change: str, *, by: Any, now: datetime) -> None:
    """In the log, and to the person, who may not have been the one who did it."""
    log(user, f"accounts.second_factor_{change}", user=by)
    notify(user, change, key=f"second-factor:{uuid4()}", now=now)


def warn_of_guesses(user: Any, *, now: datetime) -> None:
    """Somebody knows the password and tries codes. One mail a day."""
    notify(user, "guessed", key=f"guessed-codes:{user.pk}:{now:%Y-%m-%d}", now=now)


def notify(user: Any, change: str, *, key: str, now: datetime, address: str | None = None) -> None:
    """Without `address`, to that of the account."""
    address = user.email if address is None else address
    if address:
        language = UserProfile.get_for_user(user).get_preferred_language()
        content = mail.content_of("notice", language, change=change, username=user.get_username())
        enqueue(kind=mail.NOTICE, key=key, address=address, language=language, content=content, now=now)
