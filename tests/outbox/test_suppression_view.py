import pytest
from django.contrib.auth.models import Group

from home.outbox.actions import suppress
from home.outbox.enums import SuppressionReason
from home.outbox.models import Suppression
from tests.outbox.conftest import NOW

URL = "/admin/mail/stopped/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped():
    suppress(address="ana@example.org", reason=SuppressionReason.COMPLAINED, now=NOW)


def test_an_administrator_sees_why_and_since_when_and_lifts_it(client, stopped, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin"))
    assert "ana@" not in client.get(URL).content.decode()
    page = client.post(URL, {"address": "Ana@example.org"}).content.decode()
    assert f"Stopped since {NOW:%Y-%m-%d}: reported an email as spam." in page
    assert Suppression.objects.exists()
    assert "are not stopped" in client.post(URL, {"address": "bea@example.org", "lift": "1"}).content.decode()
    assert Suppression.objects.exists()
    page = client.post(URL, {"address": "Ana@example.org", "lift": "1"}).content.decode()
    assert "ana@example.org can get emails again." in page
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("group", ["Editors", "Programme team"])
def test_nobody_else_does(client, stopped, django_user_model, group):
    user = django_user_model.objects.create_user("eve")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    client.post(URL, {"address": "ana@example.org", "lift": "1"})
    assert Suppression.objects.exists()
    assert URL not in client.get("/admin/").content.decode()
