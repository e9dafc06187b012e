"""When speakers can speak: pure functions, and where the times come from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.models import Event, SpeakerAvailability
from home.registry import Registry
from home.times import hour

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Availability:
    """Of one person in one event. `hours` are their starts, in UTC; none: any time. `zone` is empty if not known."""

    zone: str = ""
    hours: frozenset[datetime] = frozenset()

    def covers(self, starts_at: datetime, ends_at: datetime) -> bool:
        if not self.hours:
            return True
        covered_until = starts_at
        for start in sorted(self.hours):
            if start <= covered_until < start + HOUR:
                covered_until = start + HOUR
        return covered_until >= ends_at

    def local_hour(self, instant: datetime) -> str:
        """ "04:00" where this person is; "" if that is not known."""
        return hour(instant.astimezone(ZoneInfo(self.zone))) if self.zone else ""


def availability_of(zone: str, hours: Iterable[str]) -> Availability:
    """From what is stored: hours as "2021-05-06T13:00Z"."""
    return Availability(zone, frozenset(datetime.fromisoformat(value) for value in hours))


# callables(event) → translation key of a speaker → what they said in their proposals, for other parts of the app
proposed_availability: Registry[Callable[[Event], dict[Any, Availability]]] = Registry()


def availability_in(event: Event) -> dict[Any, Availability]:
    """Translation key of a speaker → when they can speak. What an editor typed replaces what a proposal says."""
    found: dict[Any, Availability] = {}
    for _name, proposed in proposed_availability:
        found |= proposed(event)
    typed = SpeakerAvailability.objects.filter(event=event).select_related("speaker")
    return found | {row.speaker.translation_key: availability_of(row.zone, row.hours) for row in typed}
