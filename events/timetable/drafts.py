from modelcluster.models import model_from_serializable_data

from events.models import Slot, Timetable


def slots_of_draft(timetable: Timetable) -> list[Slot]:
    """The slots of the latest version, published or not, in their order and in one query at most.

    Here a slot may name a session or a room that is deleted since; `get_latest_revision_as_object` looks them up.
    """
    revision = timetable.latest_revision
    if revision is None:
        return list(timetable.slots.all())
    rows = revision.content.get("slots", [])
    return [model_from_serializable_data(Slot, row, check_fks=False) for row in rows]
