"""Somebody's own address: whoever has it can set a new password, so an open browser is not enough to change it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from lxml import html

from home.accounts.actions import invite
from home.outbox.models import Delivery
from home.roles import EDITORS
from tests.accounts.conftest import PASSWORD, log_in

ACCOUNT = "/admin/account/"


def change(client, address):
    page = html.fromstring(client.get(ACCOUNT).content)
    (form,) = [form for form in page.forms if "name_email-email" in form.fields]
    return client.post(ACCOUNT, dict(form.form_values()) | {"name_email-email": address})


def stored(user):
    user.refresh_from_db()
    return user.email


def test_it_asks_for_the_password_of_a_while_ago(editor, clock):
    client = log_in()
    clock.shift(timedelta(minutes=16))
    answer = change(client, "eve@example.org")
    (link,) = html.fromstring(answer.content).xpath("//a[contains(@href, '/confirm/')]")
    assert stored(editor) == "ana@example.org"
    assert change(client, "ANA@example.org").status_code == 302, "the same address"
    client.post(link.get("href"), {"password": PASSWORD})
    assert change(client, "new@example.org").status_code == 302
    assert stored(editor) == "new@example.org"


def test_the_old_address_is_told(editor, clock):
    assert change(log_in(), "new@example.org").status_code == 302
    mail = Delivery.objects.get()
    assert (mail.address, mail.kind) == ("ana@example.org", "account notice")
    assert "The address of your account ana was changed." in mail.text


@pytest.mark.parametrize("address", ["root@example.org", "ROOT@Example.org", "coming@example.org"])
def test_somebody_else_s_address_is_refused(editor, admin, clock, address):
    group = Group.objects.get(name=EDITORS)
    invite(address="coming@example.org", group=group, language="en", by=admin, now=timezone.now())
    assert "Please choose another address." in change(log_in(), address).content.decode()
    assert stored(editor) == "ana@example.org"


def test_nobody_uploads_a_picture_of_themselves(editor, clock):
    """Wagtail keeps the file as it is, with all that a camera notes in it."""
    assert "avatar-avatar" not in log_in().get(ACCOUNT).content.decode()
