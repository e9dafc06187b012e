"""Until when the certificate of PORTAL_BASE_URL is valid, as a browser sees it. Looked up by a job, kept in a file."""

import json
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from home.jobs.registry import job

TIMEOUT = 5  # seconds


@job("look-at-certificate", every=timedelta(hours=6))
def look_at_certificate(*, now: datetime) -> int:
    """Forgets what it knew if this machine cannot reach the address: then nothing is known."""
    address = urlsplit(settings.PORTAL_BASE_URL)
    found = None
    if address.scheme == "https" and address.hostname:
        found = read_certificate(address.hostname, address.port or 443)
    if found is None:
        path().unlink(missing_ok=True)
    else:
        path().write_text(json.dumps(found))
    return 0


def read_certificate(host: str, port: int) -> dict[str, str] | None:
    """`ends_at`, or `problem` if browsers refuse it; None if nobody answers."""
    try:
        with (
            socket.create_connection((host, port), timeout=TIMEOUT) as connection,
            ssl.create_default_context().wrap_socket(connection, server_hostname=host) as secured,
        ):
            ends_at = str((secured.getpeercert() or {})["notAfter"])
    except ssl.SSLCertVerificationError as error:
        return {"problem": error.verify_message}
    except OSError:
        return None
    return {"ends_at": datetime.fromtimestamp(ssl.cert_time_to_seconds(ends_at), tz=UTC).isoformat()}


def known() -> dict[str, str]:
    """What the job found; empty if nothing is known."""
    try:
        found: dict[str, str] = json.loads(path().read_text())
    except FileNotFoundError:
        return {}
    return found


def path() -> Path:
    return Path(settings.VAR_DIR) / "certificate.json"
