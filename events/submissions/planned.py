"""What the timetable is told of planned slots."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Room, Theme
from events.models.themes import label_in
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
        text = _text_for_team()
    return [_time(row, text) for row in rows]


def _time(row: PlannedSlot, text: str) -> PlannedTime:
    return PlannedTime(row.starts_at, row.ends_at, row.room_id, text.format(title=row.submission.title, when=row))


def _text_for_team() -> str:
    return _("“{title}” ({when}) is an accepted proposal. Send its email or remove it from the timetable.")


def waiting_proposals(event: Event, user: Any) -> list[WaitingProposal]:
    """Those that may be planned, for people who may see and change proposals. Three queries; one if there are none."""
    if user is None or not user.has_perms(("submissions.view_submission", "submissions.change_submission")):
        return []
    found = Submission.objects.received().filter(event=event, state=SubmissionState.ACCEPTED, notified_at=None)
    themes = Theme.objects.annotate(label=label_in(get_language() or "en"))
    rows = list(
        found.select_related("event", "planned_slot__room").prefetch_related(
            Prefetch("speakers", _with_page_of_person()), Prefetch("themes", themes)
        )
    )
    keys = _keys_of_people([speaker for row in rows for speaker in row.speakers.all()])
    return [_waiting(row, keys) for row in rows]


def _with_page_of_person() -> QuerySet[Speaker]:
    """Speakers with the key of the page that their address has, in whatever proposal."""
    same = Speaker.objects.filter(email=OuterRef("email")).exclude(page=None).order_by("-pk")
    return Speaker.objects.annotate(page_key=Subquery(same.values("page__translation_key")[:1]))


def _keys_of_people(speakers: Iterable[Any]) -> dict[str, str]:
    """Address → key of a person: whoever has a page or several proposals is one person."""
    return {speaker.email: str(speaker.page_key or f"speaker {speaker.pk}") for speaker in speakers}


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
        themes={theme.translation_key: theme.label for theme in row.themes.all()},
        url=reverse("proposals:detail", args=[row.pk]),
        time=slot and _time(slot, _text_for_team()),
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
