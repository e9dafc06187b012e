from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from portal.setup import static_files


class Command(BaseCommand):
    help = "Bring database and static files up to date and fill an empty portal with demo content, before a start."
    requires_system_checks = []  # migrate runs them

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG and static_files.changed():
            self.stdout.write("Collecting static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
            static_files.note()
        call_command("load_demo", logins=True)
