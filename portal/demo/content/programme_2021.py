"""The programme of 2021 as it stood at the end: one session moved and one cancelled after the first release."""

from datetime import UTC, datetime

from .sessions_after_break import AFTER_BREAK
from .sessions_before_break import BEFORE_BREAK
from .sessions_last_hour import LAST_HOUR

SESSIONS = [*BEFORE_BREAK, *AFTER_BREAK, *LAST_HOUR]

FIRST_RELEASE = datetime(2021, 4, 12, 15, 0, tzinfo=UTC)
"""When the timetable was published: nothing cancelled, and `moved_from` where a session has one."""

SECOND_RELEASE = datetime(2021, 4, 29, 9, 30, tzinfo=UTC)
"""When it was published again, with the slots and cancellations as they are."""
