"""What the timetable is told of planned slots."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event, Room
from events.submissions.actions import ActionRefused, free_slot, plan_slot
from events.submissions.enums import SubmissionState
from events.submissions.models import PlannedSlot, Speaker, Submission
from events.timetable.availability import availability_of
from events.timetable.planned import PlannedPlace, PlannedTime, PlanRefused, WaitingProposal


def planned_times(event: Event, user: Any) -> list[PlannedTime]:
    """A proposal is named only to those who may see proposals."""
    rows = PlannedSlot.objects.filter(submission__event=event).select_related("submission__event", "room")
    text = _("The programme team has planned something for {when}. You can publish once the team has announced it.")
    if user is not None and user.has_perm("submissions.view_submission"):
        text = _("“{title}” ({when}) is an accepted proposal. Send its email or remove it from the timetable.")
    return [
        PlannedTime(row.starts_at, row.ends_at, row.room_id, text.format(title=row.submission.title, when=row))
        for row in rows
    ]


def waiting_proposals(event: Event, user: Any) -> list[WaitingProposal]:
    """Those that may be planned, for people who may see and change proposals."""
    if user is None or not user.has_perms(("submissions.view_submission", "submissions.change_submission")):
        return []
    found = Submission.objects.received().filter(event=event, state=SubmissionState.ACCEPTED, notified_at=None)
    rows = list(found.select_related("planned_slot").prefetch_related("speakers", "themes"))
    keys = _keys_of_people([speaker for row in rows for speaker in row.speakers.all()])
    return [_waiting(row, keys) for row in rows]


def _keys_of_people(speakers: list[Speaker]) -> dict[str, str]:
    """Address → key of a person: whoever has a page or several proposals is one person."""
    keys = {speaker.email: f"speaker {speaker.pk}" for speaker in speakers}
    with_page = Speaker.objects.filter(email__in=keys).exclude(page=None).order_by("pk")
    return keys | {email: str(key) for email, key in with_page.values_list("email", "page__translation_key")}


def _waiting(row: Submission, keys: dict[str, str]) -> WaitingProposal:
    slot = getattr(row, "planned_slot", None)
    return WaitingProposal(
        pk=row.pk,
        title=str(row),
        kind=row.kind,
        language=row.language,
        spoken=row.spoken_language,
        speakers={keys[speaker.email]: speaker.name for speaker in row.speakers.all()},
        availability=availability_of(row.zone, row.hours),
        themes=[theme.translation_key for theme in row.themes.all()],
        url=reverse("proposals:detail", args=[row.pk]),
        place=slot and PlannedPlace(slot.starts_at, slot.ends_at, slot.room_id),
    )


def plan(pk: int, place: PlannedPlace | None, event: Event, user: Any) -> None:
    """Raises PlanRefused."""
    row = Submission.objects.received().filter(event=event, pk=pk).first()
    if row is None or not user.has_perms(("submissions.view_submission", "submissions.change_submission")):
        raise PlanRefused(_("You cannot plan this proposal. Please reload the page."))
    if place is None:
        free_slot(submission=row, user=user)
        return
    room = Room.objects.filter(event=event, pk=place.room_id).first() if place.room_id else None
    try:
        plan_slot(submission=row, starts_at=place.starts_at, ends_at=place.ends_at, room=room, user=user)
    except ActionRefused as refusal:
        raise PlanRefused(f"“{row}”: {refusal}") from None
