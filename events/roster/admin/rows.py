"""Shifts and helpers as the team sees them: in words, with what stands in the way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from events.roster.models import Helper
from events.roster.queries import PlacedShift
from events.roster.rules import Obstacle, Stretch, obstacles
from events.roster.words import describe, title_of


@dataclass(frozen=True)
class Row:
    """A shift in words, and what is wrong with who does it."""

    placed: PlacedShift
    task: str
    title: str
    problems: list[Obstacle]


@dataclass(frozen=True)
class Candidate:
    helper: Helper
    obstacles: list[Obstacle]
    state: str = ""

    @property
    def is_prevented(self) -> bool:
        return any(obstacle.prevents for obstacle in self.obstacles)


def taken_by(shifts: Iterable[PlacedShift]) -> dict[int, list[PlacedShift]]:
    """Id of a helper → the shifts they do."""
    found: dict[int, list[PlacedShift]] = defaultdict(list)
    for one in shifts:
        if one.helper:
            found[one.helper.pk].append(one)
    return found


def obstacles_for(helper: Helper, wanted: PlacedShift, taken: Iterable[PlacedShift]) -> list[Obstacle]:
    others: list[Stretch] = [(one.starts_at, one.ends_at) for one in taken if one.shift.pk != wanted.shift.pk]
    shift = wanted.shift
    return obstacles(
        (wanted.starts_at, wanted.ends_at),
        taken=others,
        availability=helper.availability,
        task=shift.kind,
        tasks=helper.tasks,
        needs=[code for code in (shift.from_language, shift.language) if code],
        languages=helper.language_codes,
    )


def rows_of(shifts: list[PlacedShift]) -> list[Row]:
    taken, rows = taken_by(shifts), []
    for one in shifts:
        found = obstacles_for(one.helper, one, taken[one.helper.pk]) if one.helper else []
        task = describe(one.shift)
        prevents = [obstacle for obstacle in found if obstacle.prevents]
        rows.append(Row(one, task[:1].upper() + task[1:], title_of(one), prevents))
    return rows
