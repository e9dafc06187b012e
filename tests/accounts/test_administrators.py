"""Resetting somebody's second factor."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from home.accounts import factors
from home.outbox.models import Delivery
from tests.accounts.conftest import log_in


def test_an_administrator_resets_it_and_the_person_is_told(editor, secret, admin):
    factors.recovery_codes(editor)
    client = log_in("root")
    page = client.get(f"/admin/users/edit/{editor.pk}/")
    assert f"/admin/second-factor/{editor.pk}/reset/" in page.content.decode()
    assert client.get(f"/admin/second-factor/{editor.pk}/reset/").status_code == 200
    client.post(f"/admin/second-factor/{editor.pk}/reset/")
    assert not factors.Authenticator.objects.filter(user=editor).exists()
    entry = ModelLogEntry.objects.get(action="accounts.second_factor_reset")
    assert (entry.user, entry.object_id) == (admin, str(editor.pk))
    mail = Delivery.objects.filter(kind="account notice", address="ana@example.org").latest("pk")
    assert "reset" in mail.text


def test_looking_at_the_question_resets_nothing(editor, secret, admin):
    log_in("root").get(f"/admin/second-factor/{editor.pk}/reset/")
    assert factors.factors_of(editor).exists()


def test_an_editor_resets_nobody_and_invites_nobody(editor, admin):
    factors.add_app(admin, factors.new_secret())
    client = log_in()
    for address in (f"/admin/second-factor/{admin.pk}/reset/", "/admin/invitations/", "/admin/invitations/new/"):
        for answer in (client.get(address), client.post(address, {"address": "eve@example.org"})):
            assert answer.status_code == 302, address  # Wagtail redirects instead of answering 403
            assert answer["Location"] == "/admin/"
    assert factors.factors_of(admin).exists()


def test_a_user_manager_who_is_no_administrator_resets_nobody_either(editor, admin):
    factors.add_app(admin, factors.new_secret())
    editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="auth"))
    client = log_in()
    assert "reset/" not in client.get(f"/admin/users/edit/{admin.pk}/").content.decode()
    client.post(f"/admin/second-factor/{admin.pk}/reset/")
    assert factors.factors_of(admin).exists()


def test_the_command_helps_the_last_administrator(admin):
    factors.add_app(admin, factors.new_secret())
    out = StringIO()
    call_command("reset_second_factor", "root", stdout=out)
    assert "no second factor any more" in out.getvalue()
    assert not factors.factors_of(admin).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
