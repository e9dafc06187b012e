"""`python -m portal.setup.probe`: the health check of a container; exit code 1 unless this portal can serve."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

PATIENCE = 4  # seconds


def answers(path: str = "/readyz") -> bool:
    """Query the web server of this machine with the portal's host name, as a reverse proxy would."""
    bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
    name = urlsplit(os.environ.get("PORTAL_BASE_URL", "")).netloc or "127.0.0.1"
    connection = HTTPConnection("127.0.0.1", int(bind.rpartition(":")[2]), timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": name})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if answers() else 1)
