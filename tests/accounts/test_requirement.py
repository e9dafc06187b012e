"""Groups that need a second factor, and those who have none yet."""

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from wagtail.models import ModelLogEntry

from home.accounts import factors
from home.accounts.policy import is_required
from home.outbox.models import Delivery
from home.roles import EDITORS, PROGRAMME_TEAM
from tests.accounts.conftest import code_of, log_in

SET_UP = "/admin/login/second-factor/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_GROUPS = [EDITORS]


def test_nothing_of_the_admin_opens_before_one_is_set_up(editor):
    client = log_in()
    for address in ("/admin/", "/admin/pages/", "/admin/account/", "/admin/mail/", "/admin/images/"):
        assert client.get(address, follow=True).redirect_chain[-1][0].startswith(SET_UP), address
    assert client.post("/admin/account/", {"name_email-first_name": "Eve"}).status_code == 302
    assert client.get("/admin/api/main/pages/").status_code != 200
    editor.refresh_from_db()
    assert editor.first_name == "Ana"


def test_setting_up_an_app_opens_the_admin_and_shows_codes_until_they_are_kept(clock, editor):
    client = log_in()
    page = client.get(f"{SET_UP}app/?next=/admin/pages/")
    secret = page.context["secret"].replace(" ", "")
    assert client.post(f"{SET_UP}app/", {"code": "000000"}).status_code == 200
    answer = client.post(f"{SET_UP}app/", {"code": code_of(secret), "next": "/admin/pages/"})
    codes = client.get(answer["Location"])
    assert len(codes.context["codes"]) == 10
    assert client.post(f"{SET_UP}codes/", {"kept": "1", "next": "/admin/pages/"})["Location"] == "/admin/pages/"
    assert client.get(f"{SET_UP}codes/").context["codes"] == []
    assert client.get("/admin/pages/").status_code in (200, 302)
    assert client.get("/admin/").status_code == 200
    assert ModelLogEntry.objects.get(action="accounts.second_factor_added").user == editor


def test_the_person_is_told_of_it_by_mail(clock, editor, secret):
    mail = Delivery.objects.get(kind="account notice")
    assert mail.address == "ana@example.org"
    assert "was added" in mail.text


def test_other_groups_and_administrators_are_not_asked_unless_they_are_named(editor, admin, settings):
    assert is_required(editor)
    assert not is_required(admin)
    settings.SECOND_FACTOR_GROUPS = ["Administrators", PROGRAMME_TEAM]
    assert is_required(admin)
    del editor._group_names
    assert not is_required(editor)


def test_somebody_who_joins_such_a_group_while_logged_in_is_asked_at_once(admin, django_user_model):
    user = django_user_model.objects.create_user("ben", password="a long walk home")
    user.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    client = log_in("ben")
    assert client.get("/admin/").status_code == 200
    user.groups.add(Group.objects.get(name=EDITORS))
    assert client.get("/admin/").status_code == 302


def test_an_open_browser_is_not_enough_to_set_one_up(clock, editor):
    client = log_in()
    clock.shift(16 * 60)
    for page in ("app/", "passkey/", "codes/"):
        assert client.get(f"{SET_UP}{page}")["Location"].startswith("/admin/login/confirm/"), page
    assert client.post("/admin/login/confirm/", {"password": "wrong"}).status_code == 200
    answer = client.post("/admin/login/confirm/", {"password": "a long walk home", "next": f"{SET_UP}app/"})
    assert answer["Location"] == f"{SET_UP}app/"
    assert client.get(f"{SET_UP}app/").status_code == 200


def test_whoever_has_one_cannot_use_the_set_up_to_get_round_it(clock, editor, secret):
    client = log_in()
    for page in ("", "app/", "passkey/", "codes/", f"{factors.factors_of(editor).get().pk}/remove/"):
        for answer in (client.get(f"{SET_UP}{page}"), client.post(f"{SET_UP}{page}", {"new": "1", "code": "1"})):
            assert answer["Location"].startswith("/admin/login/"), page
    assert factors.factors_of(editor).count() == 1


def test_the_last_one_can_be_removed_and_another_is_asked_for(clock, editor, secret):
    client = log_in()
    client.post("/admin/login/second-step/", {"code": code_of(secret)})
    factors.recovery_codes(editor)
    client.post(f"{SET_UP}{factors.factors_of(editor).get().pk}/remove/")
    assert not factors.Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302


def test_nobody_removes_what_is_somebody_elses(clock, editor, secret, admin):
    client = log_in("root")
    page = f"{SET_UP}{factors.factors_of(editor).get().pk}/remove/"
    for answer in (client.get(page, follow=True), client.post(page, follow=True)):
        assert answer.status_code == 404
    assert factors.factors_of(editor).exists()


@pytest.mark.parametrize(("names", "wrong"), [(["Editors", "Administrators"], 0), (["Editor"], 1), ([], 0)])
def test_a_misspelt_group_stops_the_start(db, settings, names, wrong):
    settings.SECOND_FACTOR_GROUPS = names
    found = [message for message in run_checks(databases=["default"]) if message.id == "accounts.E001"]
    assert len(found) == wrong


@pytest.mark.parametrize("count", [1, 3])
def test_the_requests_of_one_with_three_devices_ask_no_more(clock, editor, count, django_assert_num_queries):
    for _device in range(count):
        factors.Authenticator.objects.create(user=editor, type=factors.PASSKEY, data={"name": "Key"})
    client = log_in()
    with django_assert_num_queries(3):  # session, user, devices
        client.get("/admin/login/")
