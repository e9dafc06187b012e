"""A task that fails within a transaction does not fail the transaction."""

import pytest
from django.db import connection, transaction
from django_tasks import task
from django_tasks.base import TaskResultStatus

from home.models import RateCounter

failures: list[str] = []


@task()
def fail_for_now() -> None:
    """As the victim of a deadlock: with an error of the database, which PostgreSQL does not forget."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM missing_table" if failures else "SELECT 1")


@pytest.fixture
def counted(monkeypatch):
    executed = []
    backend = type(fail_for_now.get_backend())
    execute = backend._execute_task

    def count(self, result):
        executed.append(1)
        execute(self, result)
        failures[:] = failures[1:]

    monkeypatch.setattr(backend, "_execute_task", count)
    return executed


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite forgets an error at once")
@pytest.mark.parametrize(("times", "executed", "status"), [(1, 2, "SUCCESSFUL"), (9, 3, "FAILED")])
def test_it_is_done_again_and_the_transaction_goes_on(db, counted, times, executed, status):
    failures[:] = ["deadlock"] * times
    with transaction.atomic():
        result = fail_for_now.enqueue()
        assert not RateCounter.objects.filter(pk=0).exists()
    assert (len(counted), result.status) == (executed, TaskResultStatus[status])
