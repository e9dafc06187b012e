"""Originals whose translations cannot be synced. Retried at growing intervals, so that they delay no others."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from home.models.worker import CLOCK_SKEW
from home.translations.models import SyncFailure

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(hours=1)


def due_for_sync(originals: QuerySet[Any], *, now: datetime) -> QuerySet[Any]:
    """Excludes originals whose retry is not due yet."""
    latest = now + LONGEST_PAUSE + CLOCK_SKEW  # a later time was written while a clock was ahead
    failed = SyncFailure.objects.filter(object_id=OuterRef("translation_key"))
    waiting = failed.filter(retry_at__gt=now, retry_at__lte=latest)
    return originals.exclude(Exists(waiting))


def record_failure(instance: Any, error: Exception, *, now: datetime) -> None:
    """Set the next retry of an original; a failure is logged once, until the reason changes."""
    row, created = SyncFailure.objects.get_or_create(object_id=instance.translation_key, defaults={"retry_at": now})
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts, 10), LONGEST_PAUSE)
    reason = repr(error)
    if created or row.reason != reason:
        which = f"{instance._meta.label} {instance.pk}"
        logger.error("could not sync the translations of %s; trying again", which, exc_info=error)
    row.attempts, row.reason, row.retry_at = row.attempts + 1, reason, now + pause
    row.save()


def clear_failure(instance: Any) -> None:
    SyncFailure.objects.filter(object_id=instance.translation_key).delete()
