import logging
import os
import signal
import socket
import time
import uuid
from contextlib import suppress
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from home.jobs import registry

logger = logging.getLogger("home.jobs.registry")

POLL_SECONDS = 1.0  # seconds between two looks for due jobs
SLOW_SECONDS = 1.0  # after a turn that took longer, what is urgent comes first again


class Command(BaseCommand):
    help = "Do everything that falls due (scheduled publishing, …) until SIGTERM; with --once, do it and end."
    requires_system_checks = ["portal"]  # those of forms and pages build all of them, which takes 80 MB

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end (for cron)")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self.stopping = False
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        registry.ensure_rows(now=timezone.now())
        if once:
            self.run_until_idle()
        else:
            self.run_forever()

    def stop(self, *args: object) -> None:
        """The portion under way is finished first."""
        self.stopping = True

    def run_until_idle(self) -> None:
        failed = []
        for job in registry.registered.values():
            try:
                while not self.stopping and registry.run_portion(job, now=timezone.now(), worker=self.name):
                    pass
            except registry.JobFailed:
                failed.append(job.name)
        if failed:
            raise CommandError(f"These jobs failed: {', '.join(failed)}")

    def run_forever(self) -> None:
        logger.info("worker %s is up", self.name)
        while not self.stopping:
            if not self.run_due_jobs():
                time.sleep(POLL_SECONDS)
        logger.info("worker %s ends", self.name)

    def run_due_jobs(self) -> int:
        """One portion of every due job, until one that isn't urgent was slow; returns how much was done.

        Failures do not stop the worker. The connection stays open until something was due: to open an SQLite file takes
        longer than a look.
        """
        done, jobs = 0, None
        try:
            jobs = registry.due_jobs(now=timezone.now())
            for job in jobs:
                if self.stopping:
                    break
                began = time.monotonic()
                with suppress(registry.JobFailed):
                    done += registry.run_portion(job, now=timezone.now(), worker=self.name)
                if not job.urgent and time.monotonic() - began > SLOW_SECONDS:
                    return done + 1  # look again at once
        except Error:
            logger.exception("the database does not answer")
        finally:
            if jobs != []:
                close_old_connections()
        return done
