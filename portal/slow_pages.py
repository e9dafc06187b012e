"""Pages that took long, in a file of this machine: for the status page, and to be looked for in the log."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.logs import without_tokens

logger = logging.getLogger(__name__)

SLOW_SECONDS = 3.0
MAX_BYTES = 50_000


class SlowPageMiddleware:
    """Notes what readers waited for longer than SLOW_SECONDS. Not the admin, where some reports take their time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        seconds = time.monotonic() - began
        if seconds > SLOW_SECONDS and not request.path.startswith("/admin/"):
            note(request, seconds)
        return response


def note(request: HttpRequest, seconds: float) -> None:
    """Without the query, which may hold what somebody searched for."""
    where = without_tokens(request.path)
    logger.warning("slow: %s took %.1f s", where, seconds)
    row = {"at": datetime.now(UTC).isoformat(), "path": where[:200], "seconds": round(seconds, 1)}
    with suppress(OSError):  # a full disk; the log has it
        if path().exists() and path().stat().st_size > MAX_BYTES:
            path().replace(older())
        with path().open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(row)}\n")


def slow_pages(*, since: datetime) -> list[tuple[str, float]]:
    """Address and seconds, the slowest first."""
    found = [(row["path"], row["seconds"]) for row in _rows() if datetime.fromisoformat(row["at"]) >= since]
    return sorted(found, key=lambda pair: -pair[1])


def _rows() -> Iterator[dict[str, Any]]:
    for file in (older(), path()):
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):  # half a line: two processes wrote at once
                    yield json.loads(line)


def path() -> Path:
    return Path(settings.VAR_DIR) / "slow-pages.jsonl"


def older() -> Path:
    return path().with_suffix(".old")
