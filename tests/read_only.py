"""A database that refuses writes, as for somebody who only reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def refused_writes() -> Iterator[None]:
    """On PostgreSQL to the end of the transaction: one that has begun to read cannot write again."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        connection.connection.execute("SET TRANSACTION READ ONLY")
        yield
        return
    connection.connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.connection.execute("PRAGMA query_only = OFF")
