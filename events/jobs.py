from datetime import datetime, timedelta

from events.timetable import release
from home.jobs.registry import job


@job("announce-open-calls", every=timedelta(minutes=1))
def announce_open_calls(*, now: datetime) -> int:
    """Readers were promised to hear when a call opens; nobody presses a button for that instant."""
    return release.announce_open_calls(now=now)
