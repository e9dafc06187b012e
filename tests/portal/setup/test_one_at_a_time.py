import threading
import time

import pytest
from django.db import connection

from portal.setup.one_at_a_time import lock_in_database, one_at_a_time

WAITING = "Another process prepares this portal: waiting until it is done …"


def run_two(lock) -> tuple[list[str], list[str]]:
    """What is done in which order by two that want the lock at once, and what was told."""
    inside, told, order = threading.Event(), [], []

    def first() -> None:
        with lock(told.append):
            inside.set()
            time.sleep(0.5)
            order.append("first")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(30)
    with lock(told.append):
        order.append("second")
    thread.join()
    return order, told


def test_two_processes_never_prepare_at_once(settings, transactional_db):
    """The second one says that it waits. Whoever is killed holds no lock."""
    assert run_two(one_at_a_time) == (["first", "second"], [WAITING])


def test_two_machines_never_prepare_at_once(transactional_db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lies on one machine")
    order, told = run_two(lock_in_database)
    assert (order, len(told)) == (["first", "second"], 1)
