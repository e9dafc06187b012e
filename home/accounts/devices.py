"""Browsers that know an account: a signed cookie says that somebody has logged in there before.

Wrong passwords from elsewhere never keep such a browser out (OWASP, "Slow down online guessing attacks with device
cookies").
"""

import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "known_device", "accounts.device"
REMEMBERED_FOR = timedelta(days=365)


def device_of(request: HttpRequest, username: str) -> str:
    """The name of this browser if somebody has logged in here with `username`, else ""."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        return ""
    return str(known["device"]) if username and username in known["usernames"] else ""


def remember_device(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """The last five accounts that were used here."""
    username = user.get_username()
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        known = {"device": secrets.token_urlsafe(16), "usernames": []}
    known["usernames"] = [username, *(name for name in known["usernames"] if name != username)][:5]
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=REMEMBERED_FOR,
        httponly=True,
        samesite="Lax",
    )
