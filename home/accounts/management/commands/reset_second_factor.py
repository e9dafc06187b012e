from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.accounts.actions import reset


class Command(BaseCommand):
    help = "Takes every second factor and recovery code of a user away, for an administrator whom nobody else can help."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.")
        removed = reset(user=user, by=None, now=timezone.now())
        self.stdout.write(f"{username} {'has no second factor any more' if removed else 'had no second factor'}.")
