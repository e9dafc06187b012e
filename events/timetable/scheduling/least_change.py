"""The fewest moves: what has a place stays there, unless it may not or makes room for something that has none.

An exhaustive search, first for a schedule without a move, then with one, and so on; then with one session that remains
without a place. It gives up after MAX_LOOKS.
"""

from itertools import permutations

from events.timetable.scheduling.problem import Place, Problem
from events.timetable.scheduling.schedule import Schedule

MAX_LOOKS = 3_000_000  # at a place, and at a session that could be in the way there: some three seconds
MOST_WAITING = 300  # sessions that need a place, each a call within the call for the one before


class GaveUpError(Exception):
    """Too many possibilities to look at all of them."""


def fewest_moves(problem: Problem) -> dict[int, Place] | None:
    """Places for as many sessions as possible, and of all these the ones with the fewest moves; None: gave up."""
    search = _LeastChange(problem)
    try:
        return search.solve()
    except GaveUpError:
        return None


class _LeastChange:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.looks = problem, 0
        self.schedule = Schedule(problem)
        self.choices = {number: self.schedule.possible_places(number) for number in problem.movable}

    def solve(self) -> dict[int, Place] | None:
        waiting = [number for number in self._without_undisputed_place() if self.choices[number]]
        if len(waiting) > MOST_WAITING:
            return None
        for left_out in range(len(waiting) + 1):
            for moves in range(len(self.problem.movable) + 1):
                if self._place(waiting, frozenset(), left_out, moves):
                    return self.schedule.places
        return None

    def _without_undisputed_place(self) -> list[int]:
        """Those that must move, those that are in each other's way, and those without a place. The others are put."""
        homes = {number: self.problem.sessions[number].now for number in self.problem.movable}
        allowed = {number: now for number, now in homes.items() if now and now in self.choices[number]}
        disputed = {
            number
            for number, other in permutations(allowed, 2)
            if self.schedule.are_in_conflict(number, allowed[number], other, allowed[other])
        }
        for number, place in allowed.items():
            if number not in disputed:
                self.schedule.put(number, place)
        must_move = [number for number, now in homes.items() if now and number not in allowed]
        return [*must_move, *sorted(disputed), *(number for number, now in homes.items() if not now)]

    def _place(self, waiting: list[int], decided: frozenset[int], left_out: int, moves: int) -> bool:
        """Whether all that waits finds a place with so many moves, or all but so many sessions."""
        if not waiting:
            return True
        number, *others = waiting
        now = self.problem.sessions[number].now
        self.looks += 2 * len(self.choices[number])
        for place in self._by_price(number):
            self.looks += 1 + len(self.schedule.places)
            if self.looks > MAX_LOOKS:
                raise GaveUpError
            in_the_way = self.schedule.conflicts(number, place)
            moves_left = moves - (now is not None and place != now)
            if len(in_the_way) > moves_left + left_out or moves_left < 0 or decided.intersection(in_the_way):
                continue
            before = {other: self.schedule.take(other) for other in in_the_way}
            self.schedule.put(number, place)
            if self._place([*others, *in_the_way], decided | {number}, left_out, moves_left):
                return True
            self.schedule.take(number)
            for other, home in before.items():
                self.schedule.put(other, home)
        return left_out > 0 and self._place(others, decided | {number}, left_out - 1, moves)

    def _by_price(self, number: int) -> list[Place]:
        price = self.schedule.price
        return sorted(self.choices[number], key=lambda place: (price(number, place), place))
