"""Rate limits over all processes and machines, counted in the database."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from home.models import RateCounter


@dataclass(frozen=True)
class Limit:
    """At most `count` times in each window of `per`."""

    count: int
    per: timedelta


def allow(what: str, limit: Limit, *, now: datetime) -> bool:
    """Count one attempt at `what` and say whether it is still within the limit. `now` is real time, aware."""
    seconds = int(limit.per.total_seconds())
    window = int(now.timestamp()) // seconds
    ends_at = datetime.fromtimestamp((window + 1) * seconds, tz=UTC)
    mark = f"rate|{what}|{seconds}|{window}"
    key = hmac.new(settings.SECRET_KEY.encode(), mark.encode(), hashlib.sha256).hexdigest()
    with transaction.atomic():
        RateCounter.objects.bulk_create([RateCounter(key=key, ends_at=ends_at)], ignore_conflicts=True)
        RateCounter.objects.filter(key=key).update(count=F("count") + 1)
        return RateCounter.objects.values_list("count", flat=True).get(key=key) <= limit.count
