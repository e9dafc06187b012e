"""Finds places: each session where it costs least, then some are taken out and put back again, many times.

A step that makes it worse is taken back. Each has random numbers of its own, so a search that is interrupted goes on
as if it had not been, and the same problem has the same answer.
"""

from collections.abc import Iterable, Mapping
from random import Random

from events.timetable.scheduling.problem import Place, Problem, steps_of
from events.timetable.scheduling.schedule import CHANGE, Schedule

NOISE = 0.2  # how often a session goes to one of the next best places


def steps_for(problem: Problem) -> int:
    """How many steps a search has: enough to settle, and few enough for its time (docs/performance.md)."""
    return min(8_000, 200 + 20 * len(problem.movable))


def first_places(problem: Problem) -> dict[int, Place]:
    """What may stay stays; then keynotes, which want to be alone, then those with the fewest places to choose from."""
    schedule = Schedule(problem)
    waiting = keep(schedule)
    choices = {number: sum(mask.bit_count() for mask in schedule.free_starts(number).values()) for number in waiting}

    def difficulty(number: int) -> tuple[bool, int, int, int]:
        session = problem.sessions[number]
        return not session.is_keynote, choices[number], -session.length, number

    order = sorted(waiting, key=difficulty)
    _insert(schedule, order)
    return schedule.places


def keep(schedule: Schedule) -> list[int]:
    """Put each session where it is now if that is allowed; returns the others."""
    waiting = []
    for number in schedule.problem.movable:
        now = schedule.problem.sessions[number].now
        if now and schedule.free_starts(number).get(now.room, 0) >> now.start & 1:
            schedule.put(number, now)
        else:
            waiting.append(number)
    return waiting


def is_perfect(problem: Problem, places: Mapping[int, Place]) -> bool:
    """Everything has a place and every wish is kept."""
    return Schedule(problem, places).cost == 0


def improved(problem: Problem, places: Mapping[int, Place], steps: Iterable[int]) -> dict[int, Place]:
    """The places after these steps of a search."""
    schedule = Schedule(problem, places)
    for step in steps:
        _improve(schedule, Random(step))  # noqa: S311
    return schedule.places


def _improve(schedule: Schedule, random: Random) -> None:
    cost, before = schedule.cost, dict(schedule.places)
    waiting = [number for number in schedule.problem.movable if number not in before]
    random.shuffle(waiting)
    moved = _make_room(schedule, waiting[0], random) if waiting else _loosen(schedule, random)
    random.shuffle(moved)
    _insert(schedule, [*waiting, *moved], random)
    if schedule.cost > cost:
        for number in [number for number in schedule.places if schedule.places[number] != before.get(number)]:
            schedule.take(number)
        for number in before.keys() - schedule.places.keys():
            schedule.put(number, before[number])


def _make_room(schedule: Schedule, number: int, random: Random) -> list[int]:
    """Put a session without a place where only movable ones are in its way; returns those, which are taken out."""
    choices = schedule.possible_places(number)
    if not choices:
        return _loosen(schedule, random)
    place = random.choice(choices)
    out = schedule.conflicts(number, place)
    for other in out:
        schedule.take(other)
    schedule.put(number, place)
    return out


def _loosen(schedule: Schedule, random: Random) -> list[int]:
    """Take some sessions out: where something is amiss, and anywhere."""
    placed = sorted(schedule.places)
    out = set(random.sample(placed, min(2, len(placed))))
    if troubled := schedule.troubled_steps():
        step = random.choice(troubled)
        there = [number for number in placed if _runs(schedule, number, step)]
        out |= set(random.sample(there, min(12, len(there))))
    for number in sorted(out):
        schedule.take(number)
    return sorted(out)


def _runs(schedule: Schedule, number: int, step: int) -> bool:
    start = schedule.places[number].start
    return start <= step < start + schedule.problem.sessions[number].length


def _insert(schedule: Schedule, numbers: Iterable[int], random: Random | None = None) -> None:
    """Put each where it costs least. What finds no place has none."""
    for number in numbers:
        if number not in schedule.places and (place := _best_place(schedule, number, random)):
            schedule.put(number, place)


def _best_place(schedule: Schedule, number: int, random: Random | None) -> Place | None:
    """The first with the lowest price; with `random` any of these, and now and then one of the next best."""
    session, free = schedule.problem.sessions[number], schedule.free_starts(number)
    now = session.now
    if now and not free.get(now.room, 0) >> now.start & 1:
        now = None
    worth = 1 << now.start if now else 0
    for mask in free.values():
        worth |= mask & (schedule.quarters | ~(mask << 1) | ~(mask >> 1))
    prices = schedule.prices(number, steps_of(worth))
    if session.now:
        change = CHANGE * schedule.problem.weights.changes
        prices = [(price + (0 if now and start == now.start else change), start) for price, start in prices]
    if not prices:
        return None
    lowest, start = min(prices)
    if random:
        if random.random() < NOISE:
            lowest = sorted(prices)[len(prices) // 4][0]
        start = random.choice([start for price, start in prices if price == lowest])
    if now and now.start == start:
        return now
    return Place(next(room for room, mask in free.items() if mask >> start & 1), start)
