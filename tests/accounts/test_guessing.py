"""Whoever guesses passwords is stopped, and keeps nobody else out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from home.accounts.limits import PASSWORDS_OF_ALL, PASSWORDS_OF_CLIENT, PASSWORDS_ON_DEVICE
from home.status import statuses
from tests.accounts.conftest import PASSWORD, log_in
from tests.home.forms.test_proof import solve

HERE, ELSEWHERE = "2001:db8:1:2::7", "198.51.100.1"


def guess(username="ana", password="wrong", address=HERE, client=None, **data):
    client = client or Client()
    data = {"username": username, "password": password, "next": "/admin/", **data}
    return client.post("/admin/login/", data, REMOTE_ADDR=address).status_code


def spraying():
    (status,) = [one for one in statuses(now=timezone.now()) if one.name == "passwords"]
    return status


def gets_in(client, address=HERE, password=PASSWORD, **data):
    guess(password=password, address=address, client=client, **data)
    return client.get("/admin/").status_code == 200


def test_a_neighbour_in_the_same_ipv6_network_is_the_same_client(clock, editor):
    assert [guess(address=f"2001:db8:1:2::{number}") for number in range(1, 7)][-1] == 429
    assert guess(address="2001:db8:1:3::1") == 200


def test_wrong_passwords_from_the_same_address_keep_no_known_browser_out(clock, editor):
    known = log_in(REMOTE_ADDR=HERE)
    known.post("/admin/logout/")
    for number in range(PASSWORDS_OF_CLIENT.count + 5):
        guess(f"user{number}")
        guess("ana")
    assert not gets_in(Client())
    assert gets_in(known)


def test_a_known_browser_has_a_limit_of_its_own(clock, editor):
    known = log_in(REMOTE_ADDR=HERE)
    known.post("/admin/logout/")
    for _time in range(PASSWORDS_ON_DEVICE.count + 5):
        last = guess(client=known)
    assert last == 429
    assert not gets_in(known)
    clock.shift(timedelta(minutes=16))
    assert gets_in(known)


def test_the_cookie_says_nothing_about_another_account_and_cannot_be_made_up(clock, editor, admin):
    known = log_in(REMOTE_ADDR=HERE)
    assert known.cookies["known_device"]["httponly"]
    known.post("/admin/logout/")
    for _time in range(6):
        guess("root")
    assert guess("root", PASSWORD, client=known) == 429
    known.cookies["known_device"] = known.cookies["known_device"].value[:-1]
    for _time in range(6):
        guess()
    assert not gets_in(known)


def test_one_client_may_not_try_the_passwords_of_many_accounts(clock, editor):
    answers = [guess(f"user{number}") for number in range(PASSWORDS_OF_CLIENT.count + 1)]
    assert answers == [200] * PASSWORDS_OF_CLIENT.count + [429]
    assert not gets_in(Client())
    assert gets_in(Client(), ELSEWHERE)


def test_when_many_clients_try_many_accounts_a_strange_browser_proves_work(clock, editor):
    known = log_in(REMOTE_ADDR=ELSEWHERE)
    known.post("/admin/logout/")
    assert spraying().is_fine
    for number in range(PASSWORDS_OF_ALL.count):
        assert guess(f"user{number}", address=f"192.0.2.{number}") == 200
    assert not spraying().is_fine
    assert gets_in(known), "it is known"
    stranger = Client()
    assert not gets_in(stranger, ELSEWHERE)
    asked = stranger.get("/form-challenge/", {"form": "login"}, REMOTE_ADDR=ELSEWHERE).json()
    assert gets_in(stranger, ELSEWHERE, proof=solve(asked))
    assert not gets_in(Client(), ELSEWHERE, proof=solve(asked)), "a proof counts once"


@pytest.mark.parametrize("path", ["/admin/login/", "/en/_util/login/"])
def test_both_forms_to_log_in_carry_the_proof(client, db, path):
    assert 'data-challenge="/form-challenge/?form=login"' in client.get(path).content.decode()
