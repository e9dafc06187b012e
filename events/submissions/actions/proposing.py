"""What people do with the private link of their proposal."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from events.models import Event
from events.submissions import pages
from events.submissions.actions.base import (
    ActionRefused,
    ProposalData,
    SpeakerData,
    consent_text,
    delete_file_on_commit,
    fingerprint,
    follow_recording_answer,
    lock,
    log_step,
    note_recording_answer,
    save_relations,
    save_speaker,
    send_to_translators,
)
from events.submissions.actions.planning import free_slot
from events.submissions.deadline import accepts_proposals
from events.submissions.emails import messages
from events.submissions.enums import TAKES_PLACE, Answer, SubmissionState
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import Review, Speaker, Submission
from events.submissions.photos import atomic_with_files
from home.outbox.addresses import normalise

MAX_SPEAKERS = 6
MAX_PER_ADDRESS = 2  # people who share a mailbox
CROWDED_ADDRESS = gettext_lazy("Two people are already named with this address. Please give another address.")


class CrowdedAddress(ActionRefused):
    """Another address would do."""


def submit(
    *,
    event: Event,
    idea: ProposalData,
    people: Sequence[SpeakerData],
    consent: str,
    consent_language: str,
    now: datetime,
    rendered_at: datetime | None = None,
    entered_by: Any = None,
    is_held: bool = False,
) -> Submission:
    """Store a proposal and confirm it by mail; if the same one exists, return that.

    `consent` is the text that was agreed to. `rendered_at` is when the form was rendered, for the grace period.
    `entered_by` is the member of the programme team who enters a late idea. `is_held` hides the proposal from the team
    until the sender's address is confirmed. Raises ActionRefused if the call is closed.
    """
    if entered_by is None and not accepts_proposals(event, now=now, rendered_at=rendered_at):
        raise ActionRefused(_("The call for sessions is closed."))
    with atomic_with_files():
        submission, created = Submission.objects.get_or_create(
            event=event,
            fingerprint=fingerprint(idea, people),
            defaults={
                **idea.columns,
                "is_late": entered_by is not None,
                "is_held": is_held,
                "consent": consent_text(consent_language, consent, now),
                "submitted_at": now,
                "changed_at": now,
            },
        )
        if not created:
            return submission
        save_relations(submission, idea)
        for person in people[:MAX_SPEAKERS]:
            save_speaker(submission, person, now=now)
        log_step(submission, "submit", user=entered_by, late=submission.is_late)
        messages.send_received(submission, now=now)
        if entered_by is not None:
            messages.send_co_speaker_notices(submission, now=now)
    return submission


def amend(
    *,
    submission: Submission,
    idea: ProposalData,
    people: Sequence[SpeakerData],
    without: Collection[int] = (),
    shown: Mapping[str, Mapping[str, str]] | None = None,
    now: datetime,
    rendered_at: datetime | None = None,
    by: Any = None,
) -> Submission:
    """Change a proposal and its people; `without` are ids of speakers to remove, never the first one. Without a
    difference nothing happens.

    `shown` is what `shown_values` returned when the form was opened. What others have changed since then stays; where
    both changed the same, nothing is saved and ActionRefused names it.

    Open objections are closed, and their reviewers are asked to look again. If the proposal has become a session, the
    changes go into a draft of its page. A new address of the first speaker gets the private link. `by` is the member of
    the programme team who changes it, at any time; then whoever sent it is told what was changed.
    """
    with atomic_with_files():
        row = lock(submission)
        if by is None and not row.may_be_amended(now=now, rendered_at=rendered_at):
            raise ActionRefused(_("This proposal cannot be changed any more."))
        if by is not None and not row.may_be_amended_by_team:
            raise ActionRefused(_("This proposal cannot be changed any more."))
        _keep_what_others_changed(row, idea, people, shown or {})
        before, said = pages.read_page_values(row), _amendable_values(row)
        for name, value in idea.columns.items():
            setattr(row, name, value)
        row.save()
        save_relations(row, idea)
        for speaker in row.speakers.filter(pk__in=without, position__gt=0):
            _remove_speaker(speaker, now=now)
        for person in people:
            save_speaker(row, person, now=now)
        if _amendable_values(row) == said:
            return row
        row.changed_at = now
        row.save(update_fields=["changed_at"])
        log_step(row, "amend" if by is None else "amend_by_team", user=by)
        _close_objections(row, now)
        _draft_changes(row, before)
        if row.submitter and row.submitter.email != said["people"][0]["email"]:
            messages.send_link(row.submitter, now=now)
        addresses = {one["pk"]: one["email"] for one in said["people"][1:]}
        others = row.speakers.filter(pk__in=addresses)
        if any(one.email != addresses[one.pk] for one in others) and row.submitter and row.submitter.confirmed_at:
            messages.send_co_speaker_notices(row, now=now)
        if by is not None:
            messages.send_changed_by_team(row, _changed_labels(said, _amendable_values(row)), now=now)
    return row


def shown_values(submission: Submission) -> dict[str, dict[str, str]]:
    """What a form shows of a proposal and its people, in short, to recognise what was changed in it and meanwhile."""
    people = {str(one.pk): SPEAKER_FIELDS.digests(SPEAKER_FIELDS.read(one)) for one in submission.speakers.all()}
    return {"idea": PROPOSAL_FIELDS.digests(PROPOSAL_FIELDS.read(submission)), **people}


def _keep_what_others_changed(
    submission: Submission, idea: ProposalData, people: Sequence[SpeakerData], shown: Mapping[str, Mapping[str, str]]
) -> None:
    known = {one.pk: one for one in submission.speakers.all()}
    both = PROPOSAL_FIELDS.merge(idea.values, submission, shown.get("idea", {}))
    for person in people:
        if person.pk in known:
            both += SPEAKER_FIELDS.merge(person.values, known[person.pk], shown.get(str(person.pk), {}))
    if both:
        text = _(
            "Somebody else has changed the same meanwhile: %(fields)s. Nothing of yours was saved. Please open the "
            "proposal again and change it there."
        )
        raise ActionRefused(text % {"fields": ", ".join(dict.fromkeys(str(label) for label in both))})


def changed_by_team_at(submission: Submission) -> datetime | None:
    entries = ModelLogEntry.objects.for_instance(submission).filter(action="submissions.amend_by_team")
    found: datetime | None = entries.order_by("-timestamp").values_list("timestamp", flat=True).first()
    return found


def _changed_labels(before: dict[str, Any], after: dict[str, Any]) -> list[Any]:
    idea = [field.label for field in PROPOSAL_FIELDS if before["idea"][field.name] != after["idea"][field.name]]
    people = {one["pk"]: one for one in after["people"]}
    pairs = [(one, people.get(one["pk"], one)) for one in before["people"]]
    return idea + [field.label for field in SPEAKER_FIELDS if any(a[field.name] != b[field.name] for a, b in pairs)]


def _amendable_values(submission: Submission) -> dict[str, Any]:
    """All values that an amendment can change, for comparison."""
    row = Submission.objects.get(pk=submission.pk)
    return {
        "idea": PROPOSAL_FIELDS.read(row),
        "people": [{"pk": one.pk, **SPEAKER_FIELDS.read(one)} for one in row.speakers.all()],
    }


def _remove_speaker(speaker: Speaker, *, now: datetime) -> None:
    pages.delete_draft_speaker_pages([speaker])
    delete_file_on_commit(speaker, speaker.photo.name)
    messages.withdraw_waiting(speaker, now=now)
    speaker.delete()


def _close_objections(submission: Submission, now: datetime) -> None:
    for review in submission.reviews.filter(answer=Answer.OBJECTION).select_related("reviewer"):
        Review.objects.filter(pk=review.pk).update(answer=Answer.AMENDED)
        log_step(submission, "objection_amended", reviewer=review.reviewer_name)
        messages.ask_for_new_answer(review, now=now)


def _draft_changes(submission: Submission, before: pages.PageValues) -> None:
    if submission.state in TAKES_PLACE:
        fresh = Submission.objects.select_related("event").get(pk=submission.pk)
        send_to_translators(submission, pages.draft_changes(fresh, before))


def add_co_speaker(
    *, submission: Submission, person: SpeakerData, now: datetime, rendered_at: datetime | None = None
) -> Speaker:
    """Add a co-speaker, who is informed by mail. Repeating address and name changes nothing."""
    with atomic_with_files():
        row = lock(submission)
        sharing = list(row.speakers.filter(email=person.values["email"]))
        known = next((one for one in sharing if one.name.casefold() == person.values["name"].casefold()), None)
        if known:
            return known
        if len(sharing) >= MAX_PER_ADDRESS:
            raise CrowdedAddress(CROWDED_ADDRESS)
        if not row.may_be_amended(now=now, rendered_at=rendered_at):
            raise ActionRefused(_("This proposal cannot be changed any more."))
        if row.speakers.count() >= MAX_SPEAKERS:
            raise ActionRefused(_("You can name at most six people."))
        before = pages.read_page_values(row)
        speaker = save_speaker(row, person, now=now)
        Submission.objects.filter(pk=row.pk).update(changed_at=now)
        log_step(row, "add_co_speaker")
        if row.submitter and row.submitter.confirmed_at:
            messages.send_co_speaker_notices(row, now=now)
        _draft_changes(row, before)
    return speaker


def withdraw(*, submission: Submission, now: datetime) -> Submission:
    """Withdraw a proposal; the team is informed if it had been accepted. Repeating it changes nothing."""
    with transaction.atomic():
        row = lock(submission)
        if row.state == SubmissionState.WITHDRAWN:
            return row
        if not row.may_be_withdrawn(now):
            raise ActionRefused(_("This proposal cannot be withdrawn any more."))
        if row.state in TAKES_PLACE:
            pages.delete_draft_pages(row)
            messages.notify_team_of_withdrawal(row, freed=free_slot(submission=row), now=now)
        row.state, row.fingerprint, row.changed_at = SubmissionState.WITHDRAWN, None, now
        row.save(update_fields=["state", "fingerprint", "changed_at"])
        log_step(row, "withdraw")
    return row


def confirm(*, submission: Submission, now: datetime) -> Submission:
    """Confirm an accepted proposal. Repeating it changes nothing."""
    with transaction.atomic():
        row = lock(submission)
        if row.state == SubmissionState.CONFIRMED:
            return row
        if not row.may_be_confirmed(now):
            raise ActionRefused(_("The deadline to confirm has passed. Please write to us."))
        row.state = SubmissionState.CONFIRMED
        row.save(update_fields=["state"])
        log_step(row, "confirm")
    return row


def confirm_address(*, speaker: Speaker, now: datetime) -> None:
    """`speaker` used a link that was mailed to their address. From now on their texts may go to their page.

    If they sent the proposal, the team sees it from now on, and those they named are informed.
    """
    with atomic_with_files():
        if Speaker.objects.filter(pk=speaker.pk, confirmed_at=None).update(confirmed_at=now):
            fresh = Speaker.objects.select_related("page", "submission__event").get(pk=speaker.pk)
            messages.withdraw_waiting(fresh, now=now)
            if fresh == fresh.submission.submitter:
                Submission.objects.filter(pk=fresh.submission_id).update(is_held=False)
                messages.send_co_speaker_notices(fresh.submission, now=now)
            draft = pages.draft_known_page(fresh)
            send_to_translators(fresh.submission, [draft] if draft else [])


def answer_about_recording(*, speaker: Speaker, answer: str, now: datetime) -> None:
    """What this speaker says about a recording of the session, at any time, also after it took place."""
    with transaction.atomic():
        row = lock(speaker.submission)
        fresh = Speaker.objects.select_related("submission__event").get(pk=speaker.pk)
        before, fresh.recording = fresh.recording, answer
        if answer != before:
            note_recording_answer(fresh, now=now)
            fresh.save(update_fields=["recording", "recording_at", "recording_text"])
            follow_recording_answer(fresh, before=before, now=now)
            log_step(row, "answer_about_recording")


def _may_be_mailed(speaker: Speaker) -> bool:
    """Whoever sent the proposal, and the others once that address is confirmed."""
    sender = speaker.submission.submitter
    return sender is not None and (sender == speaker or sender.confirmed_at is not None)


def send_lost_links(*, address: str, now: datetime) -> int:
    """Send the private links of an address again, at most one mail an hour for each proposal; returns how many.

    First those that the person has opened before, since anybody can send proposals in their name.
    """
    named = Speaker.objects.filter(
        email=normalise(address), submission__erased_at=None, submission__event__ends_at__gt=now
    )
    named = named.exclude(submission__state=SubmissionState.WITHDRAWN).select_related("submission__event")
    named = named.prefetch_related("submission__speakers").order_by(F("confirmed_at").asc(nulls_last=True), "pk")
    found = list({one.submission_id: one for one in named[:20] if _may_be_mailed(one)}.values())
    for speaker in found:
        messages.send_link(speaker, now=now)
    return len(found)


def renew_link(*, submission: Submission, user: Any, now: datetime) -> Submission:
    """Make the current private link invalid and send a new one."""
    with transaction.atomic():
        row = lock(submission)
        row.link_version += 1
        row.save(update_fields=["link_version"])
        log_step(row, "renew_link", user=user)
        if row.submitter:
            messages.send_link(row.submitter, by_team=True, now=now)
    return row
