"""What lies around a session: before and after it in its room or in all rooms, and what runs meanwhile elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.programme.queries import ProgrammeEntry

MOST_MEANWHILE = 6  # named on the page of a session; the programme has all


@dataclass(frozen=True)
class Neighbours:
    before: ProgrammeEntry | None
    after: ProgrammeEntry | None
    meanwhile: list[ProgrammeEntry]

    @property
    def pair(self) -> list[tuple[ProgrammeEntry, bool]]:
        """Those there are, with whether they come after it."""
        return [(one, is_after) for one, is_after in ((self.before, False), (self.after, True)) if one]


def neighbours(entries: Iterable[ProgrammeEntry], entry: ProgrammeEntry) -> Neighbours:
    """`entries` are in the order of time."""
    others = [one for one in entries if one.takes_place and one.has_page and one.original.pk != entry.original.pk]
    in_room = [one for one in others if one.room in (entry.room, None) or entry.room is None]
    meanwhile = [one for one in others if one.starts_at < entry.ends_at and entry.starts_at < one.ends_at]
    return Neighbours(
        before=next((one for one in reversed(in_room) if one.ends_at <= entry.starts_at), None),
        after=next((one for one in in_room if one.starts_at >= entry.ends_at), None),
        meanwhile=meanwhile[:MOST_MEANWHILE],
    )
