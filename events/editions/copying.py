"""Makes the next edition from the last one, step by step, so that any number of pages can be copied.

Each step is a transaction that notes itself in the row of the EditionCopy: a request does as many as it has time for,
the worker does the rest, and neither minds the other.
"""

from datetime import date, datetime
from time import monotonic
from typing import Any

from django.db import transaction

from events.editions.dates import days_between, moved
from events.editions.footer import link_in_footer
from events.editions.pages import copy_page, pages_to_copy, settle_page
from events.editions.stamp import stamp
from events.enums import SlotStatus
from events.models import EditionCopy, Event, EventCity, Room, SessionPage, Slot, Timetable
from events.timetable.drafts import slots_of_draft
from home.jobs.background import background_task, run_later
from home.jobs.portions import PORTION_SECONDS

COPIED_FACTS = (
    "zone",
    "languages",
    "place_name",
    "place_address",
    "place_map",
    "on_site_only",
    "join_minutes",
    "confirm_days",
    "keep_months",
    "contact",
)
MOVED_INSTANTS = ("starts_at", "ends_at", "call_opens_at", "call_closes_at")
REQUEST_SECONDS = 3.0


def start(
    *, source: Event, name: str, first_day: date, choices: dict[str, Any], user: Any, now: datetime
) -> EditionCopy:
    """Make the event, its cities and rooms, and plan the rest. Raises ValidationError where the event is not valid."""
    zone = source.tz
    days = days_between(source.starts_at, first_day, zone)
    target = Event(name=name, **{fact: getattr(source, fact) for fact in COPIED_FACTS})
    for field in MOVED_INSTANTS:
        instant = getattr(source, field)
        setattr(target, field, instant and moved(instant, days, zone))
    if choices["cities"]:
        target.cities = [EventCity(zone=city.zone, sort_order=city.sort_order) for city in source.cities.all()]
    target.full_clean()
    with transaction.atomic():
        target.save()
        if choices["rooms"]:
            for room in source.rooms.all():
                facts = {"name": room.name, "position": room.position, "host": room.host, "language": room.language}
                Room.objects.create(event=target, **facts)
        copy = EditionCopy(source=source, target=target, choices=choices, created_by=user, created_at=now)
        copy.plan = pages_to_copy(copy)
        copy.save()
        _go_on_later(copy, now=now)
    return copy


def _go_on_later(copy: EditionCopy, *, now: datetime) -> None:
    run_later("copy-edition", now=now, key=f"copy-edition:{copy.pk}", copy=copy.pk)


@background_task("copy-edition")
def copy_edition(*, now: datetime, copy: int) -> None:
    """A portion of an edition; the next portion is another task, so that mail has its turn between them."""
    row = EditionCopy.objects.filter(pk=copy).first()
    if row and row.finished_at is None and not work(row, seconds=PORTION_SECONDS, now=now):
        _go_on_later(row, now=now)


def work(copy: EditionCopy, *, seconds: float, now: datetime) -> bool:
    """Do steps until all are done or the time is over; whether all are done."""
    ends_at = monotonic() + seconds
    while True:
        with transaction.atomic():
            rows = EditionCopy.objects.select_for_update(of=("self",)).select_related("source", "target")
            row = rows.filter(pk=copy.pk).first()
            if row is None or row.finished_at:
                return True
            _step(row, now=now)
            row.save()
        if row.finished_at:
            return True
        if monotonic() >= ends_at:
            return False


def _step(copy: EditionCopy, *, now: datetime) -> None:
    number, planned = copy.steps_done, len(copy.plan)
    if number < planned:
        copy_page(copy, copy.plan[number])
    elif number < 2 * planned:
        settle_page(copy, copy.plan[number - planned])
    elif number == 2 * planned:
        _copy_timetable(copy)
    else:
        if copy.choices["footer"]:
            link_in_footer(copy)
        copy.finished_at = now
        copy.fingerprint = stamp(copy)
    copy.steps_done += 1


def _copy_timetable(copy: EditionCopy) -> None:
    """A draft with the slots of the sessions that came along: other days, the same times of day."""
    old = Timetable.objects.filter(event=copy.source_id).select_related("latest_revision").first()
    if old is None or copy.source is None:
        return
    zone = copy.source.tz
    days = days_between(copy.source.starts_at, copy.target.starts_at.astimezone(zone).date(), zone)
    rooms = {room.name: room for room in copy.target.rooms.all()}
    names = dict(Room.objects.filter(event=copy.source_id).values_list("pk", "name"))
    taking_place = [slot for slot in slots_of_draft(old) if slot.status != SlotStatus.CANCELLED]
    sessions = SessionPage.objects.in_bulk(
        [copy.pages[key] for slot in taking_place if (key := str(slot.session_id)) in copy.pages]
    )
    slots = [
        Slot(
            session=sessions[copy.pages[str(slot.session_id)]],
            starts_at=moved(slot.starts_at, days, zone),
            ends_at=moved(slot.ends_at, days, zone),
            room=rooms.get(names.get(slot.room_id or 0, "")),
            languages=slot.languages,
        )
        for slot in taking_place
        if copy.pages.get(str(slot.session_id)) in sessions
    ]
    if slots:
        timetable = Timetable.objects.create(event=copy.target, live=False)
        timetable.slots = slots
        timetable.save_revision(user=copy.created_by)
