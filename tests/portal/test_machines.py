"""Settings that would lose data on several machines, or on a disk that several machines share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.checks import file_system_of, machine_errors, machine_settings, network_errors

ROOT = Path(__file__).resolve().parents[2]
GROWN = {
    "machines": 2,
    "engine": "django.db.backends.postgresql",
    "media": "portal.media.object_storage.ObjectStorage",
    "redis": "redis://cache:6379/0",
    "mail": "home.outbox.smtp.EmailBackend",
}
EMBEDDED = {
    "machines": 1,
    "engine": "django.db.backends.sqlite3",
    "media": "django.core.files.storage.FileSystemStorage",
    "redis": "",
    "mail": "home.outbox.files.EmailBackend",
}
MOUNTS = "overlay / overlay rw 0 0\n/dev/sda1 /srv ext4 rw 0 0\nnas:/x /srv/the\\040portal nfs4 rw 0 0\n"


def ids(errors):
    return [error.id for error in errors]


def test_one_machine_may_keep_everything_and_several_share_everything():
    assert machine_errors(**EMBEDDED) == machine_errors(**GROWN) == machine_settings() == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("engine", "portal.E006"), ("media", "portal.E007"), ("redis", "portal.E008"), ("mail", "portal.E009")],
)
def test_what_each_machine_would_keep_for_itself_is_refused(name, expected):
    assert ids(machine_errors(**{**GROWN, name: EMBEDDED[name]})) == [expected]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/var/portal.sqlite3", "overlay"), ("/srv/portal.sqlite3", "ext4"), ("/srv/the portal/portal.sqlite3", "nfs4")],
)
def test_the_file_system_of_a_path(path, kind):
    assert file_system_of(Path(path), MOUNTS) == kind


def test_sqlite_on_a_network_file_system_is_refused():
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/the portal/portal.sqlite3"}
    assert ids(network_errors(sqlite, MOUNTS)) == ["portal.E010"]
    assert network_errors({**sqlite, "NAME": "/srv/portal.sqlite3"}, MOUNTS) == []
    assert network_errors({"ENGINE": "django.db.backends.postgresql", "NAME": "portal"}, MOUNTS) == []


@pytest.mark.parametrize(
    "command",
    [["gunicorn", "--config", "python:portal.gunicorn", "portal.wsgi"], ["python", "manage.py", "worker", "--once"]],
)
def test_neither_web_server_nor_worker_starts_with_them(command, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": "",
        "PORTAL_MACHINES": "2",
        "PORTAL_VAR_DIR": str(tmp_path),
        "BIND": f"unix:{tmp_path}/socket",
    }
    program = Path(sys.executable).parent / command[0]
    result = subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "portal.E006" in result.stderr and "Set DATABASE_URL" in result.stderr


def test_each_thread_may_have_a_connection_and_a_dropped_one_is_replaced():
    """Settings are read in a separate process, since there is a pool with PostgreSQL only."""
    code = "from portal.settings.base import DATABASES as d, WEB_THREADS as w; print(d['default'], w)"
    environment = os.environ | {"DATABASE_URL": "postgres://a:b@localhost/c?sslmode=require", "WEB_THREADS": "7"}
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert "'sslmode': 'require', 'pool': {'min_size': 1, 'max_size': 7, 'timeout': 2, " in shown
    assert "'CONN_HEALTH_CHECKS': True" in shown
