from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.utils import timezone

from portal.backup.archive import ArchiveReader, DamagedArchive
from portal.backup.restore import RestoreRefused, restore


class Command(BaseCommand):
    help = "Put a backup in place of what is there. Stop web server and worker first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace a portal that holds content")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            with ArchiveReader(file) as archive:
                notes = restore(archive, overwrite=force, now=timezone.now())
        except (DamagedArchive, RestoreRefused) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"Restored {file}: every row and file is as it was.")
        for note in notes:
            self.stdout.write(note)
