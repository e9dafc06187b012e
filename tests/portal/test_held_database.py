import sqlite3

import pytest
from django.db.utils import ConnectionHandler

from portal.web import database


@pytest.fixture(autouse=True)
def may_connect(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_the_files_beside_the_database_stay_while_no_request_runs(tmp_path, monkeypatch):
    """With them, reading needs no space on the disk."""
    file = tmp_path / "portal.sqlite3"
    options = {"init_command": "PRAGMA journal_mode=WAL;"}
    connections = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}}
    )
    monkeypatch.setattr(database, "connections", connections)
    held = database.hold_open()
    request = sqlite3.connect(file)
    request.execute("CREATE TABLE page (pk)")
    request.close()
    assert (tmp_path / "portal.sqlite3-shm").stat().st_size >= 32768
    held.close()
    assert not (tmp_path / "portal.sqlite3-shm").exists()


def test_a_database_that_cannot_be_opened_keeps_no_process_from_starting(tmp_path, monkeypatch):
    missing = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "nowhere" / "portal.sqlite3"}
    monkeypatch.setattr(database, "connections", ConnectionHandler({"default": missing}))
    assert database.hold_open() is not None
