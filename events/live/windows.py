"""When pages look for notices by themselves: around what takes place. Pure functions."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from events.programme.queries import ProgrammeEntry

BEFORE, AFTER = timedelta(hours=1), timedelta(minutes=15)

Window = tuple[datetime, datetime]


def live_windows(entries: Iterable[ProgrammeEntry]) -> list[Window]:
    """From an hour before the first session to a quarter of an hour after the last one, without long breaks."""
    found: list[Window] = []
    for entry in sorted(entries, key=lambda one: one.starts_at):
        starts_at, ends_at = entry.starts_at - BEFORE, entry.ends_at + AFTER
        if found and starts_at <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends_at))
        else:
            found.append((starts_at, ends_at))
    return found
