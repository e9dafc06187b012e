from typing import Any

from events.actions import release_timetable
from events.models import Timetable
from home.clock import now


def timetable_published(instance: Timetable, **kwargs: Any) -> None:
    """Publishing is the release. Scheduling sends the same signal while the timetable is not live yet."""
    if instance.live:
        release_timetable(timetable=instance, now=now())
