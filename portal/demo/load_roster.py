"""Helpers of 2021 and what they did, and a public gap in the edition in the making; without mails."""

from datetime import timedelta

from events.models import Event
from events.roster.admin.rows import obstacles_for, taken_by
from events.roster.enums import AssignmentState, ShiftKind
from events.roster.models import Assignment, Helper, Shift
from events.roster.promises import add_promised_shifts
from events.roster.queries import shifts_of
from portal.demo.schema import Roster

KEPT_MONTHS = 240  # longer than the portal keeps helpers of an event, for the demo shows those of 2021


def load_roster(roster: Roster, event: Event, in_the_making: Event) -> None:
    Event.objects.filter(pk=event.pk).update(keep_months=KEPT_MONTHS)
    signed_up = event.starts_at - timedelta(days=20)
    helpers = [
        Helper.objects.create(
            event=event,
            name=one.name,
            email=one.email,
            language=one.language,
            zone=one.zone,
            languages=", ".join(one.languages),
            tasks=one.tasks,
            created_at=signed_up,
            confirmed_at=signed_up,
            thanked_at=event.ends_at,
        )
        for one in roster.helpers
    ]
    add_promised_shifts(event)
    stretch = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    Shift.objects.create(event=event, kind=ShiftKind.TECHNOLOGY, **stretch)
    for one in shifts_of(event):
        taken = taken_by(shifts_of(event))
        able = [helper for helper in helpers if not obstacles_for(helper, one, taken[helper.pk])]
        for helper in sorted(able, key=lambda helper: len(taken[helper.pk]))[:1]:
            Assignment.objects.create(
                shift=one.shift,
                helper=helper,
                state=AssignmentState.CONFIRMED,
                changed_at=signed_up,
                here_at=one.starts_at - timedelta(minutes=15),
                told_starts_at=one.starts_at,
                told_ends_at=one.ends_at,
                reminded_at=signed_up,
            )
    Shift.objects.create(
        event=in_the_making,
        kind=ShiftKind.INTERPRET,
        from_language="en",
        language="es",
        starts_at=in_the_making.starts_at,
        ends_at=in_the_making.starts_at + timedelta(hours=2),
        is_open=True,
    )
