"""Proof of work: the browser searches the number whose hash is given, which costs it about a second.

The protocol is version 1 of ALTCHA (https://altcha.org/docs/v1/proof-of-work/), without its widget and its servers.
"""

import base64
import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from home.forms.rate_limit import Limit, allow

MAX_NUMBER = 50_000
VALID_FOR = timedelta(minutes=20)
ONCE = Limit(1, timedelta(hours=1))


def new_challenge(*, now: datetime) -> dict[str, str | int]:
    ends_at = int((now + VALID_FOR).timestamp())
    salt = f"{secrets.token_hex(12)}?expires={ends_at}&"  # the last sign keeps the number apart
    challenge = _hash(salt, secrets.randbelow(MAX_NUMBER))
    return {
        "algorithm": "SHA-256",
        "challenge": challenge,
        "maxnumber": MAX_NUMBER,
        "salt": salt,
        "signature": _sign(challenge),
    }


def accept_proof(payload: str, *, now: datetime) -> bool:
    """Whether a challenge of ours was solved in time; each counts once."""
    try:
        solved = json.loads(base64.b64decode(payload, validate=True))
        salt, number, signature = str(solved["salt"]), int(solved["number"]), str(solved["signature"])
        ends_at = datetime.fromtimestamp(int(salt.removesuffix("&").partition("?expires=")[2]), tz=UTC)
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError):
        return False
    if not 0 <= number <= MAX_NUMBER or not salt.endswith("&") or not signature.isascii() or now > ends_at:
        return False
    challenge = _hash(salt, number)
    # counted in the hour in which it ends, so that it counts once however late it comes
    return constant_time_compare(_sign(challenge), signature) and allow(f"proof|{challenge}", ONCE, now=ends_at)


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode(errors="replace")).hexdigest()


def _sign(challenge: str) -> str:
    return salted_hmac("proof of work", challenge, algorithm="sha256").hexdigest()
