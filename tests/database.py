"""A separate database for each test that commits: a copy of the migrated one, which no test changes.

All other tests share the migrated database and roll back. So whatever a test does, and however it ends,
the next test and the next run (--reuse-db) find what the migrations made.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from unittest import mock

from django.db import connection
from django.test import TransactionTestCase


@contextmanager
def copies_for_tests_that_commit(migrated: str) -> Iterator[None]:
    """Inside, Django gives each TransactionTestCase a copy of `migrated`, where it would flush all tables afterwards.

    pytest-django makes such a test case for `transactional_db`, `live_server` and `django_db(transaction=True)`.
    """
    with ExitStack() as copies:

        def setup(cls: type[TransactionTestCase]) -> None:
            copies.close()  # of a test whose teardown was never reached
            copies.enter_context(copy_of(migrated))

        def teardown(self: TransactionTestCase) -> None:
            copies.close()

        with mock.patch.multiple(TransactionTestCase, _fixture_setup=classmethod(setup), _fixture_teardown=teardown):
            yield


@contextmanager
def copy_of(migrated: str) -> Iterator[None]:
    """Inside, this process is connected to a copy of the database `migrated`, which is thrown away afterwards."""
    make = sqlite_copy if connection.vendor == "sqlite" else postgres_copy
    disconnect()
    with make(migrated) as name:
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            disconnect()
            connection.settings_dict["NAME"] = migrated


def disconnect() -> None:
    """Close the connection, and on PostgreSQL those that the pool of this process keeps."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


@contextmanager
def sqlite_copy(migrated: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="portal-test-") as folder:
        path = Path(folder) / "portal.sqlite3"
        copy_sqlite(migrated, path)
        yield str(path)


def copy_sqlite(source: str, target: Path) -> None:
    """Also while somebody is connected to `source`."""
    with closing(sqlite3.connect(source)) as database:
        database.execute("VACUUM INTO ?", [str(target)])


@contextmanager
def postgres_copy(migrated: str) -> Iterator[str]:
    name = f"{migrated}_copy"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'  # also while a request that was given up is connected
    with connection._nodb_cursor() as cursor:
        cursor.execute(drop)  # of a run that was killed
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(drop)
