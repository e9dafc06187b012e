from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from home.caching import generation
from portal.setup import private_files, search_index


class Command(BaseCommand):
    help = "Bring the database to this version of the portal: its tables, and the search index if its form changed."
    requires_system_checks = []  # migrate runs them

    def handle(self, *args: Any, **options: Any) -> None:
        private_files.close(Path(settings.VAR_DIR))
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        if not search_index.is_built():
            call_command("update_index", verbosity=0)
            search_index.mark_built()
        generation.bump()  # pages kept by an older version are not valid
