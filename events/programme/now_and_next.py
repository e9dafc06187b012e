"""What runs now and next, as pure functions of an instant. They also return until when the answer holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models import Event
from events.programme.queries import Programme, ProgrammeEntry


@dataclass(frozen=True)
class NowAndNext:
    now: list[ProgrammeEntry]
    next: list[ProgrammeEntry]
    until: datetime | None


def join_opens_at(entry: ProgrammeEntry, event: Event) -> datetime:
    """From when on the join links of an entry are shown."""
    return entry.starts_at - timedelta(minutes=event.join_minutes)


def can_join(entry: ProgrammeEntry, event: Event, now: datetime) -> bool:
    """The instant the links appear is included, the end of the session is not."""
    return not entry.is_cancelled and join_opens_at(entry, event) <= now < entry.ends_at


def joinable_now(programme: Programme, now: datetime) -> frozenset[str]:
    """The keys of all that one may join."""
    return frozenset(entry.key for entry in programme.entries if can_join(entry, programme.event, now))


def find_now_and_next(programme: Programme, now: datetime) -> NowAndNext:
    """Empty before the first join links appear and after the last session has ended."""
    event = programme.event
    opens = event.starts_at - timedelta(minutes=event.join_minutes)
    ends = max([event.ends_at, *(entry.ends_at for entry in programme.entries if entry.late)])
    if not opens <= now < ends:
        return NowAndNext([], [], opens if now < opens else None)
    taking_place = [entry for entry in programme.entries if not entry.is_cancelled]
    running = [entry for entry in taking_place if entry.starts_at <= now < entry.ends_at]
    coming = [entry for entry in taking_place if entry.starts_at > now]
    following = [entry for entry in coming if entry.starts_at == coming[0].starts_at]
    ahead = [instant for instant in (next_boundary(programme, now), ends) if instant]
    return NowAndNext(running, following, min(ahead))


def next_boundary(programme: Programme, now: datetime) -> datetime | None:
    """The next instant at which anything above, or a join link, changes."""
    instants = (
        instant
        for entry in programme.entries
        for instant in (entry.starts_at, entry.ends_at, join_opens_at(entry, programme.event))
    )
    return min((instant for instant in instants if instant > now), default=None)
