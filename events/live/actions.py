"""What the team does on the day. Readers see it at once."""

from datetime import datetime, timedelta

from events.enums import SlotStatus
from events.live.models import MOST_MINUTES, LateStart, Notice
from events.models import Event, Slot, SlotIdentity
from events.roster.enums import AssignmentState
from events.roster.models import Assignment

LONGEST_NOTICE = timedelta(hours=12)


def start_late(*, event: Event, slot: SlotIdentity, minutes: int) -> Slot | None:
    """Minutes after the published start; 0 takes it back. None if no such slot takes place."""
    session, key = slot
    rows = Slot.objects.filter(timetable__event=event, timetable__live=True, status=SlotStatus.CONFIRMED)
    found = rows.filter(session=session, key=key).select_related("session").first()
    if found is None or not 0 <= minutes <= MOST_MINUTES:
        return None
    if minutes:
        values = {"event": event, "starts_at": found.starts_at, "minutes": minutes}
        LateStart.objects.update_or_create(session=found.session, key=key, defaults=values)
    else:
        for row in LateStart.objects.filter(session=session, key=key):
            row.delete()
    return found


def send_notice(
    *, event: Event, texts: dict[str, str], session_pk: int | None, lasts: timedelta, now: datetime
) -> Notice:
    ends_at = now + min(lasts, LONGEST_NOTICE)
    return Notice.objects.create(event=event, session_id=session_pk, texts=texts, created_at=now, ends_at=ends_at)


def end_notice(*, event: Event, notice_pk: int, now: datetime) -> bool:
    """False if it is not shown any more."""
    notice = Notice.objects.shown_at(now).filter(event=event, pk=notice_pk).first()
    if notice is None:
        return False
    notice.ends_at = now
    notice.save()
    return True


def note_presence(*, event: Event, assignment_pk: int, is_here: bool, now: datetime) -> bool:
    """A helper has come, or is not there after all. False if the helper does nothing here any more."""
    rows = Assignment.objects.filter(shift__event=event, state=AssignmentState.CONFIRMED)
    return rows.filter(pk=assignment_pk).update(here_at=now if is_here else None) > 0
