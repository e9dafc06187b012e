from typing import Any

from django.core.management import BaseCommand, call_command

from home.caching import generation
from portal.setup import search_index


class Command(BaseCommand):
    help = "Bring the database to this version of the portal: its tables, and the search index if its form changed."
    requires_system_checks = []  # migrate runs them

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        if not search_index.is_built():
            call_command("update_index", verbosity=0)
            search_index.note()
        generation.bump()  # pages kept by an older version of the portal are not of this one
