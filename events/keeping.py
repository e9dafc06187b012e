"""Until when the personal data that belong to an event are kept."""

from datetime import datetime

from events.models import Event
from home.jobs.portions import Failures


def kept_long_enough(now: datetime, failures: Failures) -> list[Event]:
    """The events that ended `keep_months` ago or earlier. One of which that cannot be said keeps no other back."""
    over = []
    for event in Event.objects.filter(ends_at__lt=now):
        with failures.at("how long data are kept of event", event.pk):
            if event.ends_at <= now - event.kept_for:
                over.append(event)
    return over
