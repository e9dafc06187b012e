"""What the timetable is told of the times in proposals."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from events.models import Event
from events.submissions.models import Speaker, Submission
from events.timetable.availability import Availability, availability_of


def proposed_availability(event: Event) -> dict[Any, Availability]:
    """Of everybody whose proposal has become a session. All hours of their proposals; any time if none has hours.

    The time zone is that of who sent the proposal, so that of the others is not known.
    """
    taking_place = Submission.objects.received().taking_place().filter(event=event).exclude(session=None)
    rows = Speaker.objects.filter(submission__in=taking_place).exclude(page=None)
    values = ("page__translation_key", "position", "submission__zone", "submission__hours")
    zones: dict[Any, str] = {}
    hours: dict[Any, set[datetime]] = defaultdict(set)
    for key, position, zone, starts in rows.order_by("submission", "position", "pk").values_list(*values):
        hours[key] |= availability_of(zone, starts).hours
        if position == 0:
            zones[key] = zone
    return {key: Availability(zones.get(key, ""), frozenset(found)) for key, found in hours.items()}
