"""The circles: an arrangement and a palette made from a name, always the same for the same name.

Pure geometry in a square of ``SIZE`` units, x to the right and y downwards, so that the templates (SVG) and the
social images (Pillow) draw the same picture. Whole numbers only: a template never has to write a decimal point.
Circles overlap around a common centre, as circles do in sociocracy; where two of them meet there is a link.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

SIZE = 1000
CENTRE = SIZE // 2


@dataclass(frozen=True)
class Palette:
    """Colours as ``#rrggbb``; the same as in ``css/palettes.css``."""

    name: str
    ground: str
    tone_a: str
    tone_b: str
    tone_c: str
    link: str


PALETTES = (
    Palette("lagoon", "#0f4c4a", "#f2b53a", "#e2693c", "#6fbfb0", "#fbe3b0"),
    Palette("plum", "#4a2545", "#f2b53a", "#c86a9c", "#f0a184", "#fbe0d0"),
    Palette("ocean", "#17375e", "#f2b53a", "#4f97c9", "#ef8a62", "#fdebc8"),
    Palette("clay", "#5f2614", "#f5c25b", "#df7b4a", "#9db77a", "#fdeacb"),
    Palette("forest", "#24432c", "#f2b53a", "#86b56a", "#e5825a", "#f4ecc2"),
    Palette("dusk", "#2e2a5e", "#f6bf55", "#8f83d8", "#ee8b7a", "#fbe3d6"),
)
TONES = ("tone-a", "tone-b", "tone-c")


@dataclass(frozen=True)
class Circle:
    x: int
    y: int
    radius: int
    tone: str = ""
    is_ring: bool = False


@dataclass(frozen=True)
class Overlap:
    """The lens in which two overlapping circles meet."""

    first: Circle
    second: Circle

    @property
    def path(self) -> str:
        """The lens as SVG path data: an arc of each circle between the two points they share."""
        a, b = self.first, self.second
        distance = math.dist((a.x, a.y), (b.x, b.y))
        along = (distance**2 + a.radius**2 - b.radius**2) / (2 * distance)
        half = math.sqrt(a.radius**2 - along**2)
        ux, uy = (b.x - a.x) / distance, (b.y - a.y) / distance
        mx, my = a.x + along * ux, a.y + along * uy
        x1, y1, x2, y2 = (round(v) for v in (mx - half * uy, my + half * ux, mx + half * uy, my - half * ux))
        return f"M{x1} {y1}A{a.radius} {a.radius} 0 0 0 {x2} {y2}A{b.radius} {b.radius} 0 0 0 {x1} {y1}Z"


@dataclass(frozen=True)
class CirclePattern:
    palette: Palette
    orbits: tuple[Circle, ...]
    members: tuple[Circle, ...]
    moons: tuple[Circle, ...]
    centre: Circle
    links: tuple[Overlap, ...]


@lru_cache(maxsize=2048)
def circle_pattern(seed: str) -> CirclePattern:
    """The circles of an edition, a session or a person; ``seed`` is its original name."""
    numbers = pseudo_random(seed)
    palette = PALETTES[int(next(numbers) * len(PALETTES))]
    count = 3 if next(numbers) < 0.6 else 4
    turn = next(numbers) * math.tau
    tones = TONES[(first := int(next(numbers) * 3)) :] + TONES[:first]
    ring = int(next(numbers) * count * 2)  # one member in half of the patterns is a ring
    step = math.tau / count
    members = []
    for index in range(count):
        distance = 200 + 25 * (count - 3) + next(numbers) * 60
        angle = turn + (index + (next(numbers) - 0.5) * 0.34) * step
        radius = distance * math.sin(step / 2) * (0.86 + next(numbers) * 0.5)
        members.append(_on_orbit(distance, angle, radius, tones[(0, 1, 2, 1)[index]], is_ring=index == ring))
    outer = 405 + next(numbers) * 60
    moons = tuple(
        _on_orbit(outer, turn + (gap + 0.5) * step, 16 + next(numbers) * 24, tones[(gap + 2) % 3])
        for gap in range(count)
        if next(numbers) < 0.6
    )
    return CirclePattern(
        palette=palette,
        orbits=(_on_orbit(0, 0, outer), _on_orbit(0, 0, outer - 120)),
        members=tuple(members),
        moons=moons,
        centre=_on_orbit(0, 0, 84 + next(numbers) * 30),
        links=tuple(Overlap(a, b) for a, b in combinations(members, 2) if overlap(a, b)),
    )


def pseudo_random(seed: str) -> Iterator[float]:
    """Endless numbers from 0 up to (not including) 1 that depend on nothing but the seed."""
    block = seed.encode()
    while True:
        block = hashlib.sha256(block).digest()
        yield from (byte / 256 for byte in block)


def _on_orbit(distance: float, angle: float, radius: float, tone: str = "", *, is_ring: bool = False) -> Circle:
    x, y = CENTRE + distance * math.cos(angle), CENTRE + distance * math.sin(angle)
    return Circle(round(x), round(y), round(radius), tone, is_ring)


def overlap(a: Circle, b: Circle) -> bool:
    """Whether two filled circles overlap visibly, and neither lies inside the other."""
    distance = math.dist((a.x, a.y), (b.x, b.y))
    return not (a.is_ring or b.is_ring) and abs(a.radius - b.radius) < distance < a.radius + b.radius - 12
