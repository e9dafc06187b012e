from modelcluster.models import model_from_serializable_data

from events.models import Slot, Timetable


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
