"""`python -m portal.setup.probe`: the health check of a container; exit code 1 unless this portal can serve.

With `--wait` it waits until it can, for at most three minutes: whoever is told that an upgrade failed goes back, which
loses what has been written.
"""

import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from portal.settings.environment import env

PATIENCE = 4  # seconds for one answer
START = 180  # seconds; a busy machine needs more than one minute


def answers(path: str = "/readyz") -> bool:
    """Query the web server of this machine with the portal's host name, as a reverse proxy would."""
    bind = env.str("BIND", default=f"127.0.0.1:{env.str('PORT', default='8000')}")
    name = urlsplit(env.str("PORTAL_BASE_URL", default="")).netloc or "127.0.0.1"
    connection = HTTPConnection("127.0.0.1", int(bind.rpartition(":")[2]), timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": name})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def answers_within(seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


if __name__ == "__main__":
    sys.exit(0 if answers_within(START if "--wait" in sys.argv else 0) else 1)
