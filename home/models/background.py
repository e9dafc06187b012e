import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from home.models.worker import CLOCK_SKEW

RETRY_AFTER, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
STUCK_AFTER = 3  # failures, which takes a few minutes


def random_key() -> str:
    return uuid.uuid4().hex


class BackgroundTaskQuerySet(models.QuerySet["BackgroundTask"]):
    def due(self, now: datetime) -> "BackgroundTaskQuerySet":
        """A new one is due at once, a failed one within LONGEST_PAUSE: later times are of a clock that was ahead."""
        is_ahead = Q(failures=0) | Q(due_at__gt=now + LONGEST_PAUSE + CLOCK_SKEW)
        return self.filter(Q(due_at__lte=now) | is_ahead).order_by("due_at", "pk")

    def finish(self, task: "BackgroundTask") -> None:
        """Unless the same task was asked for again meanwhile."""
        self.filter(pk=task.pk, due_at=task.due_at).delete()

    def postpone(self, task: "BackgroundTask", *, now: datetime, error: str) -> None:
        """It failed: try again ever later."""
        pause = min(RETRY_AFTER * 2 ** min(task.failures, 20), LONGEST_PAUSE)
        self.filter(pk=task.pk).update(due_at=now + pause, failures=task.failures + 1, error=error[:500])

    def stuck(self) -> "BackgroundTaskQuerySet":
        """Those that keep failing, so that somebody has to look at them."""
        return self.filter(failures__gte=STUCK_AFTER).order_by("pk")


class BackgroundTask(models.Model):
    """Work that a request leaves to the worker (home.jobs.background). Gone as soon as it is done."""

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=160, unique=True, default=random_key)  # the same key is one task
    arguments: Any = models.JSONField(default=dict)
    due_at = models.DateTimeField(db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = BackgroundTaskQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
