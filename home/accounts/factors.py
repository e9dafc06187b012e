"""What people have beside their password: an authenticator app, passkeys, recovery codes.

The only module that calls allauth's code for them; its pages are not used.
"""

import logging
import struct
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

logger = logging.getLogger(__name__)

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
# Whatever a made-up answer can break on its way through JSON, CBOR and the checks of a signature.
UNREADABLE = (ValidationError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error)


class WrongPasskey(Exception):
    """The browser's answer is forged, for another challenge, or of no passkey that is known."""


def factors_of(user: Any) -> QuerySet[Authenticator]:
    """Without the recovery codes, which stand in for one of these."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=(APP, PASSKEY)).order_by("pk")


def drop_codes_without_factor(user: Any) -> None:
    if not factors_of(user).exists():
        Authenticator.objects.filter(user_id=user.pk).delete()


# --- codes


def counter_of(secret: str, code: str) -> int:
    """The half minute (RFC 6238) whose code this is, within the tolerance; 0 when the code is wrong."""
    for counter in totp.yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))):
            return counter
    return 0


def take_code(user: Any, code: str) -> bool:
    """Whether this is a code of the app or a recovery code. Each works once, whichever process it is sent to."""
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(user_id=user.pk, type__in=(APP, CODES)):
            try:
                right = take_app_code(factor, code) if factor.type == APP else RecoveryCodes(factor).validate_code(code)
            except InvalidToken:
                logger.error("SECRET_KEY has changed: the second factor of user %s cannot be read", user.pk)
                right = False
            if right:
                factor.record_usage()
                return True
    return False


def is_unreadable(user: Any) -> bool:
    """Whether a secret of the user was encrypted with a SECRET_KEY that the portal does not have any more."""
    for factor in Authenticator.objects.filter(user_id=user.pk, type__in=(APP, CODES)):
        try:
            decrypt(factor.data.get("secret") or factor.data.get("seed") or encrypt(""))
        except InvalidToken:
            return True
    return False


def take_app_code(factor: Authenticator, code: str) -> bool:
    counter = counter_of(decrypt(factor.data["secret"]), code)
    if counter <= factor.data.get("last_counter", 0):
        return False
    factor.data["last_counter"] = counter
    factor.save(update_fields=["data"])
    return True


def new_secret() -> str:
    return totp.generate_totp_secret()


def add_app(user: Any, secret: str) -> Authenticator:
    """In place of the app that was set up before, if any."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk, type=APP).delete()
        return Authenticator.objects.create(user_id=user.pk, type=APP, data={"secret": encrypt(secret)})


def recovery_codes(user: Any) -> RecoveryCodes:
    return RecoveryCodes.activate(user)


def replace_recovery_codes(user: Any) -> RecoveryCodes:
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk, type=CODES).delete()
        return RecoveryCodes.activate(user)


# --- passkeys: every one is stored on its device and asks for a finger, a face or a PIN, so it may be used alone


def options_for_new_passkey(user: Any) -> dict[str, Any]:
    return webauthn.begin_registration(user, passwordless=True)


def add_passkey(user: Any, name: str, credential: Any) -> Authenticator:
    """Raises WrongPasskey."""
    try:
        webauthn.parse_registration_response(credential)
        binding = webauthn.complete_registration(credential)
    except UNREADABLE as error:
        raise WrongPasskey from error
    if not binding.is_user_verified():
        raise WrongPasskey
    return webauthn.WebAuthn.add(user, name, credential).instance


def options_for_passkey(user: Any = None) -> dict[str, Any]:
    """For one of the user's passkeys, or for any that the browser has for the portal."""
    return webauthn.begin_authentication(user)


def check_passkey(credential: Any, user: Any = None) -> Authenticator:
    """The passkey behind a browser's answer; without `user` also whose it is. Raises WrongPasskey."""
    try:
        response = webauthn.parse_authentication_response(credential)
        owner = user or webauthn.extract_user_from_response(credential)
        passkey = webauthn.complete_authentication(owner, credential)
    except UNREADABLE as error:
        raise WrongPasskey from error
    if not response.response.authenticator_data.is_user_verified():
        raise WrongPasskey
    passkey.record_usage()
    return passkey
