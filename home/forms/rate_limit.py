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
    key, ends_at = _counter(what, limit, now)
    with transaction.atomic():
        RateCounter.objects.bulk_create([RateCounter(key=key, ends_at=ends_at)], ignore_conflicts=True)
        RateCounter.objects.filter(key=key).update(count=F("count") + 1)
        return RateCounter.objects.values_list("count", flat=True).get(key=key) <= limit.count


def give_back(what: str, limit: Limit, *, now: datetime) -> None:
    """Count the last attempt no more: it turned out to be of the kind that is not limited."""
    key, _ends_at = _counter(what, limit, now)
    RateCounter.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def is_used_up(what: str, limit: Limit, *, now: datetime) -> bool:
    """Whether `allow` would say no, without counting."""
    key, _ends_at = _counter(what, limit, now)
    return RateCounter.objects.filter(key=key, count__gte=limit.count).exists()


def _counter(what: str, limit: Limit, now: datetime) -> tuple[str, datetime]:
    """The key and the end of the window."""
    seconds = int(limit.per.total_seconds())
    window = int(now.timestamp()) // seconds
    mark = f"rate|{what}|{seconds}|{window}"
    key = hmac.new(settings.SECRET_KEY.encode(), mark.encode(errors="replace"), hashlib.sha256).hexdigest()
    return key, datetime.fromtimestamp((window + 1) * seconds, tz=UTC)
