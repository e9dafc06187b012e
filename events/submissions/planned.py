"""What the timetable is told of planned slots."""

from typing import Any

from django.utils.translation import gettext as _

from events.models import Event
from events.submissions.models import PlannedSlot
from events.timetable.planned import PlannedTime


def planned_times(event: Event, user: Any) -> list[PlannedTime]:
    """A proposal is named only to those who may see proposals."""
    rows = PlannedSlot.objects.filter(submission__event=event).select_related("submission", "room")
    text = _("The programme team has planned something for {when}. You can publish once the team has announced it.")
    if user is not None and user.has_perm("submissions.view_submission"):
        text = _("“{title}” ({when}) is an accepted proposal. Send its email or remove it from the timetable.")
    return [
        PlannedTime(row.starts_at, row.ends_at, row.room_id, text.format(title=row.submission.title, when=row))
        for row in rows
    ]
