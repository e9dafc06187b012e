from datetime import datetime, timedelta

from events.consents.speaking import day_before
from events.timetable import release
from events.timetable.suggestions import runs
from home.jobs.registry import job


@job("announce-open-calls", every=timedelta(minutes=1))
def announce_open_calls(*, now: datetime) -> int:
    """Publish the milestone of calls that have opened, so that the newsletter's issue is prepared."""
    return release.announce_open_calls(now=now)


@job("mail-speakers-the-day-before", every=timedelta(minutes=10))
def mail_speakers_the_day_before(*, now: datetime) -> int:
    """Mail speakers their time, room and ways in, once for each slot."""
    return day_before.mail_speakers(now=now)


@job("suggest-timetables", every=timedelta(seconds=2), waiting=lambda now: runs.running())
def suggest_timetables(*, now: datetime) -> int:
    """Search on for a suggestion that somebody waits for."""
    return runs.do_portion()
