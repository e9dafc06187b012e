from collections.abc import Iterable
from typing import Any

from modelcluster.models import model_from_serializable_data
from wagtail.models import Revision

from events.models import Room, SessionPage, Slot, Timetable


def slots_of_draft(timetable: Timetable) -> list[Slot]:
    """The slots of the latest version, published or not, in their order and in one query at most.

    Wagtail's `get_latest_revision_as_object` looks up the timetable, session and room of each slot; here a slot may
    name a session or a room that is deleted since.
    """
    revision = timetable.latest_revision
    if revision is None:
        return list(timetable.slots.all())
    rows = revision.content.get("slots", [])
    return [model_from_serializable_data(Slot, row, check_fks=False) for row in rows]


def load_draft(timetable: Timetable) -> Timetable:
    """Wagtail's `get_latest_revision_as_object`, with the same number of queries for any number of slots."""
    revision = timetable.latest_revision if timetable.has_unpublished_changes else None
    return timetable if revision is None else load_version(timetable, revision)


def load_version(timetable: Timetable, revision: Revision) -> Timetable:
    """Wagtail's `with_content_json` does the same, with three queries for each slot."""
    content = revision.content
    one_row = {**content, "slots": [], "latest_revision": None, "live_revision": None}
    version: Timetable = timetable.with_content_json(one_row)
    version.live_revision_id = timetable.live_revision_id
    version.slots = list(_existing_slots(content.get("slots", [])))
    return version


def _existing_slots(rows: list[dict[str, Any]]) -> Iterable[Slot]:
    """Without those whose session is deleted; a deleted room is no room."""
    sessions = set(SessionPage.objects.filter(pk__in={row["session"] for row in rows}).values_list("pk", flat=True))
    rooms = set(Room.objects.filter(pk__in={row["room"] for row in rows if row["room"]}).values_list("pk", flat=True))
    for row in rows:
        if row["session"] in sessions:
            room = row["room"] if row["room"] in rooms else None
            yield model_from_serializable_data(Slot, {**row, "room": room}, check_fks=False)
