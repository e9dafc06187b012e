from datetime import datetime, timedelta

from events.my_programme import actions
from home.jobs.registry import job


@job("forget-saved-programmes", every=timedelta(days=1))
def forget_saved_programmes(*, now: datetime) -> int:
    return actions.forget_expired(now=now)
