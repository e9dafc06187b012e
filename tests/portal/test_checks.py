import pytest

from portal.checks import database_errors, database_settings, mail_settings

GOOD = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}


def ids(database):
    return [error.id for error in database_errors(database)]


def test_the_measured_settings_pass():
    assert ids(GOOD) == []
    assert database_settings() == []


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("transaction_mode", "DEFERRED", ["portal.E001"]),
        ("init_command", "PRAGMA synchronous=FULL;", ["portal.E002"]),
        ("init_command", "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;", ["portal.E003"]),
        ("timeout", 1, ["portal.E004"]),
    ],
)
def test_each_losing_setting_is_refused(option, value, expected):
    assert ids({**GOOD, "OPTIONS": {**GOOD["OPTIONS"], option: value}}) == expected


def test_other_databases_are_not_asked():
    assert ids({"ENGINE": "django.db.backends.postgresql"}) == []


def test_a_transaction_around_every_request_is_refused():
    assert ids({**GOOD, "ATOMIC_REQUESTS": True}) == ["portal.E005"]


@pytest.mark.parametrize("secret", ["", "name", "name:", ":password"])
def test_a_provider_of_mail_without_a_secret_for_its_reports_is_refused(settings, secret):
    settings.EMAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": secret}
    assert [error.id for error in mail_settings()] == ["portal.E011"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:pass:word"}
    assert mail_settings() == []
    settings.EMAIL_PROVIDER, settings.ANYMAIL = "", {}
    assert mail_settings() == []
