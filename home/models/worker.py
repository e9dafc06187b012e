from datetime import datetime

from django.db import models
from django.db.models import Q


class JobRunQuerySet(models.QuerySet["JobRun"]):
    def due(self, now: datetime) -> "JobRunQuerySet":
        """Due, and not leased by a worker."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=now), due_at__lte=now)

    def claim(self, name: str, *, now: datetime, until: datetime, worker: str) -> bool:
        """Lease the job to `worker` if it is due and free; on False the worker must not run it."""
        return bool(self.due(now).filter(name=name).update(worker=worker, lease_until=until, started_at=now))

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
