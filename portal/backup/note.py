"""When the last backup was made on this machine, in whatever folder it is."""

from datetime import datetime
from pathlib import Path

from django.conf import settings


def write(now: datetime) -> None:
    path().write_text(now.isoformat())


def last_backup() -> datetime | None:
    try:
        return datetime.fromisoformat(path().read_text())
    except FileNotFoundError:
        return None


def path() -> Path:
    return Path(settings.VAR_DIR) / "last-backup"
