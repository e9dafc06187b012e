from datetime import datetime, timedelta

from events.timetable import release
from home.jobs.registry import job


@job("announce-open-calls", every=timedelta(minutes=1))
def announce_open_calls(*, now: datetime) -> int:
    """Publish the milestone of calls that have opened, so that the newsletter's issue is prepared."""
    return release.announce_open_calls(now=now)
