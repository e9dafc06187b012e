from datetime import datetime, timedelta

from events import actions
from home.jobs.registry import job


@job(every=timedelta(minutes=1))
def announce_open_calls(*, now: datetime) -> int:
    """Readers were promised to hear when a call opens; nobody presses a button for that instant."""
    return actions.announce_open_calls(now=now)
