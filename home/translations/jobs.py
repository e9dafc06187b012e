import logging
from datetime import datetime, timedelta

from django.utils import timezone

from home.jobs import job
from home.translations import mail, together
from home.translations.freshness import stale, sync, watched_models

logger = logging.getLogger(__name__)

PORTION = 10


@job(every=timedelta(seconds=20), lease=timedelta(minutes=10))
def sync_translations(*, now: datetime) -> int:
    """Bring the translations of some changed originals up to date; one that fails is tried again next time."""
    done = 0
    for model in watched_models():
        for instance in stale(model)[: PORTION * 3].iterator():
            if done == PORTION:
                return done
            try:
                sync(instance, now=timezone.now())
                done += 1
            except Exception:
                logger.exception("could not sync the translations of %r", instance)
    return done


@job(every=timedelta(minutes=15))
def remind_translators(*, now: datetime) -> int:
    """The mail of the day, for each translator for whom something waits."""
    mail.remind(now=now)
    return 0


@job(every=timedelta(seconds=20), lease=timedelta(minutes=10))
def publish_together(*, now: datetime) -> int:
    """Originals that were scheduled to appear together with their translations."""
    return together.publish_due(now=now)
