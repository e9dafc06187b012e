"""Whether a helper can do a shift: pure functions."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.timetable.availability import Availability

Stretch = tuple[datetime, datetime]


class Obstacle(TextChoices):
    """Why somebody should not do a shift. The first two prevent it."""

    TWICE = "twice", _("has another shift at this time")
    HOURS = "hours", _("is not available at this time")
    TASK = "task", _("has not named this task")
    LANGUAGE = "language", _("has not named these languages")

    @property
    def prevents(self) -> bool:
        return self in (Obstacle.TWICE, Obstacle.HOURS)


def overlap(one: Stretch, other: Stretch) -> bool:
    """A shift may begin at the instant at which another ends."""
    return one[0] < other[1] and other[0] < one[1]


def obstacles(
    stretch: Stretch,
    *,
    taken: Iterable[Stretch],
    availability: Availability,
    task: str = "",
    tasks: Collection[str] = (),
    needs: Iterable[str] = (),
    languages: Collection[str] = (),
) -> list[Obstacle]:
    """`taken` are the helper's other shifts; `needs` the languages of the shift. Naming no tasks means any task."""
    found = {
        Obstacle.TWICE: any(overlap(stretch, other) for other in taken),
        Obstacle.HOURS: not availability.covers(*stretch),
        Obstacle.TASK: bool(tasks) and task not in tasks,
        Obstacle.LANGUAGE: not set(needs) <= set(languages),
    }
    return [obstacle for obstacle, applies in found.items() if applies]
