import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from home.accounts import actions, factors
from home.roles import EDITORS

PASSWORD = "a long walk home"
NOON = "2026-11-23T12:00:00Z"


def code_of(secret: str) -> str:
    """The code that the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def clock(db) -> Any:
    """Freezes real time at noon until a test moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(db, django_user_model) -> Any:
    user = django_user_model.objects.create_user("ana", "ana@example.org", PASSWORD, first_name="Ana")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def admin(db, django_user_model) -> Any:
    return django_user_model.objects.create_superuser("root", "root@example.org", PASSWORD)


@pytest.fixture
def secret(editor) -> str:
    """The secret of the editor's authenticator app."""
    made = factors.new_secret()
    actions.add_app(user=editor, secret=made, now=timezone.now())
    return made


def log_in(username: str = "ana", password: str = PASSWORD, **extra: Any) -> Client:
    """A client that has passed the password step only."""
    client = Client(**extra)
    client.post("/admin/login/", {"username": username, "password": password, "next": "/admin/"})
    return client
