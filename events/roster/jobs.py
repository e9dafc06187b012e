from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from events.models import Event, Timetable
from events.roster import actions, messages
from events.roster.actions.helping import HelperData
from events.roster.actions.placing import DAY
from events.roster.actions.privacy import erase_old
from events.roster.enums import AssignmentState
from events.roster.models import Assignment, Helper, Shift
from events.roster.queries import PlacedShift, people_of, shifts_and_lost_ones, shifts_of
from events.submissions.enums import EmailKind
from home.jobs.background import background_task
from home.jobs.portions import Failures, in_portion
from home.jobs.registry import job

STILL_FOR = timedelta(minutes=30)
THANKED_WITHIN = timedelta(days=14)  # of the end of the event: later it would surprise


@job("tell-helpers-of-changes", every=timedelta(minutes=1))
def tell_of_changes(*, now: datetime) -> int:
    """One email to each helper whose shifts moved with the timetable, or are no longer in it.

    While somebody works on the draft of the timetable, only of those that are published: each step would be an email.
    """
    told, failures = 0, Failures()
    for event in _ahead(now):
        with failures.at("read the shifts of event", event.pk):
            if _is_draft_still(event, now):
                placed, lost = shifts_and_lost_ones(event, draft=True)
            else:
                placed, lost = shifts_of(event), []
            told += _tell_of_moves(placed, now, failures) + _tell_of_lost_slots(lost, now, failures)
    failures.raise_unless(told)
    return told


def _is_draft_still(event: Event, now: datetime) -> bool:
    """Whether it is as published, or nobody has saved it for a while."""
    row = Timetable.objects.filter(event=event).select_related("latest_revision").first()
    draft = row.latest_revision if row else None
    return draft is None or draft.pk == row.live_revision_id or draft.created_at <= now - STILL_FOR


def _ahead(now: datetime) -> list[Event]:
    return list(Event.objects.filter(ends_at__gt=now, shifts__assignments__isnull=False).distinct())


def _tell_of_moves(placed: list[PlacedShift], now: datetime, failures: Failures) -> int:
    moved = [
        one
        for one in placed
        if one.confirmed
        and (one.confirmed.told_starts_at, one.confirmed.told_ends_at) != (one.starts_at, one.ends_at)
        and max(one.ends_at, one.confirmed.told_ends_at or one.ends_at) > now
    ]
    told = 0
    for helper, shifts in in_portion(by_helper(moved)):
        with failures.at("tell of moved shifts helper", helper.pk), transaction.atomic():
            current = [
                one
                for one in shifts
                if _still_confirmed(helper, one.shift).update(
                    told_starts_at=one.starts_at,
                    told_ends_at=one.ends_at,
                    reminded_at=now if one.starts_at <= now + DAY else None,
                    changed_at=now,
                )
            ]
            if current:
                messages.send(helper, EmailKind.MOVED, current, occasion=f"{now:%Y%m%d%H%M%S%f}", now=now)
                told += 1
    return told


def _still_confirmed(helper: Helper, shift: Shift) -> QuerySet[Assignment]:
    """Of a shift that was read before: none where the helper has cancelled or was erased meanwhile.

    Locks the helper until the transaction ends, as their own decisions do.
    """
    list(Helper.objects.select_for_update().filter(pk=helper.pk))
    return Assignment.objects.filter(helper=helper, shift=shift, state=AssignmentState.CONFIRMED)


def _tell_of_lost_slots(shifts: list[Shift], now: datetime, failures: Failures) -> int:
    """Without a time nothing is told; if the session comes back, its new time is."""
    lost = [
        (assignment, shift)
        for shift in shifts
        for assignment in people_of(shift)
        if assignment.state == AssignmentState.CONFIRMED and assignment.told_ends_at and assignment.told_ends_at > now
    ]
    told = 0
    for assignment, shift in lost:
        with failures.at("tell of a lost shift helper", assignment.helper_id), transaction.atomic():
            rows = _still_confirmed(assignment.helper, shift)
            if rows.update(told_starts_at=None, told_ends_at=None, reminded_at=None, changed_at=now):
                occasion = f"{assignment.pk}:{now:%Y%m%d%H%M%S%f}"
                messages.send_released(assignment.helper, [shift], occasion=occasion, now=now)
                told += 1
    return told


@job("remind-helpers", every=timedelta(minutes=10))
def remind(*, now: datetime) -> int:
    """One email a day before the first shift, with all shifts that begin within a day and a half."""
    reminded, failures = 0, Failures()
    for event in _ahead(now):
        with failures.at("read the shifts of event", event.pk):
            soon = [
                one
                for one in shifts_of(event, draft=True)
                if one.confirmed and not one.confirmed.reminded_at and now < one.starts_at <= now + 1.5 * DAY
            ]
            reminded += _remind_of(soon, now, failures)
    failures.raise_unless(reminded)
    return reminded


def _remind_of(soon: list[PlacedShift], now: datetime, failures: Failures) -> int:
    reminded = 0
    for helper, shifts in in_portion(by_helper(soon)):
        if shifts[0].starts_at > now + DAY:
            continue
        with failures.at("remind helper", helper.pk), transaction.atomic():
            current = [one for one in shifts if _still_confirmed(helper, one.shift).update(reminded_at=now)]
            if current:
                messages.send(helper, EmailKind.DAY_BEFORE, current, occasion=f"{now:%Y%m%d%H%M%S%f}", now=now)
                reminded += 1
    return reminded


@job("thank-helpers", every=timedelta(hours=1))
def thank(*, now: datetime) -> int:
    """One email after the event to everybody who had a shift."""
    over = Event.objects.filter(ends_at__lte=now, ends_at__gt=now - THANKED_WITHIN)
    helped = Helper.objects.filter(
        event__in=over, thanked_at=None, assignments__state=AssignmentState.CONFIRMED
    ).distinct()
    thanked, failures = 0, Failures()
    for helper in in_portion(helped.select_related("event")[:200]):
        with failures.at("thank helper", helper.pk), transaction.atomic():
            if Helper.objects.filter(pk=helper.pk).update(thanked_at=now):
                messages.send(helper, EmailKind.THANKS, [], occasion="event", now=now)
                thanked += 1
    failures.raise_unless(thanked)
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
LOST_LINKS, OFFER = "helper-lost-links", "helper-offer"


@background_task(LOST_LINKS)
def send_lost_links(*, now: datetime, address: str, at: str) -> None:
    """`at` is when it was asked for, by the portal's clock."""
    actions.send_lost_links(address=address, now=datetime.fromisoformat(at))


@background_task(OFFER)
def take_offer(*, now: datetime, event: int, language: str, data: dict[str, Any], at: str, **asked: Any) -> None:
    """Nothing of an edition that was deleted meanwhile."""
    edition = Event.objects.filter(pk=event).first()
    if edition:
        sent_at = datetime.fromisoformat(at)
        actions.offer(
            event=edition, language=language, consent_language=language, data=HelperData(**data), now=sent_at, **asked
        )
