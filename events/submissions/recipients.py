"""Groups of people of proposals to whom the programme team can write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from events.enums import SlotStatus
from events.models import Event, Slot, Timetable
from events.submissions.enums import SubmissionState
from events.submissions.models import Speaker, Submission
from events.timetable.drafts import slots_of_draft


class RecipientGroup(TextChoices):
    """By what people have been told, never by a decision whose email is held."""

    SPEAKERS = "speakers", _("accepted and confirmed")
    UNCONFIRMED = "unconfirmed", _("accepted, not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLISTED = "waitlisted", _("on the waiting list")
    UNDECIDED = "undecided", _("without an answer yet")
    ALL = "all", _("neither declined nor withdrawn")


STATES = {
    RecipientGroup.SPEAKERS: (SubmissionState.ACCEPTED, SubmissionState.CONFIRMED),
    RecipientGroup.UNCONFIRMED: (SubmissionState.ACCEPTED,),
    RecipientGroup.CONFIRMED: (SubmissionState.CONFIRMED,),
    RecipientGroup.WAITLISTED: (SubmissionState.WAITLISTED,),
    RecipientGroup.UNDECIDED: (SubmissionState.SUBMITTED,),
    RecipientGroup.ALL: tuple(set(SubmissionState) - {SubmissionState.DECLINED, SubmissionState.WITHDRAWN}),
}


@dataclass(frozen=True)
class Wanted:
    group: RecipientGroup = RecipientGroup.SPEAKERS
    day: date | None = None  # of the event's zone
    language: str = ""
    without_photo: bool = False
    senders_only: bool = False


def people_of(event: Event, wanted: Wanted) -> tuple[list[Speaker], int]:
    """Those who can be written to, by name; and how many cannot, because the sender confirmed no address."""
    rows: QuerySet[Speaker] = Speaker.objects.filter(submission__in=Submission.objects.received().filter(event=event))
    rows = rows.select_related("submission__event", "page").prefetch_related("submission__speakers")
    sessions = None if wanted.day is None else sessions_on(event, wanted.day)
    tests: list[Callable[[Speaker], bool]] = [
        lambda one: one.submission.state_for_speakers in STATES[wanted.group],
        lambda one: sessions is None or one.submission.session_id in sessions,
        lambda one: not wanted.language or one.submission.language == wanted.language,
        lambda one: not (wanted.without_photo and has_photo(one)),
        lambda one: not wanted.senders_only or one == one.submission.submitter,
    ]
    found = [one for one in rows.order_by("name", "pk") if all(test(one) for test in tests)]
    known = [one for one in found if one.submission.has_known_sender]
    return known, len(found) - len(known)


def has_photo(speaker: Speaker) -> bool:
    return bool(speaker.photo) or bool(speaker.page and speaker.page.photo_id)


def days_of(event: Event) -> list[date]:
    return sorted({slot.starts_at.astimezone(event.tz).date() for slot in _slots(event)})


def sessions_on(event: Event, day: date) -> set[int]:
    return {slot.session_id for slot in _slots(event) if slot.starts_at.astimezone(event.tz).date() == day}


def _slots(event: Event) -> Iterable[Slot]:
    """Of the draft: the team writes about what is planned."""
    timetable = Timetable.objects.filter(event=event).select_related("latest_revision").first()
    slots = slots_of_draft(timetable) if timetable else []
    return [slot for slot in slots if slot.starts_at and slot.status == SlotStatus.CONFIRMED]
