"""A web process keeps a connection to an SQLite file open, so that reading goes on when the disk is full.

SQLite deletes the files beside the database with the last connection, and needs space to make them again. Requests
open a connection each.
"""

from contextlib import suppress

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def hold_open() -> BaseDatabaseWrapper | None:
    """The connection, which nothing else uses; None for other databases. Requests say what is wrong with a file."""
    connection = connections.create_connection("default")
    if connection.vendor != "sqlite":
        return None
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        cursor.fetchall()
    return connection
