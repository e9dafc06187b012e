"""Anonymous visitors reach no page of allauth, and every account page has our content security policy."""

import json

import pytest
from allauth.account import urls as account_urls
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from home.accounts import factors
from home.accounts.models import Invitation
from portal.backup import rows


def views(patterns, before=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern.callback


def test_no_address_leads_to_a_page_of_allauth():
    found = [(path, view) for path, view in views(get_resolver().url_patterns) if "allauth" in view.__module__]
    assert found == []
    for pattern in account_urls.urlpatterns:
        if getattr(pattern, "name", None):
            with pytest.raises(NoReverseMatch):
                reverse(pattern.name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/change/", "2fa/", "login/code/", "social/signup/"])
@pytest.mark.parametrize("prefix", ["/", "/accounts/", "/en/accounts/", "/admin/"])
def test_nobody_registers_or_changes_an_address(client, db, prefix, path, django_user_model):
    data = {"email": "eve@example.org", "username": "eve", "password1": "a long walk", "password2": "a long walk"}
    for answer in (client.get(prefix + path), client.post(prefix + path, data)):
        assert answer.status_code in (302, 403, 404)
        assert answer.status_code != 302 or "/admin/login/" in answer["Location"] or answer["Location"].endswith(path)
    assert not django_user_model.objects.exists()
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "path", ["", "second-step/", "second-factor/", "confirm/", "passkey/", "invitation/x/", "second-factor/app/"]
)
def test_pages_of_an_account_have_the_strict_policy_and_are_never_kept(client, db, path):
    answer = client.get(f"/admin/login/{path}")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"] or path == ""


def test_a_backup_carries_devices_and_invitations(db, django_user_model):
    kept = rows.kept_models(apps)
    assert {Authenticator, Invitation} <= set(kept)
    user = django_user_model.objects.create_user("ana", password="x")
    factors.add_app(user, factors.new_secret())
    lines = list(rows.read(Authenticator))
    Authenticator.objects.all().delete()
    rows.write(Authenticator, lines)
    assert list(rows.read(Authenticator)) == lines
    assert json.loads(lines[0])
