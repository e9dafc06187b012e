from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from home.jobs.status import WORKER_SILENCE
from home.models import JobRun


def test_a_living_process_says_so_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_with_database_and_all_migrations(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["database"] is True


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).migration_qs.filter(app="home").latest("pk").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, False)


@pytest.mark.django_db
def test_asking_again_reads_no_files_of_migrations(client, monkeypatch):
    """Whoever asks without end would take the processor from readers."""
    client.get("/readyz")
    monkeypatch.setattr(MigrationLoader, "load_disk", lambda self: pytest.fail("reads them again"))
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_database(client, monkeypatch):
    def refuse():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "seen"), [(timedelta(0), True), (WORKER_SILENCE, False)])
def test_a_silent_worker_is_told_but_keeps_no_reader_out(client, ago, seen):
    assert client.get("/readyz").json()["worker"] is False
    JobRun.objects.create(name="a", due_at=timezone.now(), started_at=timezone.now() - ago)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["worker"]) == (200, seen)
