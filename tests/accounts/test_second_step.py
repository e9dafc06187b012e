"""The step after the password: who may log in, and the limits on guessing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from home.accounts import factors
from home.accounts.views.passkey_login import BACKEND
from home.outbox.models import Delivery
from tests.accounts.conftest import PASSWORD, code_of, log_in

STEP = "/admin/login/second-step/"


def opens_admin(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def give(client: Client, code: str, **extra) -> str:
    """The error that the page shows for a code; "" if it redirects."""
    answer = client.post(STEP, {"code": code, "next": "/admin/pages/"}, **extra)
    return "" if answer.status_code == 302 else answer.context["problem"]


def test_without_a_second_factor_the_password_is_enough(editor):
    assert opens_admin(log_in())


def test_the_password_alone_opens_nothing_once_there_is_an_app(editor, secret):
    client = log_in()
    for address in ("/admin/", "/admin/pages/", "/admin/account/", "/admin/login/second-factor/", "/admin/users/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1][0].startswith(STEP), address
    assert client.get("/en/").wsgi_request.user.is_anonymous


def test_the_code_of_the_app_opens_the_page_that_was_wanted(clock, editor, secret):
    client = log_in()
    answer = client.post(STEP, {"code": code_of(secret), "next": "/admin/pages/"})
    assert answer["Location"] == "/admin/pages/"
    assert opens_admin(client)


def test_the_session_gets_a_new_key(clock, editor, secret):
    client = log_in()
    before = client.session.session_key
    give(client, code_of(secret))
    assert client.session.session_key != before


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "嫍;툨", "wagtailadmin_home"])
def test_nobody_is_led_to_another_site_or_to_the_name_of_a_view(clock, editor, secret, wanted):
    answer = log_in().post(STEP, {"code": code_of(secret), "next": wanted})
    assert answer["Location"] == "/admin/"


def test_a_wrong_code_opens_nothing(clock, editor, secret):
    client = log_in()
    assert give(client, "000000")
    assert not opens_admin(client)


def test_a_code_works_once_and_neither_does_an_older_one_after_it(clock, editor, secret):
    older = code_of(secret)
    clock.shift(30)
    newer = code_of(secret)
    assert give(log_in(), newer) == ""
    assert give(log_in(), newer)
    assert give(log_in(), older)


def test_the_codes_of_the_half_minutes_before_and_after_count_and_no_others(clock, editor, secret):
    code = code_of(secret)
    clock.shift(60)
    assert give(log_in(), code)
    clock.shift(-30)
    assert give(log_in(), code) == ""


def test_a_recovery_code_works_once(clock, editor, secret):
    code = factors.recovery_codes(editor).get_unused_codes()[3]
    assert give(log_in(), f"{code[:4]} {code[4:]}") == ""
    assert give(log_in(), code)
    assert len(factors.recovery_codes(editor).get_unused_codes()) == 9


def test_the_code_of_another_person_opens_nothing(clock, editor, secret, django_user_model):
    django_user_model.objects.create_user("ben", "ben@example.org", PASSWORD)
    factors.add_app(django_user_model.objects.get(username="ben"), factors.new_secret())
    assert give(log_in("ben"), code_of(secret))


def test_one_client_may_guess_ten_times_and_keeps_nobody_else_out(clock, editor, secret):
    guesser = log_in()
    for _time in range(10):
        assert "right" in give(guesser, "000000")
    assert "quarter" in give(guesser, code_of(secret))
    owner = log_in(REMOTE_ADDR="192.0.2.7")
    assert give(owner, code_of(secret)) == ""


def test_many_clients_cannot_guess_together_and_a_new_password_lets_the_owner_in(clock, editor, secret):
    for number in range(31):
        said = give(log_in(REMOTE_ADDR=f"198.51.100.{number}"), "000000")
    assert "Somebody else may know it" in said
    editor.set_password("a longer walk home")
    editor.save()
    assert give(log_in(password="a longer walk home"), code_of(secret)) == ""


def test_the_owner_is_told_once_a_day_that_somebody_guesses(clock, editor, secret):
    for number in range(35):
        give(log_in(REMOTE_ADDR=f"198.51.100.{number}"), "000000")
    assert Delivery.objects.filter(key__startswith="guessed-codes:").count() == 1


def test_a_session_from_before_is_asked_too(clock, editor):
    other = log_in()
    assert opens_admin(other)
    factors.add_app(editor, factors.new_secret())
    assert not opens_admin(other)


def test_removing_a_device_ends_what_was_opened_with_it(clock, editor, secret):
    client = log_in()
    give(client, code_of(secret))
    factors.factors_of(editor).delete()
    factors.add_app(editor, factors.new_secret())
    assert not opens_admin(client)


def test_with_another_secret_key_codes_are_wrong_and_break_nothing(clock, editor, secret, settings):
    assert not factors.is_unreadable(editor)
    settings.SECRET_KEY = "another"
    assert not factors.take_code(editor, code_of(secret))
    assert factors.is_unreadable(editor)


def test_whose_codes_cannot_be_read_learns_that_it_is_not_the_code(clock, editor, secret):
    client = log_in()
    factors.factors_of(editor).update(data={"secret": "of-another-key"})
    assert "ask an administrator to reset your second factor" in give(client, code_of(secret))


def test_an_older_secret_key_still_reads_codes(clock, editor, secret, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert factors.take_code(editor, code_of(secret))


def test_no_secret_is_stored_as_it_is(editor, secret):
    factors.recovery_codes(editor)
    for row in factors.Authenticator.objects.all():
        assert secret not in str(row.data)
        assert all(code not in str(row.data) for code in factors.recovery_codes(editor).get_unused_codes())


@pytest.mark.parametrize(
    "credential",
    ["", "x", "null", "[]", "{}", "[" * 40_000, '{"response": null}', '{"id": "AA", "rawId": "AA", "response": {}}',
     '{"response": {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}'],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/admin/login/passkey/", STEP, "/admin/login/second-factor/passkey/"])
def test_made_up_passkeys_open_nothing_and_break_nothing(clock, editor, secret, address, credential):
    client = log_in()
    client.get("/admin/login/passkey/")  # a challenge is open
    assert client.post(address, {"credential": credential}).status_code in (200, 302)
    assert not opens_admin(client)


def test_whom_wrong_passwords_have_locked_out_may_still_show_a_passkey(clock, editor):
    for _time in range(6):
        log_in(password="wrong")
    client = log_in()
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/passkey/").json()["publicKey"]["userVerification"] == "required"


def test_anonymous_readers_get_no_cookie_and_no_query_from_all_this(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not client.get("/healthz").cookies


def test_logging_out_is_possible_on_the_way(editor, secret):
    client = log_in()
    client.post("/admin/login/out/")
    assert "_auth_user_id" not in client.session


def test_asking_for_a_passkey_fills_no_table(clock):
    answers = [Client().get("/admin/login/passkey/").status_code for _each in range(101)]
    assert (answers.count(200), answers[-1]) == (100, 429)
    assert Client().get("/admin/login/passkey/", REMOTE_ADDR="192.0.2.9").status_code == 200
    ends_at = Session.objects.values_list("expire_date", flat=True)
    assert max(ends_at) <= timezone.now() + timedelta(minutes=10), "nobody has logged in"


def test_a_login_lasts_as_long_as_any_after_asking_for_a_passkey(clock, editor, settings):
    client = Client()
    client.get("/admin/login/passkey/")
    client.force_login(editor, backend=BACKEND)  # as with a passkey
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
