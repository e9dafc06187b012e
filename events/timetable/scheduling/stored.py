"""Problems and places as JSON, so that a search can go on in another process."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from events.timetable.scheduling.problem import Activity, Place, Problem, ScheduleRoom, Weight, Weights

SETS = {field.name for field in fields(Activity) if str(field.type).startswith("frozenset")}
MASKS = ("available", "asleep")  # written as text: longer than what databases take for a number


def problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "opening": hex(problem.opening),
        "rooms": [[room.key, sorted(room.interpreted)] for room in problem.rooms],
        "sessions": [_activity_json(activity) for activity in problem.sessions],
        "languages": list(problem.languages),
        "weights": asdict(problem.weights),
        "first_minute": problem.first_minute,
    }


def _activity_json(activity: Activity) -> dict[str, Any]:
    """Without what is as by default."""
    found = asdict(activity) | {name: sorted(getattr(activity, name)) for name in SETS}
    found |= {name: hex(getattr(activity, name)) for name in MASKS}
    plain = {field.name: field.default for field in fields(Activity)} | {"available": "-0x1", "asleep": "0x0"}
    return {name: value for name, value in found.items() if value != plain[name] and value != []}


def problem_from(stored: Mapping[str, Any]) -> Problem:
    return Problem(
        opening=int(stored["opening"], 16),
        rooms=tuple(ScheduleRoom(key, frozenset(codes)) for key, codes in stored["rooms"]),
        sessions=tuple(_activity_from(row) for row in stored["sessions"]),
        languages=tuple(stored["languages"]),
        weights=Weights(**{name: Weight(value) for name, value in stored["weights"].items()}),
        first_minute=stored["first_minute"],
    )


def _activity_from(row: Mapping[str, Any]) -> Activity:
    found: dict[str, Any] = {name: frozenset(value) if name in SETS else value for name, value in row.items()}
    found |= {name: int(found[name], 16) for name in MASKS if name in found}
    return Activity(**found | {"now": Place(*found["now"]) if found.get("now") else None})


def places_json(places: Mapping[int, Place]) -> dict[str, list[int]]:
    return {str(number): list(place) for number, place in places.items()}


def places_from(stored: Mapping[str, list[int]]) -> dict[int, Place]:
    return {int(number): Place(*place) for number, place in stored.items()}
