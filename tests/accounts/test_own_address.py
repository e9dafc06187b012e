"""Somebody's own address: whoever has it can set a new password, so it takes the password and a link to change it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone
from lxml import html

from home.accounts.actions import invite
from home.outbox.models import Delivery
from home.outbox.sending import send_due
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


def mailed_link():
    send_due(now=timezone.now())
    (found,) = re.findall(r"https?://\S+/new-address/\S+", mail.outbox[-1].body)
    return urlsplit(found).path


def test_it_asks_for_the_password_of_a_while_ago(editor, clock):
    client = log_in()
    clock.shift(timedelta(minutes=16))
    answer = change(client, "eve@example.org")
    (link,) = html.fromstring(answer.content).xpath("//a[contains(@href, '/confirm/')]")
    assert change(client, "ANA@example.org").status_code == 302, "the same address"
    assert not Delivery.objects.exists()
    client.post(link.get("href"), {"password": PASSWORD})
    assert change(client, "new@example.org").status_code == 302
    assert Delivery.objects.get().address == "new@example.org"


def test_it_changes_once_the_link_that_is_sent_there_was_used(editor, clock):
    client = log_in()
    answer = change(client, "New@example.org")
    assert "We have sent a link to new@example.org." in client.get(answer["Location"]).content.decode()
    link = mailed_link()
    reader = Client()
    assert "new@example.org" in reader.get(link).content.decode()
    assert stored(editor) == "ana@example.org", "filters of mail servers open links"
    reader.post(link)
    assert stored(editor) == "new@example.org"
    assert reader.post(link).status_code == 410, "it works once"


def test_the_old_address_is_told(editor, clock):
    change(log_in(), "new@example.org")
    Client().post(mailed_link())
    told = Delivery.objects.get(kind="account notice")
    assert told.address == "ana@example.org"
    assert "The address of your account ana was changed." in told.text


def test_the_link_ends(editor, admin, clock):
    change(log_in(), "new@example.org")
    link = mailed_link()
    clock.shift(timedelta(hours=25))
    assert Client().get(link).status_code == 410, "after a day"
    change(log_in(), "new@example.org")
    link = mailed_link()
    admin.email = "new@example.org"
    admin.save()
    assert Client().post(link).status_code == 410, "as somebody else has the address"
    assert stored(editor) == "ana@example.org"
    editor.set_password("another long walk")
    editor.save()
    assert Client().get(link).status_code == 410, "with another password"
    assert Client().get(link[:-5] + "/").status_code == 410, "if it is no link of ours"


def test_nobody_is_written_to_without_end(editor, clock):
    client = log_in()
    for number in range(15):
        change(client, f"stranger-{number}@example.org")
    assert Delivery.objects.filter(kind="new address", due_at__lte=timezone.now()).count() == 10


@pytest.mark.parametrize("address", ["root@example.org", "ROOT@Example.org", "coming@example.org"])
def test_somebody_else_s_address_is_refused(editor, admin, clock, address):
    group = Group.objects.get(name=EDITORS)
    invite(address="coming@example.org", group=group, language="en", by=admin, now=timezone.now())
    assert "Please choose another address." in change(log_in(), address).content.decode()
    assert stored(editor) == "ana@example.org"


def test_nobody_uploads_a_picture_of_themselves(editor, clock):
    """Wagtail keeps the file as it is, with all that a camera notes in it."""
    assert "avatar-avatar" not in log_in().get(ACCOUNT).content.decode()
