"""What a proposal of a timetable is asked for.

Time is counted in steps of five minutes from the start of the event. A set of steps is a mask: an integer whose bit
number n stands for step n.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

STEP_MINUTES = 5
ALL_ROOMS = -1


class Weight(IntEnum):
    """How much a wish counts: three steps."""

    NONE = 0
    SOME = 1
    MUCH = 4


class Place(NamedTuple):
    room: int  # position in Problem.rooms, or ALL_ROOMS
    start: int  # step


@dataclass(frozen=True)
class Weights:
    languages: Weight = Weight.MUCH  # something to follow in each language whenever something runs
    themes: Weight = Weight.SOME  # sessions of one theme not at the same time
    hours: Weight = Weight.SOME  # speakers speak while they are awake
    keynotes: Weight = Weight.SOME  # nothing beside a keynote
    changes: Weight = Weight.SOME  # what has a place stays there


@dataclass(frozen=True)
class ScheduleRoom:
    key: str
    interpreted: frozenset[str] = frozenset()  # languages in which interpretation can be heard


@dataclass(frozen=True)
class Activity:
    """A slot to be, or one that is. `available` and `asleep` are masks, over all its speakers."""

    key: str
    title: str
    length: int  # steps
    speakers: Mapping[str, str] = field(default_factory=dict)  # key of a person → name
    available: int = -1  # when all of them can speak; -1: any time
    asleep: int = 0  # when one of them would speak at night
    languages: frozenset[str] = frozenset()  # in which it can be followed
    needs: frozenset[str] = frozenset()  # languages in which the room must have interpretation
    themes: frozenset[str] = frozenset()
    is_keynote: bool = False
    is_break: bool = False
    now: Place | None = None
    is_pinned: bool = False  # stays where it is now


@dataclass(frozen=True)
class Problem:
    """`opening` is the mask of the steps in which sessions may take place."""

    opening: int
    rooms: tuple[ScheduleRoom, ...]
    sessions: tuple[Activity, ...]
    languages: tuple[str, ...] = ()
    weights: Weights = Weights()
    first_minute: int = 0  # of the hour in which step 0 begins: sessions begin at full and half hours if they can

    @cached_property
    def movable(self) -> tuple[int, ...]:
        """Positions in `sessions`."""
        return tuple(number for number, session in enumerate(self.sessions) if not session.is_pinned)

    @cached_property
    def rooms_for(self) -> tuple[tuple[int, ...], ...]:
        """Of each session, the rooms that have the interpretation it needs."""
        return tuple(
            tuple(number for number, room in enumerate(self.rooms) if session.needs <= room.interpreted)
            for session in self.sessions
        )


def stretch(start: int, length: int) -> int:
    """The mask of `length` steps."""
    return ((1 << length) - 1) << start


def starts_in(free: int, length: int) -> int:
    """The mask of the steps at which `length` steps in a row are free."""
    have = 1
    while have < length:
        more = min(have, length - have)
        free &= free >> more
        have += more
    return free


def steps_of(mask: int) -> list[int]:
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
