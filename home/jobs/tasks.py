"""The jobs of home."""

from datetime import datetime, timedelta

from django.core.management import call_command

from home.caching import generation
from home.jobs.registry import job
from home.models import RateCounter


@job("publish-scheduled", every=timedelta(seconds=30), lease=timedelta(minutes=10))
def publish_scheduled(*, now: datetime) -> int:
    """Publish and unpublish what editors have scheduled: Wagtail's command does all of it, so nothing is left."""
    call_command("publish_scheduled")
    return 0


@job("forget-old-counters", every=timedelta(hours=1))
def delete_expired_counters(*, now: datetime) -> int:
    """Those of home.forms.rate_limit whose window is over."""
    RateCounter.objects.filter(ends_at__lt=now).delete()
    return 0


@job("make-good-missed-bumps", every=timedelta(seconds=5))
def apply_missed_bumps(*, now: datetime) -> int:
    """Record in Redis what was published while it was away: all of it, so nothing is left."""
    generation.bump_if_missed()
    return 0
