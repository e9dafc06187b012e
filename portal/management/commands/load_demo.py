from typing import Any

import environ
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.demo.load import load, portal_is_empty
from portal.demo.loader import can_load
from portal.demo.logins import demo_logins_exist, make_logins, table
from portal.demo.parsing import ContentError


class Command(BaseCommand):
    help = "Fill an empty portal with the demo in English and Spanish. A portal with content of its own is not touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="print the demo's logins at the end")

    def handle(self, **options: Any) -> None:
        password = environ.Env().str("DEMO_PASSWORD", default="")
        if not portal_is_empty():
            self.stdout.write("The portal has content; the demo was not loaded.")
        elif not can_load():
            self.stdout.write(
                "The demo needs English and Spanish in PORTAL_LANGUAGES, and a home page in English: "
                "list en first before you make the portal. The demo was not loaded."
            )
        else:
            try:
                load(timezone.now().date())
            except ContentError as error:
                raise CommandError(str(error)) from error
            if password:
                make_logins(password)
            self.stdout.write("The demo is loaded.")
        if options["logins"] and password and demo_logins_exist():
            self.stdout.write(table(password))
