"""How often somebody may try. No limit stops the owner of an account for good.

Codes are limited for each client and, so that many clients cannot guess together, for each password: whoever guesses
codes knows the password, and a new password, set by mail, starts from zero. Passkeys cannot be guessed: they have no
limit but the number of challenges.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from home.forms.client_address import client_address
from home.forms.public import FORMS, Limits
from home.forms.rate_limit import Limit, allow

CODES_OF_CLIENT = Limit(10, timedelta(minutes=15))
CODES_OF_PASSWORD = Limit(30, timedelta(days=1))
CHALLENGES_OF_CLIENT = Limit(100, timedelta(minutes=15))  # each is a session in the database
RESETS_OF_CLIENT = Limit(10, timedelta(hours=1))
PASSWORDS_ON_DEVICE = Limit(10, timedelta(minutes=15))
PASSWORDS_OF_CLIENT = Limit(20, timedelta(minutes=15))  # wrong ones, over all accounts
PASSWORDS_OF_ALL = Limit(100, timedelta(hours=1))  # wrong ones, where nobody has logged in before

LOGIN = "login"
FORMS[LOGIN] = Limits(per_client=PASSWORDS_OF_CLIENT, total=PASSWORDS_OF_ALL)


def client_may_try_code(request: HttpRequest, user: Any, *, now: datetime) -> bool:
    return allow(f"second factor|{user.pk}|client|{client_address(request)}", CODES_OF_CLIENT, now=now)


def password_may_try_code(user: Any, *, now: datetime) -> bool:
    return allow(f"second factor|{user.pk}|{user.get_session_auth_hash()}", CODES_OF_PASSWORD, now=now)


def client_may_ask_for_challenge(request: HttpRequest, *, now: datetime) -> bool:
    return allow(f"passkey|client|{client_address(request)}", CHALLENGES_OF_CLIENT, now=now)


def client_may_reset(request: HttpRequest, *, now: datetime) -> bool:
    return allow(f"password reset|client|{client_address(request)}", RESETS_OF_CLIENT, now=now)
