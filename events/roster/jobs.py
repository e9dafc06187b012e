from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from events.models import Event
from events.roster import actions, messages
from events.roster.actions.placing import DAY
from events.roster.actions.privacy import erase_old
from events.roster.enums import AssignmentState
from events.roster.models import Assignment, Helper, Shift
from events.roster.queries import PlacedShift, people_of, shifts_and_lost_ones, shifts_of
from events.submissions.enums import EmailKind
from home.jobs.background import background_task
from home.jobs.portions import in_portion
from home.jobs.registry import job

THANKED_WITHIN = timedelta(days=14)  # of the end of the event: later it would surprise


@job("tell-helpers-of-changes", every=timedelta(minutes=1))
def tell_of_changes(*, now: datetime) -> int:
    """One email to each helper whose shifts moved with the timetable, or are no longer in it."""
    told = 0
    for event in _ahead(now):
        placed, lost = shifts_and_lost_ones(event, draft=True)
        told += _tell_of_moves(placed, now) + _tell_of_lost_slots(lost, now)
    return told


def _ahead(now: datetime) -> list[Event]:
    return list(Event.objects.filter(ends_at__gt=now, shifts__assignments__isnull=False).distinct())


def _tell_of_moves(placed: list[PlacedShift], now: datetime) -> int:
    moved = [
        one
        for one in placed
        if one.confirmed and (one.confirmed.told_starts_at, one.confirmed.told_ends_at) != (one.starts_at, one.ends_at)
    ]
    told = 0
    for helper, shifts in in_portion(by_helper(moved)):
        told += 1
        with transaction.atomic():
            for one in shifts:
                reminded = now if one.starts_at <= now + DAY else None
                Assignment.objects.filter(shift=one.shift, helper=helper).update(
                    told_starts_at=one.starts_at, told_ends_at=one.ends_at, reminded_at=reminded, changed_at=now
                )
            messages.send(helper, EmailKind.MOVED, shifts, occasion=f"{now:%Y%m%d%H%M%S%f}", now=now)
    return told


def _tell_of_lost_slots(shifts: list[Shift], now: datetime) -> int:
    """Without a time nothing is told; if the session comes back, its new time is."""
    lost = [
        (assignment, shift)
        for shift in shifts
        for assignment in people_of(shift)
        if assignment.state == AssignmentState.CONFIRMED and assignment.told_starts_at
    ]
    for assignment, shift in lost:
        with transaction.atomic():
            Assignment.objects.filter(pk=assignment.pk).update(
                told_starts_at=None, told_ends_at=None, reminded_at=None, changed_at=now
            )
            occasion = f"{assignment.pk}:{now:%Y%m%d%H%M%S%f}"
            messages.send_released(assignment.helper, [shift], occasion=occasion, now=now)
    return len(lost)


@job("remind-helpers", every=timedelta(minutes=10))
def remind(*, now: datetime) -> int:
    """One email a day before the first shift, with all shifts that begin within a day and a half."""
    reminded = 0
    for event in _ahead(now):
        soon = [
            one
            for one in shifts_of(event, draft=True)
            if one.confirmed and not one.confirmed.reminded_at and now < one.starts_at <= now + 1.5 * DAY
        ]
        for helper, shifts in in_portion(by_helper(soon)):
            if shifts[0].starts_at > now + DAY:
                continue
            reminded += 1
            with transaction.atomic():
                rows = Assignment.objects.filter(shift__in=[one.shift for one in shifts], helper=helper)
                rows.update(reminded_at=now)
                messages.send(helper, EmailKind.DAY_BEFORE, shifts, occasion=f"{now:%Y%m%d%H%M%S%f}", now=now)
    return reminded


@job("thank-helpers", every=timedelta(hours=1))
def thank(*, now: datetime) -> int:
    """One email after the event to everybody who had a shift."""
    over = Event.objects.filter(ends_at__lte=now, ends_at__gt=now - THANKED_WITHIN)
    helped = Helper.objects.filter(
        event__in=over, thanked_at=None, assignments__state=AssignmentState.CONFIRMED
    ).distinct()
    thanked = 0
    for helper in in_portion(helped.select_related("event")[:200]):
        thanked += 1
        with transaction.atomic():
            messages.send(helper, EmailKind.THANKS, [], occasion="event", now=now)
            Helper.objects.filter(pk=helper.pk).update(thanked_at=now)
    return thanked


def by_helper(shifts: list[PlacedShift]) -> Iterator[tuple[Helper, list[PlacedShift]]]:
    """Whoever does them, with their shifts in order of time."""
    done = [(one.helper, one) for one in shifts if one.helper]
    for _pk, group in groupby(sorted(done, key=lambda pair: pair[0].pk), key=lambda pair: pair[0].pk):
        pairs = list(group)
        yield pairs[0][0], [one for _helper, one in pairs]


@job("erase-old-helpers", every=timedelta(hours=6))
def erase_old_helpers(*, now: datetime) -> int:
    return erase_old(now=now)


# Done by the worker: how long the answer takes would say whether an address is known.
LOST_LINKS = "helper-lost-links"


@background_task(LOST_LINKS)
def send_lost_links(*, now: datetime, address: str, at: str) -> None:
    """`at` is when it was asked for, by the portal's clock."""
    actions.send_lost_links(address=address, now=datetime.fromisoformat(at))
