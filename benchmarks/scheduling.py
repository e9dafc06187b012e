"""`python -m benchmarks.scheduling [sessions …]`: how long the search for a timetable takes, and what it finds.

Invented sessions of 20 to 60 minutes, half of them in English and half in Spanish, a fifth in both; two fifths of the
speakers can speak in one half of the event only. Processor time, from the problem to the last step of the search. The
smallest change places one more session in the timetable that was found.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.report import Figure, Row, table
from events.timetable.scheduling.least_change import fewest_moves
from events.timetable.scheduling.problem import Activity, Problem, ScheduleRoom, stretch
from events.timetable.scheduling.schedule import Schedule
from events.timetable.scheduling.search import first_places, improved, steps_for

SIZES = {21: (3, 7), 60: (5, 14), 200: (8, 32), 484: (29, 24)}  # sessions → rooms, hours
AIMS = {200: "≤ 10 s", 484: "≤ 30 s"}


def problem_of(count: int) -> Problem:
    choose, (rooms, hours) = random.Random(5), SIZES[count]  # noqa: S311
    half = hours * 12 // 2
    activities = []
    for number in range(count):
        speakers = {f"p{choose.randrange(count)}": "" for _ in range(choose.choice([1, 1, 1, 2]))}
        start = choose.randrange(half)
        activities.append(
            Activity(
                str(number),
                f"Session {number}",
                length=choose.choice([4, 6, 9, 9, 12]),
                speakers=speakers,
                available=stretch(start, half) if choose.random() < 0.4 else -1,
                languages=frozenset(choose.choice([("en",), ("en",), ("es",), ("es",), ("en", "es")])),
                themes=frozenset({f"t{choose.randrange(12)}"}),
                is_keynote=number < max(1, count // 40),
            )
        )
    return Problem(
        stretch(0, hours * 12),
        tuple(ScheduleRoom(str(number)) for number in range(rooms)),
        tuple(activities),
        ("en", "es"),
    )


def measure(count: int) -> Iterator[Row]:
    problem = problem_of(count)
    began = time.process_time()
    places = first_places(problem)
    first = time.process_time() - began
    places = improved(problem, places, range(steps_for(problem)))
    took = time.process_time() - began
    found = Schedule(problem, places)
    holes = sum((found.running.once & ~tally.once).bit_count() * 5 for tally in found.followed.values())
    also = (
        f"{steps_for(problem):,} steps; first places after {first:.2f} s; {count - len(places)} without a place; "
        f"{holes} minutes without a language"
    )
    yield Row(f"{count} sessions, a new timetable", Figure(took, "s"), aim=AIMS.get(count, ""), also=also)
    placed = tuple(replace(one, now=places.get(number)) for number, one in enumerate(problem.sessions))
    newcomer = replace(problem.sessions[0], key="new", is_keynote=False, now=None)
    began = time.process_time()
    moved = fewest_moves(replace(problem, sessions=(*placed, newcomer)))
    took = time.process_time() - began
    also = "gave up" if moved is None else f"{sum(moved[number] != place for number, place in places.items())} moves"
    yield Row(f"{count} sessions, one more with the fewest moves", Figure(took, "s"), aim="≤ 5 s", also=also)


def rows(sizes: list[int]) -> Iterator[Row]:
    for count in sizes:
        yield from measure(count)


if __name__ == "__main__":
    table(rows([int(count) for count in sys.argv[1:]] or list(SIZES)))
