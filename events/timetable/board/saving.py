"""Write changes into the draft of a timetable."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from events.models import Room, Slot, Timetable
from events.timetable.board.changes import Applied, SlotChange, apply_changes
from events.timetable.board.data import board_sessions
from events.timetable.board.rows import BadChanges
from events.timetable.merge import name_of


@dataclass(frozen=True)
class Saved:
    timetable: Timetable  # the draft, with its slots
    applied: Applied
    sitting: int | None  # the revision to overwrite next
    version_before: str
    who_before: str  # who has made that version


def version_of(timetable: Timetable) -> str:
    """Another one after each save, also where a revision is overwritten."""
    revision = timetable.latest_revision
    return f"{revision.pk} {revision.created_at.isoformat()}" if revision else ""


def save_changes(*, timetable: Timetable, changes: list[SlotChange], user: Any, sitting: int | None) -> Saved:
    """Save a draft with these changes; raises BadChanges.

    `sitting` is the revision that this person has made since they opened the board: it is overwritten as long as it is
    the latest and not published. Changes to a slot that somebody else has changed meanwhile are refused.
    """
    with transaction.atomic():
        rows = Timetable.objects.select_for_update(of=("self",)).select_related("event", "latest_revision__user")
        row = rows.get(pk=timetable.pk)
        before, who = version_of(row), row.latest_revision and row.latest_revision.user
        lock = row.get_lock()
        if lock and lock.for_user(user):
            raise BadChanges(_("This timetable is locked, so nothing was saved."))
        draft = row.get_latest_revision_as_object()
        applied = apply_changes(draft.slots.all(), changes, _published_ids(row, changes))
        if applied.written:
            _check_new_places(row, draft, applied.written)
            draft.slots = sorted(applied.slots, key=lambda slot: (slot.starts_at, slot.room_id or 0))
            own = _revision_of_sitting(row, user, sitting)
            draft.save_revision(user=user, clean=False, log_action=True, overwrite_revision=own)
            sitting = draft.latest_revision.pk
    return Saved(draft, applied, sitting, before, str(who or ""))


def _published_ids(timetable: Timetable, changes: Iterable[SlotChange]) -> dict[str, int]:
    if not any(change.before is None for change in changes):
        return {}
    return {name_of(slot): slot.pk for slot in Slot.objects.filter(timetable=timetable)}


def _check_new_places(timetable: Timetable, draft: Timetable, changes: Iterable[SlotChange]) -> None:
    """Rooms and sessions are the event's, and sessions are pages in their original language."""
    placed = [change for change in changes if change.after]
    rooms = {change.after["room"] for change in placed if change.after} - {None}
    if rooms and Room.objects.filter(event=timetable.event_id, pk__in=rooms).count() < len(rooms):
        raise BadChanges(_("A room of this timetable was deleted meanwhile. Please reload the page."))
    added = {int(change.key.partition(":")[0]) for change in placed if change.before is None}
    if added and not added <= board_sessions(timetable.event, draft.slots.all()).sessions.keys():
        raise BadChanges(_("A session was deleted meanwhile. Please reload the page."))


def _revision_of_sitting(timetable: Timetable, user: Any, sitting: int | None) -> Revision | None:
    latest = timetable.latest_revision
    is_own = latest and latest.pk == sitting and latest.user_id == user.pk and latest.pk != timetable.live_revision_id
    return latest if is_own and latest.approved_go_live_at is None else None
