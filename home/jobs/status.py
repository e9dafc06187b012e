"""Whether the worker runs, and all its jobs and tasks with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.jobs import registry
from home.models import BackgroundTask, JobRun
from home.models.worker import CLOCK_SKEW
from home.status import Status

WORKER_SILENCE = timedelta(minutes=5)
MAX_DETAILS = 10


def job_statuses(*, now: datetime) -> Iterator[Status]:
    yield worker_status(now)
    yield jobs_status(now)
    yield tasks_status()


def worker_status(now: datetime) -> Status:
    latest = registry.last_worker_activity(now=now)
    is_fine = latest is not None and now - latest < WORKER_SILENCE
    message = (
        _("It is running.")
        if is_fine
        else _("It has not run for five minutes: no email leaves, nothing is published at its time. Start it again.")
    )
    return Status("worker", _("Worker"), is_fine, message)


def jobs_status(now: datetime) -> Status:
    rows = JobRun.objects.filter(name__in=registry.registered).order_by("name")
    details = [detail for row in rows if (detail := what_is_wrong(row, now))]
    message = _("Some jobs failed or have not run for a long time.") if details else _("All of them ran in time.")
    return Status("jobs", _("Jobs of the worker"), not details, message, details)


def what_is_wrong(row: JobRun, now: datetime) -> str:
    """A sentence about a job whose last turn failed, or that has not ended one for three times its period."""
    if row.error:
        return f"{row.name}: {row.error}"
    job = registry.registered[row.name]
    last = row.finished_at or row.due_at
    is_running = row.lease_until is not None and now < row.lease_until <= now + job.lease + CLOCK_SKEW
    if is_running or now - last <= max(3 * job.every, WORKER_SILENCE):
        return ""
    return _("%(job)s: has not run since %(when)s") % {"job": row.name, "when": f"{last:%Y-%m-%d %H:%M} UTC"}


def tasks_status() -> Status:
    stuck = BackgroundTask.objects.stuck()
    count = stuck.count()
    details = [f"{task.name}: {task.error}" for task in stuck[:MAX_DETAILS]]
    message = _("None has failed.")
    if count:
        message = ngettext(
            "%(count)d task keeps failing. It is tried again, ever later.",
            "%(count)d tasks keep failing. They are tried again, ever later.",
            count,
        ) % {"count": count}
    return Status("tasks", _("Background tasks"), not count, message, details)
