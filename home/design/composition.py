"""The drawing of an edition: one disc is one session, placed by a rule that its editors choose.

Pure geometry in a field of `WIDTH` × `HEIGHT` units, y downwards, so that templates (SVG) and social images (Pillow)
draw the same. Time runs along x, or around; a room has a tone, and a line, an orbit or a side; radius is length.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise

from home.design.circles import Circle, Overlap, overlap, pseudo_random

WIDTH, HEIGHT = 1000, 600
MIDDLE = HEIGHT // 2
MOST, MOST_HOURS, MOST_ROOMS = 60, 12, 6  # discs; above it one for each room and hour, or several of them
TONES = ("tone-c", "link", "tone-b")  # of the rooms; tone-a is the sun
FULL, HALF, NONE, PLANNED = "full", "half", "none", "planned"


@dataclass(frozen=True)
class Disc:
    """A session. `at` is where its start lies between the first and the last, from 0 to 1; `hour` counts starts."""

    at: float
    hour: int
    room: int
    minutes: int
    state: str  # full: can be heard, half: read, none: neither, planned: not known yet
    is_sun: bool = False  # a language break: an hour in each language


@dataclass(frozen=True)
class DrawnDisc:
    """`form` is disc, ring, half, dome (the upper half), bowl (the lower half), or planned (a dotted ring)."""

    form: str
    x: int
    y: int
    radius: int
    tone: str

    @property
    def path(self) -> str:
        """Its lower half, or the upper one of a dome, as SVG path data."""
        sweep = 1 if self.form == "dome" else 0
        return f"M{self.x - self.radius} {self.y}a{self.radius} {self.radius} 0 0 {sweep} {2 * self.radius} 0Z"


@dataclass(frozen=True)
class Thread:
    """A line through points."""

    points: tuple[tuple[int, int], ...]

    @property
    def path(self) -> str:
        """A smooth line, as SVG path data."""
        (x, y), *others = self.points
        return f"M{x} {y}" + "".join(
            f"Q{x1} {y1} {(x1 + x2) // 2} {(y1 + y2) // 2}" for (x1, y1), (x2, y2) in pairwise(others)
        )


@dataclass(frozen=True)
class EditionDrawing:
    threads: tuple[Thread, ...] = ()
    orbits: tuple[Circle, ...] = ()
    shapes: tuple[DrawnDisc, ...] = ()
    lenses: tuple[Overlap, ...] = ()


def compose(rule: str, seed: str, discs: Sequence[Disc]) -> EditionDrawing:
    """`seed` is a name: it gives the rule where that is empty, and a programme while there is none."""
    discs = discs or planned(seed)
    if len(discs) > MOST:
        discs = merged(discs)
    made = RULES[rule or guess(seed)](_filled(discs))
    shapes = sorted(made.shapes, key=lambda shape: -shape.radius)
    full = [Circle(one.x, one.y, one.radius) for one in shapes if one.form == "disc"]
    lenses = (Overlap(a, b) for a, b in combinations(full, 2) if overlap(a, b))
    return replace(made, shapes=tuple(shapes), lenses=tuple(lenses) if len(full) < 40 else ())


def guess(seed: str) -> str:
    return list(RULES)[int(next(pseudo_random(f"rule {seed}")) * len(RULES))]


def planned(seed: str) -> list[Disc]:
    """Places of a programme that is not known yet, with its sun in the middle."""
    numbers = pseudo_random(f"plan {seed}")
    places = [
        Disc(hour / 7, hour, room, round(20 + next(numbers) * 30), PLANNED)
        for hour in range(8)
        for room in range(3)
        if hour != 4 and next(numbers) < 0.75
    ]
    return [*places, Disc(4 / 7, 4, 0, 50, FULL, is_sun=True)]


def merged(discs: Iterable[Disc]) -> list[Disc]:
    """One disc for each room and hour, or for several of them: as long as all sessions, in the commonest state."""
    discs = list(discs)
    hours, rooms = (1 + max(values) for values in ([one.hour for one in discs], [one.room for one in discs]))
    by_place = sorted(
        (
            replace(
                one, hour=one.hour * min(hours, MOST_HOURS) // hours, room=one.room * min(rooms, MOST_ROOMS) // rooms
            )
            for one in discs
        ),
        key=lambda one: (one.hour, one.room, not one.is_sun, one.state),
    )
    found = []
    for _place, group in groupby(by_place, key=lambda one: (one.hour, one.room)):
        rows = list(group)
        states = [row.state for row in rows]
        common = max(dict.fromkeys(states), key=states.count)
        found.append(replace(rows[0], minutes=min(60, sum(row.minutes for row in rows)), state=common))
    return found


@dataclass(frozen=True)
class _Field:
    """The discs of a programme with what all rules need."""

    discs: Sequence[Disc]
    rooms: int
    hours: int
    scale: float  # of radii: many sessions are drawn smaller

    def radius(self, disc: Disc) -> float:
        return (14 + min(disc.minutes, 70) * 0.75) * self.scale


def _filled(discs: Sequence[Disc]) -> _Field:
    rooms, hours = (1 + max(values) for values in ([one.room for one in discs], [one.hour for one in discs]))
    return _Field(discs, rooms, hours, min(1.15, math.sqrt(26 / max(len(discs), 8))))


def _shape(disc: Disc, x: float, y: float, radius: float) -> DrawnDisc:
    form = {FULL: "disc", HALF: "half", NONE: "ring", PLANNED: "planned"}[disc.state]
    tone = "tone-a" if disc.is_sun else TONES[disc.room % 3]
    return DrawnDisc("disc" if disc.is_sun else form, round(x), round(y), max(6, round(radius)), tone)


def _wave(field: _Field) -> EditionDrawing:
    """Three rooms, three waves."""

    def height(at: float, room: int) -> float:
        return MIDDLE + 165 * math.sin(math.tau * (at * 1.05 + room / max(field.rooms, 3)) + 0.6)

    shapes = []
    for disc in field.discs:
        if disc.is_sun:
            shapes.append(_shape(disc, 70 + disc.at * 860, MIDDLE, 128))
        else:
            shapes.append(_shape(disc, 70 + disc.at * 860, height(disc.at, disc.room), field.radius(disc)))
    threads = [
        _thread([(70 + at / 12 * 860, height(at / 12, room)) for at in range(14)])
        for room in range(min(field.rooms, 3))
    ]
    return EditionDrawing(tuple(threads), (), tuple(shapes))


def _horizon(field: _Field) -> EditionDrawing:
    """The first room above the horizon, the second below it, and so on."""
    line = MIDDLE + 40
    shapes = []
    for disc in field.discs:
        x, radius = 60 + disc.at * 880, field.radius(disc) * 1.35
        if disc.is_sun:
            shapes.append(_shape(disc, x, line - 70, 150))
        elif disc.state in (PLANNED, NONE):
            offset = 0.55 if disc.room % 2 else -0.55
            shapes.append(_shape(disc, x, line + offset * radius, radius * 0.55))
        else:
            shape = _shape(disc, x, line, radius if disc.state == FULL else radius * 0.7)
            shapes.append(replace(shape, form="bowl" if disc.room % 2 else "dome"))
    return EditionDrawing((_thread([(0, line), (0, line), (WIDTH, line), (WIDTH, line)]),), (), tuple(shapes))


def _share(field: _Field) -> EditionDrawing:
    """One place each, in the order of time."""
    discs = sorted(field.discs, key=lambda one: (one.at, one.room))
    columns = max(3, math.ceil(math.sqrt(len(discs) * WIDTH / HEIGHT)))
    rows = math.ceil(len(discs) / columns)
    step = min(WIDTH / columns, HEIGHT / rows)
    left, top = (WIDTH - step * columns) / 2, (HEIGHT - step * rows) / 2
    places = [(left + (n % columns + 0.5) * step, top + (n // columns + 0.5) * step) for n in range(len(discs))]
    shapes = [_shape(disc, x, y, step * 0.42) for disc, (x, y) in zip(discs, places, strict=True)]
    return EditionDrawing((), (), tuple(shapes))


def _orbit(field: _Field) -> EditionDrawing:
    """A room is an orbit around the hour in all languages."""
    step = 180 / max(field.rooms, 2)
    shapes, orbits = [], [Circle(WIDTH // 2, MIDDLE, round(110 + step * room)) for room in range(field.rooms)]
    for disc in field.discs:
        if disc.is_sun:
            continue
        angle, distance = disc.at * math.tau * 0.94 - math.pi / 2 + disc.room * 0.4, 110 + step * disc.room
        x, y = WIDTH / 2 + distance * math.cos(angle), MIDDLE + distance * math.sin(angle)
        shapes.append(_shape(disc, x, y, field.radius(disc) * 0.78))
    sun = DrawnDisc("disc", WIDTH // 2, MIDDLE, 74, "tone-a")
    return EditionDrawing((), tuple(orbits), (sun, *shapes))


def _stack(field: _Field) -> EditionDrawing:
    """A column for each hour."""
    columns = [
        sorted((one for one in field.discs if one.hour == hour), key=lambda one: (not one.is_sun, one.room))
        for hour in range(field.hours)
    ]
    heights = [sum(2 * field.radius(one) for one in column) for column in columns]
    width = WIDTH / max(field.hours, 1)
    scale = min(1.0, (HEIGHT - 40) / max([*heights, 1]), width / 2 / max(field.radius(one) for one in field.discs))
    shapes = []
    for hour, column in enumerate(columns):
        y: float = HEIGHT
        for disc in column:
            radius = min(width * 0.7, 100) if disc.is_sun else field.radius(disc) * scale
            shapes.append(_shape(disc, (hour + 0.5) * width, y - radius, radius))
            y -= 2 * radius
    return EditionDrawing((), (), tuple(shapes))


def _spiral(field: _Field) -> EditionDrawing:
    """From the first session to the last, outwards."""

    def place(share: float) -> tuple[float, float]:
        angle, distance = 0.9 + share * math.tau * 2.4, 46 + 214 * share
        return WIDTH / 2 + 1.55 * distance * math.cos(angle), MIDDLE + distance * math.sin(angle)

    discs = sorted(field.discs, key=lambda one: (one.at, one.room))
    last = max(len(discs) - 1, 1)
    shapes = []
    for number, disc in enumerate(discs):
        share = math.sqrt(number / last)
        radius = 82 if disc.is_sun else field.radius(disc) * (0.5 + 0.5 * share)
        shapes.append(_shape(disc, *place(share), radius))
    return EditionDrawing((_thread([place(number / 30) for number in range(31)]),), (), tuple(shapes))


def _thread(points: Iterable[tuple[float, float]]) -> Thread:
    return Thread(tuple((round(x), round(y)) for x, y in points))


RULES: dict[str, Callable[[_Field], EditionDrawing]] = {
    "wave": _wave,
    "horizon": _horizon,
    "share": _share,
    "orbit": _orbit,
    "stack": _stack,
    "spiral": _spiral,
}
