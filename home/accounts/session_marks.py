"""What a session remembers of how its user logged in."""

import time
from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

PASSED, CONFIRMED = "accounts.passed", "accounts.confirmed"
CONFIRMED_FOR = 15 * 60  # seconds


def mark_passed(request: HttpRequest, factor: int) -> None:
    """The second factor with this primary key was shown. The session gets a new key, as after any login."""
    request.session.cycle_key()
    request.session[PASSED] = factor


def has_passed(request: HttpRequest, factors: Collection[int]) -> bool:
    """Whether one of these factors was shown; one that was removed since does not count."""
    return request.session.get(PASSED) in factors


def mark_confirmed(request: HttpRequest) -> None:
    request.session[CONFIRMED] = int(time.time())


def confirmed_by_login(request: Any, user: Any, **kwargs: Any) -> None:
    """Receiver for logins."""
    request.session.set_expiry(None)  # as long as any login, whatever the session was for before
    mark_confirmed(request)
    request.logged_in_user = user  # for the middleware


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has logged in, or given the password again, a short while ago."""
    return 0 <= time.time() - request.session.get(CONFIRMED, 0) < CONFIRMED_FOR
