"""Whether the machine serves the portal: database, Redis, disk and backups."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.caching.generation import generation
from home.models import JobRun
from home.status import Status
from portal import certificate
from portal.backup.note import last_backup
from portal.slow_pages import SLOW_SECONDS, slow_pages

MIN_FREE_BYTES = 500 * 1024 * 1024
MAX_BACKUP_AGE = timedelta(days=2)
MIN_CERTIFICATE_DAYS = 14  # it is renewed a month before its end
MAX_SLOW_PAGES = 20  # a day


def system_statuses(*, now: datetime) -> Iterator[Status]:
    yield database_status()
    if settings.REDIS_URL:
        yield redis_status()
    yield disk_status()
    yield backup_status(now)
    yield slow_pages_status(now)
    if found := certificate.known():
        yield certificate_status(found, now)


def database_status() -> Status:
    message = _("It takes what people write.")
    is_fine = is_writable()
    if not is_fine:
        message = _("It can be read but not written to: nobody can sign up, send a proposal or publish.")
    return Status("writable", _("Database"), is_fine, message)


def is_writable() -> bool:
    """Whether a transaction that writes can begin within a second. It changes nothing."""
    try:
        with brief_wait_for_locks(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '1s'")
            JobRun.objects.filter(name="").update(worker="")
    except DatabaseError:
        return False
    return True


@contextmanager
def brief_wait_for_locks() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1000")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {settings.DATABASES['default']['OPTIONS']['timeout'] * 1000}")


def redis_status() -> Status:
    is_fine = generation() is not None
    message = _("It answers.") if is_fine else _("It does not answer: pages are served, but more slowly.")
    return Status("redis", "Redis", is_fine, message)


def disk_status() -> Status:
    free = shutil.disk_usage(settings.VAR_DIR).free
    is_fine = free >= MIN_FREE_BYTES
    message = _("%(size)s are free.") if is_fine else _("Only %(size)s are free. Delete old backups, or enlarge it.")
    return Status("disk", _("Disk"), is_fine, message % {"size": filesizeformat(free)})


def backup_status(now: datetime) -> Status:
    latest = last_backup()
    is_fine = latest is not None and now - latest < MAX_BACKUP_AGE
    message = _("None has been made yet: run make backup on the server, and let it run every night.")
    if latest:
        message = _("The newest is of %(when)s.") % {"when": f"{latest.astimezone(UTC):%Y-%m-%d %H:%M} UTC"}
    return Status("backup", _("Backup"), is_fine, message, urgent=False)


def slow_pages_status(now: datetime) -> Status:
    """A few are no reason to worry: the first page after a start, a large feed."""
    found = slow_pages(since=now - timedelta(days=1))
    is_fine = len(found) <= MAX_SLOW_PAGES
    message = ngettext(
        "In the last day %(count)d page took longer than %(seconds)d seconds.",
        "In the last day %(count)d pages took longer than %(seconds)d seconds.",
        len(found),
    ) % {"count": len(found), "seconds": SLOW_SECONDS}
    details = [f"{path}: {number_format(seconds, 1)} s" for path, seconds in found[:5]]
    return Status("slow_pages", _("Slow pages"), is_fine, message, details, urgent=False)


def certificate_status(found: dict[str, str], now: datetime) -> Status:
    if problem := found.get("problem"):
        message = _("Browsers refuse it: nobody can open the portal. Look at the log of the web server in front.")
        return Status("certificate", _("Certificate"), False, message, [problem])
    ends_at = datetime.fromisoformat(found["ends_at"])
    is_fine = ends_at - now > timedelta(days=MIN_CERTIFICATE_DAYS)
    message = _("It is valid until %(day)s.")
    if not is_fine:
        message = _("It ends on %(day)s and has not been renewed. Look at the log of the web server in front.")
    return Status("certificate", _("Certificate"), is_fine, message % {"day": f"{ends_at:%Y-%m-%d}"})
