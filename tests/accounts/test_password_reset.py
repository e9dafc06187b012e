import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.accounts import jobs, mail
from home.outbox import files
from home.outbox.enums import DeliveryState
from home.outbox.kinds import Withdrawn
from home.outbox.models import Delivery
from home.outbox.sending import send_due
from home.roles import PROGRAMME_TEAM
from tests.accounts.conftest import log_in
from tests.outbox.test_strangers_mail import cause as cause_mail

FORM = "/admin/password_reset/"
NEW = "a walk of many miles"
DAY = timedelta(days=1)


def ask(address: str, **extra):
    return Client(**extra).post(FORM, {"email": address})


def composed():
    rows = list(Delivery.objects.filter(kind="password reset").order_by("pk"))
    words = mail.compose_password_resets(rows)
    return [words[row.pk] for row in rows]


def test_the_mail_brings_a_link_that_sets_a_new_password_once(clock, editor):
    assert ask("Ana@example.org")["Location"] == "/admin/password_reset/done/"
    assert Delivery.objects.get().text == ""  # no link in the database
    (words,) = composed()
    link = re.search(r"http://localhost(/admin/password_reset/confirm/\S+)", words.text)[1]
    client = Client()
    form = client.get(link)["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert log_in(password=NEW).get("/admin/").status_code == 200
    assert client.get(link).context["validlink"] is False


def test_a_stranger_keeps_nobody_from_a_new_password(clock, editor):
    for number in range(6):
        cause_mail(number, "ana@example.org")
    for number in range(8):
        ask(f"ana+{number}@example.org")
    ask("ana@example.org")
    assert Delivery.objects.get(kind="password reset", address="ana@example.org").due_at == timezone.now()


def test_asking_for_an_address_without_account_uses_up_no_mail_of_the_mailbox(clock, editor):
    for _minute in range(7):
        clock.shift(60)
        ask("ana+x@example.org")
    cause_mail(1, "ana@example.org")
    mail = Delivery.objects.get(key="mail:1")
    assert mail.due_at == mail.created_at


def test_a_button_pressed_twice_makes_one_mail(clock, editor):
    for _twice in range(2):
        ask("ana@example.org")
    assert Delivery.objects.count() == 1


def test_mails_that_wait_are_not_sent_once_the_password_is_new(clock, editor):
    for _each in range(5):
        ask("ana@example.org")
        clock.shift(60)
    link = re.search(r"http://localhost(/admin/password_reset/confirm/\S+)", composed()[0].text)[1]
    Delivery.objects.filter(due_at__lte=timezone.now()).update(state=DeliveryState.SENT)
    client = Client()
    client.post(client.get(link)["Location"], {"new_password1": NEW, "new_password2": NEW})
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["cancelled", *["sent"] * 4]


def test_a_new_password_does_not_spare_the_second_step(clock, editor, secret):
    editor.set_password(NEW)
    editor.save()
    assert log_in(password=NEW).get("/admin/").status_code == 302


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(clock, editor):
    ask("warm-up@example.org")
    seen = []
    for address in ("ana@example.org", "nobody@example.org"):
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(address)
        shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        seen.append((answer.status_code, answer["Location"], answer.content, sorted(answer.cookies), shapes))
    assert seen[0] == seen[1]
    assert [isinstance(words, Withdrawn) for words in composed()] == [True, False, True]


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!x"}, {"email": "other@example.org"}])
def test_nobody_gets_a_link_to_an_account_that_is_closed_or_not_theirs(clock, editor, change):
    for name, value in change.items():
        setattr(editor, name, value)
    editor.save()
    ask("ana@example.org")
    assert isinstance(composed()[0], Withdrawn)


def test_an_address_with_two_accounts_gets_one_mail_that_names_both(clock, editor, django_user_model):
    django_user_model.objects.create_user("ana2", "ana@example.org", NEW)
    ask("ana@example.org")
    (words,) = composed()
    assert words.text.count("/confirm/") == 2
    assert "ana2" in words.text


def test_an_address_gets_four_a_day_with_the_same_answer_to_the_fifth(clock, editor):
    for number in range(6):
        answer = ask("ana@example.org", REMOTE_ADDR=f"192.0.2.{number}")
        assert answer["Location"] == "/admin/password_reset/done/"
        clock.shift(60)
    assert [mail.due_at - mail.created_at for mail in Delivery.objects.order_by("pk")] == [timedelta(0)] * 4 + [DAY] * 2


def test_a_client_may_ask_ten_times_an_hour_and_stops_nobody_else(clock, editor):
    answers = [ask(f"p{number}@example.org").status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
    assert ask("ana@example.org", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_new_password_forgets_the_wrong_ones(clock, editor):
    for _time in range(6):
        log_in(password="wrong")
    ask("ana@example.org")
    link = re.search(r"http://localhost(/admin/password_reset/confirm/\S+)", composed()[0].text)[1]
    client = Client()
    client.post(client.get(link)["Location"], {"new_password1": NEW, "new_password2": NEW})
    assert log_in(password=NEW).get("/admin/").status_code == 200


def test_addresses_without_an_account_are_forgotten(clock, editor):
    for address in ("nobody@example.org", "ana@example.org"):
        ask(address)
    Delivery.objects.filter(address="nobody@example.org").update(state=DeliveryState.CANCELLED)
    assert jobs.forget_unknown_addresses(now=timezone.now()) == 1
    assert jobs.forget_unknown_addresses(now=timezone.now()) == 0
    assert list(Delivery.objects.order_by("pk").values_list("address", flat=True)) == ["", "ana@example.org"]


@pytest.mark.parametrize(("name", "sees"), [("root", True), ("ben", False)])
def test_the_team_that_sees_mail_files_sees_no_link_to_an_account(
    clock, editor, admin, django_user_model, settings, tmp_path, name, sees
):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "home.outbox.files.EmailBackend", tmp_path
    ben = django_user_model.objects.create_user("ben", "ben@example.org", "a long walk home")
    ben.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    ben.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    ask("ana@example.org")
    send_due(now=timezone.now())
    (file,) = files.file_names()
    client = log_in(name)
    listing = client.get("/admin/mail/files/")
    assert listing.status_code == 200
    assert ("ana@example.org" in listing.content.decode()) == sees
    for page in (f"/admin/mail/files/{file}/", f"/admin/mail/files/{file}/html/"):
        assert ("/confirm/" in client.get(page, follow=True).content.decode()) == sees
