from datetime import datetime, timedelta

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def fields(client) -> dict[str, str]:
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_who_finds_a_hole_finds_an_address(client, settings, contact, shown):
    settings.SECURITY_CONTACT = contact
    found = fields(client)
    assert (found["Contact"], found["Canonical"]) == (shown, f"http://localhost{ADDRESS}")
    assert found["Preferred-Languages"] == "en, es"
    left = datetime.fromisoformat(found["Expires"]) - timezone.now()
    assert timedelta(days=100) < left < timedelta(days=365)


def test_without_a_contact_of_its_own_it_is_whom_mail_comes_from(client):
    assert fields(client)["Contact"] == "mailto:portal@example.org"
