from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

CLOCK_SKEW = timedelta(minutes=1)  # what lies further in the future than it can was written while a clock was ahead


def is_due(
    due_at: datetime, lease_until: datetime | None, *, now: datetime, pause: timedelta, lease: timedelta
) -> bool:
    """As `JobRunQuerySet.due` for one row, which has been read: to make the queries takes longer than to ask them."""
    is_free = lease_until is None or not now < lease_until <= now + lease + CLOCK_SKEW
    return is_free and not now < due_at <= now + pause + CLOCK_SKEW


class JobRunQuerySet(models.QuerySet["JobRun"]):
    def due(self, name: str, *, now: datetime, pause: timedelta, lease: timedelta) -> "JobRunQuerySet":
        """The job's row if it is due and not leased by a worker.

        A due time further ahead than `pause`, or a lease further than `lease`, is of a clock that has been corrected.
        """
        is_free = Q(lease_until=None) | Q(lease_until__lte=now) | Q(lease_until__gt=now + lease + CLOCK_SKEW)
        is_due = Q(due_at__lte=now) | Q(due_at__gt=now + pause + CLOCK_SKEW)
        return self.filter(is_free, is_due, name=name)

    def claim(self, name: str, *, now: datetime, pause: timedelta, lease: timedelta, worker: str) -> bool:
        """Lease the job to `worker` if it is due and free; on False the worker must not run it."""
        due = self.due(name, now=now, pause=pause, lease=lease)
        return bool(due.update(worker=worker, lease_until=now + lease, started_at=now))

    def release(self, name: str, *, worker: str, now: datetime, due_at: datetime, error: str = "") -> None:
        """End the turn. No effect if the lease has expired and another worker has it."""
        self.filter(name=name, worker=worker).update(
            worker="", lease_until=None, finished_at=now, due_at=due_at, error=error[:500]
        )


class JobRun(models.Model):
    """When a job of the worker is due, who runs it now, and how its last turn went. One row per job; all times UTC."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = JobRunQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
