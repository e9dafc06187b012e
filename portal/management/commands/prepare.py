import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser

from portal.setup import static_files
from portal.setup.one_at_a_time import one_at_a_time


class Command(BaseCommand):
    help = "Bring database and static files up to date and fill an empty portal with demo content, before a start."
    requires_system_checks = []  # upgrade runs them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty portal empty, and start nothing")

    def handle(self, *args: Any, no_demo: bool, **options: Any) -> None:
        with one_at_a_time(self.stdout.write):
            self.prepare(no_demo)

    def prepare(self, no_demo: bool) -> None:
        # Compressing takes about as long as an empty database's migrations do, so they go side by side.
        found = static_files.fingerprint()
        collecting = None if settings.DEBUG or found == static_files.saved_fingerprint() else start("collectstatic")
        self.stdout.write("Preparing the database …")
        call_command("upgrade")
        if not no_demo:
            call_command("load_demo", logins=True)
        if collecting:
            if collecting.wait():
                raise CommandError("The static files could not be collected.")
            static_files.save_fingerprint(found)
        if no_demo:
            self.stdout.write(f"Ready to be started. Readers will find the portal at {settings.PORTAL_BASE_URL}.")
        else:
            self.stdout.write(f"The portal opens at {settings.PORTAL_BASE_URL} (Ctrl-C ends it).")


def start(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", command, "--no-input", "--verbosity=0"])
