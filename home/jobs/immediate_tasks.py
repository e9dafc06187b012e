"""Wagtail's small tasks, such as its index of references, done at once within the request."""

from typing import Any

from django.db import connection, transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResultStatus

ATTEMPTS = 3


class SavepointBackend(ImmediateBackend):
    """On PostgreSQL a task that fails leaves the transaction around it usable, and is done again.

    Two publications at once may deadlock in the index of references. Without a savepoint the publication fails with the
    next query, since the error of the task is only logged.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if connection.vendor != "postgresql" or not connection.in_atomic_block:
            return super().enqueue(task, args, kwargs)
        for _attempt in range(ATTEMPTS):
            with transaction.atomic():
                result = super().enqueue(task, args, kwargs)
                failed = result.status == TaskResultStatus.FAILED
                transaction.set_rollback(failed)
            if not failed:
                break
        return result
