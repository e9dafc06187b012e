"""Plan an accepted proposal in the draft timetable, before anybody outside the team knows of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from events.enums import LanguageRole, SlotStatus
from events.models import Event, Room, Slot, Timetable
from events.submissions.actions.base import ActionRefused, lock, log_step
from events.submissions.models import PlannedSlot, Submission


def plan_slot(
    *, submission: Submission, starts_at: datetime, ends_at: datetime, room: Room | None, user: Any
) -> PlannedSlot:
    """Plan it for this time instead of the one before. `room` is one of the event's."""
    with transaction.atomic():
        row = lock(submission)
        if not row.may_be_planned:
            raise ActionRefused(_("You can plan a proposal after you accept it and until its email is sent."))
        if ends_at <= starts_at:
            raise ActionRefused(_("A slot must end after it starts."))
        if starts_at < row.event.starts_at or ends_at > row.event.ends_at:
            raise ActionRefused(_("These times lie outside the event."))
        if _is_scheduled(row.event):
            raise ActionRefused(_("This timetable is about to be published at a set time. Please ask its editors."))
        if room and (taken := _taken(row, room, starts_at, ends_at)):
            text = _("Something else is planned in this room from {start} to {end} UTC.")
            raise ActionRefused(text.format(start=f"{taken.starts_at:%H:%M}", end=f"{taken.ends_at:%H:%M}"))
        values = {"starts_at": starts_at, "ends_at": ends_at, "room": room}
        slot, _created = PlannedSlot.objects.update_or_create(submission=row, defaults=values)
        log_step(row, "plan_slot", user=user)
    return slot


def free_slot(*, submission: Submission, user: Any = None) -> PlannedSlot | None:
    """Take a proposal out of the draft timetable; returns where it was."""
    slot = PlannedSlot.objects.filter(submission=submission).select_related("room").first()
    if slot:
        slot.delete()
        log_step(submission, "free_slot", user=user)
    return slot


def move_to_timetable(submission: Submission, *, user: Any) -> None:
    """The planned slot becomes one of the session's page, in the timetable's draft, even if that is locked."""
    slot = PlannedSlot.objects.filter(submission=submission).first()
    if slot is None:
        return
    Timetable.objects.get_or_create(event=submission.event, defaults={"live": False})
    draft = Timetable.objects.select_for_update().get(event=submission.event).get_latest_revision_as_object()
    values = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "room": slot.room}
    languages = {LanguageRole.SPOKEN.value: [submission.spoken_language]}
    draft.slots.add(Slot(session=submission.session, languages=languages, **values))
    draft.save_revision(user=user)
    slot.delete()


def _is_scheduled(event: Event) -> bool:
    return Revision.objects.filter(timetable__event=event, approved_go_live_at__isnull=False).exists()


def _taken(submission: Submission, room: Room, starts_at: datetime, ends_at: datetime) -> Slot | PlannedSlot | None:
    """Something else in the room at this time, in the latest version of the timetable or planned."""
    timetable = Timetable.objects.filter(event=submission.event).first()
    slots = timetable.get_latest_revision_as_object().slots.all() if timetable else []
    there = [slot for slot in slots if slot.room_id == room.pk and slot.status == SlotStatus.CONFIRMED]
    planned = PlannedSlot.objects.filter(room=room).exclude(submission=submission)
    return next((one for one in [*there, *planned] if one.starts_at < ends_at and starts_at < one.ends_at), None)
