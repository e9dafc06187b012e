import errno
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone

from home.characters import one_line
from portal.backup.create import create, delete_old


def _reason(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {folder} is full"
    return f"{error.filename or folder}: {error.strerror or error}"


class Command(BaseCommand):
    help = "Write database and uploads to one verified file, also while the portal is running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=Path(settings.VAR_DIR) / "backups", help="folder for the file")
        parser.add_argument("--keep", type=int, help="delete all but this many of the newest backups in that folder")

    def handle(self, *args: Any, to: Path, keep: int | None, **options: Any) -> None:
        try:
            path = create(folder=to, now=timezone.now())
        except OSError as error:
            reason = _reason(error, to)
            raise CommandError(f"No backup was made: {reason}. Earlier backups are as they were.") from error
        except DatabaseError as error:
            reason = f"the database is away or not set up yet ({one_line(str(error))})"
            raise CommandError(f"No backup was made: {reason}. Earlier backups are as they were.") from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB, verified). The settings in .env are not in it.")
        if keep:
            for old in delete_old(folder=to, keep=keep):
                self.stdout.write(f"Deleted {old}")
