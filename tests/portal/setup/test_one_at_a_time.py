import threading
import time

import pytest
from django.db import connection

from portal.setup.one_at_a_time import lock_in_database, one_at_a_time


def test_two_processes_never_prepare_at_once(settings, transactional_db):
    """The second one says that it waits. Whoever is killed holds no lock."""
    inside, told, order = threading.Event(), [], []

    def first() -> None:
        with one_at_a_time(told.append):
            inside.set()
            time.sleep(0.5)
            order.append("first")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(30)
    with one_at_a_time(told.append):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    assert told == ["Another process prepares this portal: waiting until it is done …"]


def test_two_machines_never_prepare_at_once(transactional_db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lies on one machine")
    inside, told, order = threading.Event(), [], []

    def first() -> None:
        with lock_in_database(told.append):
            inside.set()
            time.sleep(0.5)
            order.append("first")
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(30)
    with lock_in_database(told.append):
        order.append("second")
    thread.join()
    assert (order, len(told)) == (["first", "second"], 1)
