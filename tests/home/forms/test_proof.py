"""The proof of work that a flooded form asks for."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from home.forms.proof import VALID_FOR, accept_proof, new_challenge

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 3, 15, 12, 55, tzinfo=UTC)


def solve(challenge):
    """What home/js/public_forms.js sends."""
    for number in range(challenge["maxnumber"] + 1):
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]:
            return as_payload({**challenge, "number": number})
    raise AssertionError("it cannot be solved")


def as_payload(value):
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_a_proof_counts_once_and_in_time():
    one, two, three = (solve(new_challenge(now=NOW)) for _each in range(3))
    assert accept_proof(one, now=NOW)
    assert not accept_proof(one, now=NOW + timedelta(minutes=6)), "another hour has begun"
    assert accept_proof(two, now=NOW + VALID_FOR)
    assert not accept_proof(three, now=NOW + VALID_FOR + timedelta(seconds=1))


@pytest.mark.parametrize("name", ["salt", "number", "signature"])
def test_what_is_not_ours_counts_nothing(name):
    solved = json.loads(base64.b64decode(solve(new_challenge(now=NOW))))
    assert not accept_proof(as_payload({**solved, name: str(solved[name]) + "1"}), now=NOW)
    assert accept_proof(as_payload(solved), now=NOW)


def test_a_longer_time_cannot_be_cut_out_of_the_number():
    """The salt ends with a sign, so no digit of the number can move into the time (altcha-lib, GHSA-6gvq-jcmp-8959)."""
    solved = json.loads(base64.b64decode(solve(new_challenge(now=NOW))))
    digits = str(solved["number"])
    moved = {**solved, "salt": solved["salt"].removesuffix("&") + digits[:1], "number": int(digits[1:] or "0")}
    assert not accept_proof(as_payload(moved), now=NOW)


@pytest.mark.parametrize(
    "payload",
    [
        "", "x", "\0", "é", as_payload([]), as_payload(5), as_payload({}), as_payload(None),
        as_payload({"salt": "?expires=9&", "number": "x", "signature": "y"}),
        as_payload({"salt": "?expires=99999999999999999999&", "number": 1, "signature": "y"}),
        as_payload({"salt": "?expires=2000000000&", "number": 1, "signature": "\ud800"}),
        as_payload({"salt": "\ud800?expires=2000000000&", "number": 1, "signature": "y"}),
        as_payload({"salt": [], "number": {}, "signature": None}),
        base64.b64encode(b'{"salt": "?expires=2000000000&", "number": 1e999, "signature": "y"}').decode(),
        base64.b64encode(b"[" * 100_000).decode(),
    ],
)  # fmt: skip
def test_nonsense_is_no_proof(payload):
    assert not accept_proof(payload, now=NOW)
