"""What the portal sees of its machine, and what /readyz says."""

import shutil
import threading
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from home.models import JobRun
from home.status import Status
from portal import status
from portal.backup import note
from tests.read_only import refused_writes

pytestmark = pytest.mark.django_db
NOW = timezone.now()
Usage = namedtuple("Usage", "free")


def found(name: str) -> Status:
    return next(one for one in status.system_statuses(now=NOW) if one.name == name)


def test_a_full_disk_is_told(monkeypatch):
    for free, is_fine in ((status.MIN_FREE_BYTES, True), (status.MIN_FREE_BYTES - 1, False)):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: Usage(free))
        assert found("disk").is_fine is is_fine


def test_a_missing_or_old_backup_is_told_but_is_not_urgent():
    assert (found("backup").is_fine, found("backup").urgent) == (False, False)
    note.write(NOW - timedelta(days=2))
    assert not found("backup").is_fine
    note.write(NOW - timedelta(days=1))
    assert found("backup").is_fine


def test_a_database_that_refuses_writes_degrades_the_portal_which_still_serves(client):
    JobRun.objects.create(name="a", due_at=NOW, started_at=NOW)
    assert client.get("/readyz").json()["writable"] is True
    with refused_writes():
        response = client.get("/readyz")
    assert (response.status_code, response.json()["status"], response.json()["writable"]) == (200, "degraded", False)
    assert client.get("/readyz").json()["writable"] is True


@pytest.mark.django_db(transaction=True)
def test_a_held_write_lock_is_told_within_seconds_and_gone_afterwards():
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("LOCK TABLE home_jobrun")
            held.set()
            done.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    began = timezone.now()
    assert not status.is_writable()
    assert timezone.now() - began < timedelta(seconds=10)
    done.set()
    holder.join()
    assert status.is_writable()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,), "others wait as long as before"
