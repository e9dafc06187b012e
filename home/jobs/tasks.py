"""The jobs of home."""

import logging
from datetime import datetime, timedelta

from django.core.management import call_command
from wagtail.models import Revision

from home.caching import generation
from home.jobs.portions import in_portion
from home.jobs.registry import job
from home.models import MissedBump, RateCounter
from home.signals import publication_failed

logger = logging.getLogger(__name__)


@job("publish-scheduled", every=timedelta(seconds=30), lease=timedelta(minutes=10))
def publish_scheduled(*, now: datetime) -> int:
    """Publish and unpublish what editors have scheduled. Wagtail's command would publish any number at once.

    What cannot be published keeps nothing else back, and home.signals.publication_failed is sent of it. Once nothing
    else is left, the command unpublishes, tries it again and raises its error.
    """
    published = 0
    for revision in in_portion(Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except Exception:
            logger.exception("could not publish revision %d, which is scheduled", revision.pk)
            publication_failed.send_robust(sender=Revision, revision=revision, at=now)
        else:
            published += 1
    if not published:
        call_command("publish_scheduled")
    return published


@job("forget-old-counters", every=timedelta(hours=1))
def delete_expired_counters(*, now: datetime) -> int:
    """Those of home.forms.rate_limit whose window is over."""
    RateCounter.objects.filter(ends_at__lt=now).delete()
    return 0


@job("make-good-missed-bumps", every=timedelta(seconds=5), waiting=lambda now: MissedBump.objects.all())
def apply_missed_bumps(*, now: datetime) -> int:
    """Record in Redis what was published while it was away: all of it, so nothing is left."""
    generation.bump_if_missed()
    return 0
