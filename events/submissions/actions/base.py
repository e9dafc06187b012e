import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from events.consents.recordings import ORDER
from events.consents.wording import wording
from events.enums import RecordingAnswer
from events.submissions.emails import messages
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import ConsentText, Speaker, Submission
from events.submissions.photos import delete_on_rollback
from home.caching.generation import bump
from home.signals import ready_to_translate


class PartialFailure(Exception):
    """The action is done and saved, but a part of it failed. The message, in the user's language, says which."""


class ActionRefused(Exception):
    """The action is not possible (any more). The message, in the user's language, says why."""


class ProposalData:
    """What a proposal says, by the names in fields.PROPOSAL_FIELDS; what is left out is empty.

    Raises TypeError for a name that is none of these, or is missing although it may not be empty.
    """

    def __init__(self, **values: Any) -> None:
        self.values = PROPOSAL_FIELDS.complete(values)

    @property
    def columns(self) -> dict[str, Any]:
        return PROPOSAL_FIELDS.columns(self.values)


class SpeakerData:
    """A speaker, by the names in fields.SPEAKER_FIELDS (as ProposalData).

    `photo` is a file to keep from now on, None leaves what is there. `pk` names a known speaker.
    """

    def __init__(self, *, without_photo: bool = False, pk: int | None = None, **values: Any) -> None:
        self.values, self.without_photo, self.pk = SPEAKER_FIELDS.complete(values), without_photo, pk

    @property
    def columns(self) -> dict[str, Any]:
        return SPEAKER_FIELDS.columns(self.values)


def fingerprint(idea: ProposalData, people: Sequence[SpeakerData]) -> str:
    """A hash of texts and people, by which the same proposal is recognised when it is sent again."""
    said = [idea.values, [person.columns for person in people]]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def lock(submission: Submission) -> Submission:
    """The current row, locked until the transaction ends. Raises ActionRefused if it is erased."""
    row = Submission.objects.select_for_update().select_related("event").get(pk=submission.pk)
    if row.erased_at:
        raise ActionRefused(_("This proposal was deleted."))
    return row


def log_step(submission: Submission, step: str, *, user: Any = None, **data: Any) -> None:
    """Add an entry to the audit log, without personal data. `step` is registered in wagtail_hooks."""
    log(instance=submission, action=f"submissions.{step}", user=user, title=submission.number, data=data)


def send_to_translators(submission: Submission, drafts: Iterable[Page]) -> list[Page]:
    """Open translations of drafts after the commit; those of public pages were opened by publishing.

    Failures are logged, recorded with the proposal, and added to the returned list.
    """
    missed: list[Page] = []

    def tell() -> None:
        for page in drafts:
            if not page.first_published_at:
                answers = ready_to_translate.send_robust(sender=type(page), page=page)
                missed.extend(page for _receiver, answer in answers if isinstance(answer, Exception))
        if missed:
            log_step(submission, "not_handed_over")

    transaction.on_commit(tell)
    return missed


def save_relations(submission: Submission, idea: ProposalData) -> None:
    """Save those values of an idea that are rows of other tables."""
    for field in PROPOSAL_FIELDS:
        if field.is_relation:
            getattr(submission, field.name).set(idea.values[field.name])


def save_speaker(submission: Submission, person: SpeakerData, *, now: datetime) -> Speaker:
    """Change a known speaker, else add one after the others."""
    known = submission.speakers.filter(pk=person.pk).first() if person.pk else None
    speaker = known or Speaker(submission=submission, position=_next_position(submission))
    old, answer_before = speaker.photo.name, speaker.recording
    if speaker.email != person.values["email"]:
        speaker.confirmed_at = None
    for name, value in person.columns.items():
        setattr(speaker, name, value)
    photo: ContentFile | None = person.values["photo"]
    if photo is not None:
        speaker.photo.save("photo.jpg", photo, save=False)
        delete_on_rollback(speaker.photo)
    elif person.without_photo:
        speaker.photo = ""
    answers_anew = speaker.recording != answer_before
    if answers_anew:
        note_recording_answer(speaker, now=now)
    speaker.save()
    if answers_anew:
        follow_recording_answer(speaker, before=answer_before, now=now)
    if old and old != speaker.photo.name:
        delete_file_on_commit(speaker, old)
    return speaker


def consent_text(language: str, text: str, now: datetime) -> ConsentText:
    version = ConsentText.version_of(language, text)
    defaults = {"language": language, "text": text.strip(), "first_used_at": now}
    return ConsentText.objects.get_or_create(version=version, defaults=defaults)[0]


def note_recording_answer(speaker: Speaker, *, now: datetime) -> None:
    """When it was given, and to which text: that of the form in the active language (not saved)."""
    language = get_language() or speaker.submission.language
    speaker.recording_at = now
    speaker.recording_text = consent_text(language, wording(language), now)


def follow_recording_answer(speaker: Speaker, *, before: str, now: datetime) -> None:
    """Once there is a session: its pages change at once, and the team is told of an answer that allows less."""
    if speaker.submission.session_id:
        bump()
        if ORDER.index(speaker.recording) > max(ORDER.index(before), ORDER.index(RecordingAnswer.YES)):
            messages.notify_team_of_recording_answer(speaker, now=now)


def _next_position(submission: Submission) -> int:
    last = submission.speakers.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def delete_file_on_commit(speaker: Speaker, name: str | None) -> None:
    """Delete a photo, if there is one, after the commit."""
    storage = Speaker._meta.get_field("photo").storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
