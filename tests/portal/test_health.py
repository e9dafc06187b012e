import pytest
from django.db import DatabaseError, connection


def test_a_living_process_says_so_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_with_database_and_all_migrations(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["database"] is True


@pytest.mark.django_db
def test_not_ready_without_a_database(client, monkeypatch):
    def refuse():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False
    assert "no-store" in response.headers["Cache-Control"]
