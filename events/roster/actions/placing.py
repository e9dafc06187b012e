"""Who does what: what the team decides, under rules that nobody gets round."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events.models import SessionPage
from events.roster import messages
from events.roster.enums import AssignmentState
from events.roster.models import Assignment, Helper, Shift
from events.roster.queries import PlacedShift, minutes_of, shifts_of, shifts_of_helper
from events.roster.rules import Obstacle, obstacles
from events.submissions.actions import ActionRefused
from events.submissions.enums import EmailKind
from home import clock

DAY = timedelta(days=1)


def lock(helper: Helper) -> Helper:
    """The current row, locked until the transaction ends, so that two decisions about one person wait for each other.

    Raises ActionRefused if the data of this person were deleted.
    """
    row = Helper.objects.select_for_update().select_related("event").filter(pk=helper.pk).first()
    if row is None:
        raise ActionRefused(_("The data of this person were deleted."))
    return row


def log_step(helper: Helper, step: str, *, user: Any = None) -> None:
    """Add an entry to the audit log, without personal data. `step` is registered in wagtail_hooks."""
    log(instance=helper, action=f"roster.{step}", user=user, title=helper.number)


def placed(shift: Shift) -> PlacedShift:
    """The shift at its time, locked until the transaction ends. Raises ActionRefused where it has none."""
    Shift.objects.select_for_update().filter(pk=shift.pk).first()
    found = next((one for one in shifts_of(shift.event, draft=True) if one.shift.pk == shift.pk), None)
    if found is None:
        raise ActionRefused(_("This session is not in the timetable any more."))
    return found


def what_prevents(helper: Helper, wanted: PlacedShift) -> list[Obstacle]:
    """By what is confirmed; offers and invitations keep nobody from another shift."""
    taken = [
        (one.starts_at, one.ends_at)
        for one in shifts_of_helper(helper, draft=True)
        if one.shift.pk != wanted.shift.pk and one.helper == helper
    ]
    stretch = (wanted.starts_at, wanted.ends_at)
    return [one for one in obstacles(stretch, taken=taken, availability=helper.availability) if one.prevents]


def confirm(*, shift: Shift, helper: Helper, now: datetime, user: Any = None) -> Assignment:
    """The helper does this shift, and is told so. Repeating it changes nothing.

    Raises ActionRefused if somebody else does it, or the helper has another shift then or is not available.
    """
    with transaction.atomic():
        row, wanted = lock(helper), placed(shift)
        if wanted.helper == row:
            return Assignment.objects.get(shift=shift, helper=row)
        _refuse_obstacles(row, wanted, now)
        assignment, _created = Assignment.objects.update_or_create(
            shift=shift,
            helper=row,
            defaults={
                "state": AssignmentState.CONFIRMED,
                "changed_at": now,
                "here_at": None,
                "told_starts_at": wanted.starts_at,
                "told_ends_at": wanted.ends_at,
                # The email about the shift is the reminder, if it is that near.
                "reminded_at": now if wanted.starts_at <= now + DAY else None,
            },
        )
        log_step(row, "confirm", user=user)
        occasion = f"{assignment.pk}:{now:%Y%m%d%H%M%S%f}"
        messages.send(row, EmailKind.ASSIGNED, [wanted], occasion=occasion, now=now)
    return assignment


def invite(*, shift: Shift, helper: Helper, now: datetime, user: Any = None) -> Assignment:
    """Ask the helper to do this shift, by email; they answer on their private page. Raises ActionRefused."""
    with transaction.atomic():
        row, wanted = lock(helper), placed(shift)
        _refuse_obstacles(row, wanted, now)
        assignment, _created = Assignment.objects.update_or_create(
            shift=shift, helper=row, defaults={"state": AssignmentState.INVITED, "changed_at": now}
        )
        log_step(row, "invite", user=user)
        occasion = f"{assignment.pk}:{now:%Y%m%d%H}"
        messages.send(row, EmailKind.INVITED, [wanted], occasion=occasion, now=now)
    return assignment


def _refuse_obstacles(helper: Helper, wanted: PlacedShift, now: datetime) -> None:
    if wanted.helper:
        raise ActionRefused(_("Somebody else does this already."))
    if wanted.ends_at <= now:
        raise ActionRefused(_("This shift has ended."))
    found = what_prevents(helper, wanted)
    if found:
        reasons = ", ".join(str(obstacle.label) for obstacle in found)
        raise ActionRefused(_("%(name)s %(reasons)s.") % {"name": helper.name, "reasons": reasons})


def refuse_offer(*, assignment: Assignment) -> None:
    """The team does not need this offer; nobody is told, since other offers of the helper may be taken."""
    Assignment.objects.filter(pk=assignment.pk, state=AssignmentState.OFFERED).delete()


def release(*, assignment: Assignment, now: datetime, user: Any = None) -> None:
    """The team takes a shift or an invitation away; who was confirmed is told, unless it is over."""
    with transaction.atomic():
        row = lock(assignment.helper)
        current = Assignment.objects.select_related("shift__session").filter(pk=assignment.pk).first()
        if current is None or current.state == AssignmentState.CANCELLED:
            return
        current.delete()
        log_step(row, "release", user=user)
        is_over = current.told_ends_at is not None and current.told_ends_at <= now
        if current.state == AssignmentState.CONFIRMED and not is_over:
            occasion = f"{assignment.pk}:{now:%Y%m%d%H%M%S%f}"
            messages.send_released(row, [current.shift], occasion=occasion, now=now)


def delete_shift(*, shift: Shift, now: datetime, user: Any = None) -> None:
    """With its assignments; who was confirmed is told, unless it is over."""
    with transaction.atomic():
        for assignment in shift.assignments.select_related("helper"):
            release(assignment=assignment, now=now, user=user)
        shift.delete()


def before_session_deletion(instance: SessionPage, **kwargs: Any) -> None:
    """Receiver before a session is deleted, which takes its shifts along: whoever does them is told."""
    for shift in Shift.objects.filter(session=instance.pk):
        delete_shift(shift=shift, now=clock.now())


def split(*, shift: Shift, minute: int) -> Shift:
    """A pair hands over in this minute of the slot: two shifts; whoever does the first one keeps it."""
    with transaction.atomic():
        current = placed(shift)
        if shift.session_id is None:
            raise ActionRefused(_("Only a shift in a session can be handed over."))
        begin, end = minutes_of(current)
        if not begin < minute < end:
            values = {"first": begin, "last": end}
            raise ActionRefused(_("Please choose a minute between %(first)d and %(last)d.") % values)
        second = Shift.objects.get(pk=shift.pk)
        second.pk, second.from_minute = None, minute
        second._state.adding = True
        second.save()
        shift.from_minute, shift.to_minute = begin, minute
        shift.save(update_fields=["from_minute", "to_minute"])
    return second
