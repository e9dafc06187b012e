"""An impossible value stops the start with one sentence that names the variable."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from portal.settings import environment

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("parse", "good", "bad"),
    [
        (environment.database, ["postgres://a:b@host:5432/name", "sqlite:////srv/portal.sqlite3"],
         ["nonsense", "mysql://a:b@host/name", "postgres://a:b@host", "postgres://a:b#c/d@host:5432/name", "sqlite://",
          "postgres://host:port/name"]),
        (environment.address("redis", "unix"), ["redis://host:6379/0", "unix:///run/redis.sock"],
         ["localhost", "http://host", "redis://", "unix://", "redis://host:port"]),
        (environment.languages, ["en", "es,en", " pt-br , en "], [",", "en,xx", "en,en"]),
        (environment.instant, ["2021-03-15T12:00Z"], ["yesterday", "2021-03-15T12:00", "2021-13-15T12:00Z"]),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(monkeypatch, parse, good, bad):
    for value in good:
        monkeypatch.setenv("PORTAL_TRIED", value)
        assert environment.read("PORTAL_TRIED", parse, "right", None) is not None
    for value in bad:
        monkeypatch.setenv("PORTAL_TRIED", value)
        with pytest.raises(ImproperlyConfigured, match=r"^PORTAL_TRIED must be right\.$"):
            environment.read("PORTAL_TRIED", parse, "right", None)


def test_numbers_have_a_least(monkeypatch):
    for value in ("two", "0", "-1", "1.5"):
        monkeypatch.setenv("PORTAL_TRIED", value)
        with pytest.raises(ImproperlyConfigured, match="PORTAL_TRIED must be a whole number, 1 or more"):
            environment.number("PORTAL_TRIED", 4, least=1)
    monkeypatch.setenv("PORTAL_TRIED", "60, 300")
    assert environment.numbers("PORTAL_TRIED", []) == [60, 300]


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("PORTAL_TRIED", " ")
    assert environment.number("PORTAL_TRIED", 4) == 4
    assert environment.read("PORTAL_TRIED", environment.languages, "", ["en"]) == ["en"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://user:hidden@host/name"),
        ("REDIS_URL", "host:hidden"),
        ("WEB_CONCURRENCY", "hidden"),
        ("PORTAL_LANGUAGES", "en,hidden"),
        ("PORTAL_AT", "hidden"),
        ("PORTAL_BASE_URL", "hidden.example.org"),
        ("EMAIL_URL", "hidden://host"),
        ("EMAIL_URL", "smtp+tls://hidden#word:password@host:587"),
        ("EMAIL_URL", "smtp+tls://user:12/hidden@host:587"),
        ("EMAIL_URL", "smtp+tls://user:12?hidden@host:587"),
        ("ALERT_EMAIL_URL", "smtp+tls:hidden"),
        ("EMAIL_PROVIDER", "hidden"),
        ("FRONTEND_CACHE", "{hidden"),
        ("LOG_LEVEL", "hidden"),
    ],
)
def test_a_command_says_which_variable_is_wrong_in_one_line(name, value):
    environment = os.environ | {name: value, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    command = [sys.executable, "manage.py", "prepare"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith(f"The portal cannot start: {name} must be ") and "hidden" not in result.stderr
    assert result.stderr.count("\n") == 1


HSTS = """
from portal.settings import production as found
print(found.SECURE_HSTS_SECONDS > 0, found.SECURE_HSTS_INCLUDE_SUBDOMAINS, found.SECURE_HSTS_PRELOAD)
"""


@pytest.mark.parametrize(
    ("value", "said"),
    [("", "True False False"), ("subdomains", "True True False"), ("preload", "True True True")],
)
def test_only_whoever_says_so_decides_about_other_hosts(value, said):
    environment = os.environ | {"HSTS": value, "SECRET_KEY": "x"}
    command = [sys.executable, "-c", HSTS]
    assert subprocess.check_output(command, cwd=ROOT, env=environment, text=True).strip() == said


READ = re.compile(r'\b(?:text|choice|words|numbers?|read|env\.str)\(\s*"([A-Z][A-Z0-9_]+)"')


def test_every_variable_is_explained():
    explained = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    sources = "".join(path.read_text() for path in sorted((ROOT / "portal").rglob("*.py")))
    read = set(READ.findall(sources)) - {"PORT"}  # of one start: `make run PORT=8080`
    assert read - explained == set(), "add it to .env.example"
    unknown = {name for name in explained if f'"{name}"' not in sources and not name.startswith("ANYMAIL_")}
    assert unknown == {"PORTAL_NAME_ES"}, "one of a kind: a name for each language"


NAMES = """
from portal.settings import base
print(base.PORTAL_NAME, sorted(base.PORTAL_NAMES.items()))
"""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "Sociocracy Conference [('es', 'Conferencia de Sociocracia'), ('pt-br', 'Sociocracy Conference')]"),
        ({"PORTAL_NAME": "Ours"}, "Ours [('es', 'Ours'), ('pt-br', 'Ours')]"),
        ({"PORTAL_NAME": "Ours", "PORTAL_NAME_PT_BR": "Nosso"}, "Ours [('es', 'Ours'), ('pt-br', 'Nosso')]"),
    ],
)
def test_the_portal_has_a_name_in_each_language(given, found):
    environment = os.environ | {"PORTAL_LANGUAGES": "en,es,pt-br", "PORTAL_NAME": "", "SECRET_KEY": "x"} | given
    command = [sys.executable, "-c", NAMES]
    assert subprocess.check_output(command, cwd=ROOT, env=environment, text=True).strip() == found


def test_the_file_of_an_installation_changes_no_test(tmp_path):
    assert os.environ["PORTAL_ENV_FILE"] == os.devnull, "also for every process that a test starts"
    code = "from portal.settings.environment import text; print(text('PORTAL_NAME', 'ours'))"
    file = tmp_path / "env"
    file.write_text("PORTAL_NAME=Theirs\n")
    for named, expected in ((os.devnull, "ours"), (str(file), "Theirs")):
        shown = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, env=os.environ | {"PORTAL_ENV_FILE": named}, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert shown.strip() == expected


def test_a_name_that_is_nearly_right_is_told(monkeypatch):
    for name in ("WEB_CONCURENCY", "EMAILURL", "ANYMAIL_MAILGUN_API_KEY", "HOME", "EMAIL_USER"):
        monkeypatch.setenv(name, "4")
    found = {message.msg: message.id for message in run_checks(tags=["portal"]) if not message.is_serious()}
    assert found == {
        "WEB_CONCURENCY is no setting of the portal. Is WEB_CONCURRENCY meant?": "portal.W001",
        "EMAILURL is no setting of the portal. Is EMAIL_URL meant?": "portal.W001",
    }


@pytest.mark.parametrize("value", ["", " ", None])
def test_production_without_a_secret_key_says_so_in_one_sentence(value):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "SECRET_KEY": value or ""}
    if value is None:
        del environment["SECRET_KEY"]
    command = [sys.executable, "manage.py", "check"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("The portal cannot start: SECRET_KEY is missing or empty")
