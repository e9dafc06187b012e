"""Actions on a suggestion. `now` is an aware datetime in UTC."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from wagtail.users.models import UserProfile

from events.models import Event, SchedulingRun, SchedulingState, Timetable
from events.timetable.board.changes import PROPOSAL, SlotChange
from events.timetable.board.proposals import is_proposal, plan_changes
from events.timetable.board.rows import written
from events.timetable.board.saving import save_changes
from events.timetable.planned import proposals_waiting_in
from events.timetable.scheduling.least_change import fewest_moves
from events.timetable.scheduling.problem import ALL_ROOMS, Place, Problem, Weight
from events.timetable.scheduling.reasons import not_kept, why
from events.timetable.scheduling.schedule import Schedule
from events.timetable.scheduling.search import first_places, improved, is_perfect, steps_for
from events.timetable.scheduling.stored import places_from, places_json, problem_from, problem_json
from events.timetable.suggestions.asking import STEP, Wishes, problem_of, values_at
from home import times
from home.jobs.portions import in_portion

KEPT_RUNS = 10  # of a timetable
STEPS_AT_ONCE = 10


@dataclass(frozen=True)
class Suggested:
    """A change to one slot."""

    change: SlotChange
    title: str
    why: str


def start(*, timetable: Timetable, wishes: Wishes, moves_few: bool, user: Any, now: datetime) -> SchedulingRun:
    """Have the worker look for a suggestion; another one that this person waits for is stopped."""
    if moves_few:
        wishes = replace(wishes, weights=replace(wishes.weights, changes=Weight.MUCH))
    asked = problem_of(timetable, wishes, user)
    with transaction.atomic():
        runs = SchedulingRun.objects.filter(timetable=timetable)
        runs.filter(created_by=user, state=SchedulingState.RUNNING).update(state=SchedulingState.CANCELLED)
        runs.filter(pk__in=[*runs.values_list("pk", flat=True)[KEPT_RUNS - 1 :]]).delete()
        return SchedulingRun.objects.create(
            timetable=timetable,
            created_by=user,
            created_at=now,
            moves_few=moves_few,
            problem={**problem_json(asked.problem), "times": _times(timetable.event)},
            slots=asked.slots,
            steps=steps_for(asked.problem),
        )


def _times(event: Event) -> list[str]:
    return [written(event.starts_at), written(event.ends_at)]


def is_outdated(run: SchedulingRun) -> bool:
    """Whether the event has other times now: the steps of the problem are counted from its start."""
    times_now = _times(run.timetable.event)
    return bool(run.problem.get("times", times_now) != times_now)


def cancel(run: SchedulingRun) -> None:
    """What is found so far may be taken."""
    rows = SchedulingRun.objects.filter(pk=run.pk, state=SchedulingState.RUNNING)
    if run.places is None:
        rows.update(state=SchedulingState.CANCELLED)
    elif rows.update(state=SchedulingState.DONE):
        run.refresh_from_db()
        _explain(run, problem_from(run.problem))


def running() -> QuerySet[SchedulingRun]:
    """For the worker, the longest waiting first."""
    return SchedulingRun.objects.filter(state=SchedulingState.RUNNING).order_by("pk")


def do_portion() -> int:
    """Some steps of the suggestion that waits longest; returns how many."""
    run = running().select_related("timetable__event", "created_by").first()
    if run is None:
        return 0
    problem = problem_from(run.problem)
    if run.places is None:
        fewest = fewest_moves(problem) if run.moves_few else None
        places = first_places(problem) if fewest is None else fewest
        run.steps_done = 0 if fewest is None else run.steps
    else:
        places = places_from(run.places)
        for step in in_portion(range(run.steps_done, run.steps, STEPS_AT_ONCE)):
            run.steps_done = min(run.steps, step + STEPS_AT_ONCE)
            places = improved(problem, places, range(step, run.steps_done))
    if is_perfect(problem, places):
        run.steps_done = run.steps
    found = {"places": places_json(places), "steps_done": run.steps_done}
    if running().filter(pk=run.pk).update(**found) and run.steps_done == run.steps:
        run.places = found["places"]
        _explain(run, problem)
    return 1


def _explain(run: SchedulingRun, problem: Problem) -> None:
    """Say what was found, in the language of whoever asked."""
    places, event = places_from(run.places or {}), run.timetable.event
    user = run.created_by
    language = UserProfile.get_for_user(user).get_preferred_language() if user else settings.LANGUAGE_CODE

    def clock(first: int, after: int) -> str:
        begins, ends = ((event.starts_at + steps * STEP).astimezone(event.tz) for steps in (first, after))
        day, zone = times.short_day(begins, language), times.zone_mark(event.zone, language)
        return f"{day} {times.hour(begins)}–{times.hour(ends)} {zone}"

    with translation.override(language):
        schedule = Schedule(problem, places)
        run.not_kept = not_kept(problem, places, clock)
        run.reasons = {str(number): why(schedule, number) for number in sorted(places)}
    run.state = SchedulingState.DONE
    run.save(update_fields=["state", "not_kept", "reasons"])


def suggestions(run: SchedulingRun, user: Any) -> list[Suggested]:
    """What would change, in order of time. Proposals only for those who may see them.

    Nothing until it is done, and nothing if it is outdated.
    """
    if run.state != SchedulingState.DONE or run.places is None or is_outdated(run):
        return []
    problem, event = problem_from(run.problem), run.timetable.event
    titles = {f"{PROPOSAL}{one.pk}": one.title for one in proposals_waiting_in(event, user)}
    found = [
        replace(one, title=titles.get(one.change.key, one.title))
        for one in _changes(run, problem, event, places_from(run.places))
        if not is_proposal(one.change) or one.change.key in titles
    ]
    return sorted(found, key=lambda one: (one.change.after or {}).get("starts_at", ""))


def _changes(run: SchedulingRun, problem: Problem, event: Event, places: dict[int, Place]) -> Iterator[Suggested]:
    """Of those that are not there already."""
    for number, place in places.items():
        activity, row = problem.sessions[number], run.slots[number]
        room_id = None if place.room == ALL_ROOMS else int(problem.rooms[place.room].key)
        before = row["now"]
        if before:
            step = (datetime.fromisoformat(before["starts_at"]) - event.starts_at) // STEP
            if (before["room"], step) == (room_id, place.start):
                continue
        after = values_at(event, row, place.start, room_id, activity.length)
        yield Suggested(SlotChange(row["key"], before, after), activity.title, run.reasons.get(str(number), ""))


def take(*, run: SchedulingRun, keys: Collection[str], user: Any) -> tuple[int, list[Suggested]]:
    """Save these changes in the draft: how many, and those that somebody else was faster with. Raises BadChanges."""
    chosen = {one.change.key: one for one in suggestions(run, user) if one.change.key in keys}
    changes = [one.change for one in chosen.values()]
    of_slots = [change for change in changes if not is_proposal(change)]
    with transaction.atomic():
        saved = save_changes(timetable=run.timetable, changes=of_slots, user=user, sitting=None)
        refused = plan_changes([change for change in changes if is_proposal(change)], run.timetable.event, user)
    stay = [chosen[change.key] for change in (*saved.applied.refused, *(change for change, _text in refused))]
    return len(chosen) - len(stay), stay
