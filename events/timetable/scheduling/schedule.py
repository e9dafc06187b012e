"""Sessions in their places, and what a place costs. Hard constraints are never broken; wishes have a price."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from events.timetable.scheduling.problem import (
    ALL_ROOMS,
    STEP_MINUTES,
    Place,
    Problem,
    starts_in,
    steps_of,
    stretch,
)

# Prices, in points: of a step of five minutes, times its weight.
HOLE, CROWDED_KEYNOTE, SAME_THEME, ASLEEP = 10, 10, 3, 3
CHANGE = 30  # of a session that moves, times its weight
UNPLACED = 100_000


class Tally:
    """How many sessions run in each step, with masks of the steps that have at least one, and at least two."""

    def __init__(self, steps: int) -> None:
        self.counts = [0] * steps
        self.once = self.twice = 0

    def add(self, start: int, length: int) -> None:
        mask = stretch(start, length)
        self.twice |= self.once & mask
        self.once |= mask
        for step in range(start, start + length):
            self.counts[step] += 1

    def remove(self, start: int, length: int) -> None:
        for step in range(start, start + length):
            self.counts[step] -= 1
            if self.counts[step] == 0:
                self.once ^= 1 << step
            elif self.counts[step] == 1:
                self.twice ^= 1 << step


class Schedule:
    """`places`: position of a movable session → where it is. `cost` is always that of the places as they are."""

    def __init__(self, problem: Problem, places: Mapping[int, Place] | None = None) -> None:
        self.problem = problem
        ends = [session.now.start + session.length for session in problem.sessions if session.now]
        self.steps = max([problem.opening.bit_length(), *ends])
        self.taken = [0] * len(problem.rooms)
        self.open: list[dict[int, int]] = [{} for _ in problem.rooms]  # length → starts; kept until `taken` changes
        self.busy: dict[str, int] = defaultdict(int)  # person → when they speak
        self.running, self.keynotes = Tally(self.steps), Tally(self.steps)
        self.followed = {code: Tally(self.steps) for code in problem.languages}
        self.themes: dict[str, Tally] = defaultdict(lambda: Tally(self.steps))
        self.quarters = sum(1 << step for step in range(self.steps) if self._untidiness(step) < 2)
        self.untidy = [self._untidiness(step) for step in range(self.steps)]
        self.cost = UNPLACED * len(problem.movable)
        self.places: dict[int, Place] = {}
        for number, session in enumerate(problem.sessions):
            if session.is_pinned and session.now:
                self._occupy(number, session.now)
        self.pinned_taken, self.pinned_busy = list(self.taken), dict(self.busy)  # whatever moves
        for number, place in (places or {}).items():
            self.put(number, place)

    def _untidiness(self, step: int) -> int:
        minute = (self.problem.first_minute + step * STEP_MINUTES) % 60
        return 0 if minute % 30 == 0 else 1 if minute % 15 == 0 else 2

    def put(self, number: int, place: Place) -> None:
        """Into a place that is free, see `free_starts`."""
        self.cost += self.price(number, place) - UNPLACED
        self.places[number] = place
        self._occupy(number, place)

    def take(self, number: int) -> Place:
        place, session = self.places.pop(number), self.problem.sessions[number]
        mask = stretch(place.start, session.length)
        self.taken[place.room] ^= mask
        self.open[place.room] = {}
        for person in session.speakers:
            self.busy[person] ^= mask
        for tally in self._tallies(number):
            tally.remove(place.start, session.length)
        self.cost += UNPLACED - self.price(number, place)
        return place

    def _occupy(self, number: int, place: Place) -> None:
        session = self.problem.sessions[number]
        mask = stretch(place.start, session.length)
        for room in range(len(self.taken)) if place.room == ALL_ROOMS else [place.room]:
            self.taken[room] |= mask
            self.open[room] = {}
        for person in session.speakers:
            self.busy[person] |= mask
        for tally in self._tallies(number):
            tally.add(place.start, session.length)

    def _tallies(self, number: int) -> list[Tally]:
        session = self.problem.sessions[number]
        if session.is_break:
            return []
        found = [self.running, *(self.followed[code] for code in self.problem.languages if code in session.languages)]
        found += [self.themes[theme] for theme in session.themes]
        return [*found, self.keynotes] if session.is_keynote else found

    def free_starts(self, number: int) -> dict[int, int]:
        """Room → mask of the steps at which the session could begin there, with everything else as it is."""
        session = self.problem.sessions[number]
        can = self.problem.opening & session.available
        for person in session.speakers:
            can &= ~self.busy[person]
        can = starts_in(can, session.length)
        return {room: can & self._open_starts(room, session.length) for room in self.problem.rooms_for[number]}

    def _open_starts(self, room: int, length: int) -> int:
        known = self.open[room]
        if length not in known:
            known[length] = starts_in(~self.taken[room], length)
        return known[length]

    def possible_places(self, number: int) -> list[Place]:
        """Where at most movable sessions are in its way."""
        session, problem = self.problem.sessions[number], self.problem
        can = problem.opening & session.available
        for person in session.speakers:
            can &= ~self.pinned_busy.get(person, 0)
        rooms = problem.rooms_for[number]
        return [
            Place(room, start)
            for room in rooms
            for start in steps_of(starts_in(can & ~self.pinned_taken[room], session.length))
        ]

    def conflicts(self, number: int, place: Place) -> list[int]:
        """Which of the placed sessions would have to go if this one went there."""
        return [
            other for other in sorted(self.places) if self.are_in_conflict(number, place, other, self.places[other])
        ]

    def are_in_conflict(self, number: int, place: Place, other: int, there: Place) -> bool:
        """At the same time with the same room or speaker."""
        session, theirs = self.problem.sessions[number], self.problem.sessions[other]
        if there.start >= place.start + session.length or place.start >= there.start + theirs.length:
            return False
        return there.room == place.room or not session.speakers.keys().isdisjoint(theirs.speakers)

    def price(self, number: int, place: Place) -> int:
        """What the wishes cost more with the session there than without it."""
        changes = self.problem.weights.changes
        now = self.problem.sessions[number].now
        ((price, _start),) = self.prices(number, [place.start])
        return price + (CHANGE * changes if now and now != place else 0)

    def prices(self, number: int, starts: Iterable[int]) -> list[tuple[int, int]]:
        """Price and start of each of these times, in whatever room."""
        own, wishes, found = stretch(0, self.problem.sessions[number].length), self._wishes(number), []
        for start in starts:
            price, mask = self.untidy[start], own << start
            for points, steps in wishes:
                price += points * (mask & steps).bit_count()
            found.append((price, start))
        return found

    def _wishes(self, number: int) -> list[tuple[int, int]]:
        """Points for each step of a mask in which the session would run."""
        session, weights, running = self.problem.sessions[number], self.problem.weights, self.running.once
        found = []
        if weights.languages:
            points, quiet = HOLE * weights.languages, stretch(0, self.steps) & ~running
            for code, tally in self.followed.items():
                fills = code in session.languages
                found.append((-points, running & ~tally.once) if fills else (points, quiet))
        if weights.themes:
            found += [(SAME_THEME * weights.themes, self.themes[theme].once) for theme in session.themes]
        if weights.hours:
            found.append((ASLEEP * weights.hours, session.asleep))
        if weights.keynotes:
            beside = running if session.is_keynote else self.keynotes.once & running
            already = self.keynotes.once & self.running.twice
            found.append((CROWDED_KEYNOTE * weights.keynotes, beside & ~already))
        return [(points, steps) for points, steps in found if steps]

    def troubled_steps(self) -> list[int]:
        """Where a wish is not kept that can be kept elsewhere: holes, and keynotes with something beside them."""
        mask, weights = 0, self.problem.weights
        if weights.languages:
            for tally in self.followed.values():
                mask |= self.running.once & ~tally.once
        if weights.keynotes:
            mask |= self.keynotes.once & self.running.twice
        return steps_of(mask)
