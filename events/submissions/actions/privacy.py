"""Erasure of personal data. State, language, kind and themes of a proposal are kept for statistics."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry, Page

from events.models import Event, SessionPage
from events.submissions import pages
from events.submissions.actions.base import delete_file_on_commit, log_step
from events.submissions.emails import messages
from events.submissions.enums import TAKES_PLACE
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import Speaker, Submission
from home.jobs.portions import in_portion
from home.outbox.actions import erase_mails
from home.outbox.addresses import normalise
from home.outbox.models import Delivery

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class ErasureResult:
    """`row_count` rows are erased. `kept_pages` may still mention the person: the team has to check them."""

    row_count: int
    kept_pages: list[Page]


def erase_submission(*, submission: Submission, now: datetime, user: Any = None) -> SessionPage | None:
    """Erase texts and people of a proposal. A session page that was published is left to the editors, and returned."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        erase_mails(mails=Delivery.objects.filter(key__startswith=messages.delivery_key(row)), now=now)
        for speaker in row.speakers.all():
            delete_file_on_commit(speaker, speaker.photo.name)
        pages.delete_draft_pages(row)
        row.speakers.all().delete()
        row.comments.all().delete()
        row.reviews.all().delete()
        ModelLogEntry.objects.for_instance(row).delete()
        PROPOSAL_FIELDS.erase(row)
        row.fingerprint, row.erased_at = None, now
        row.save()
        log_step(row, "erase", user=user)
    return row.session


def erase_person(*, address: str, now: datetime, user: Any = None) -> ErasureResult:
    """Erase one person everywhere: what they sent, where they are named, their page and photo.

    A proposal they sent is erased completely, unless it takes place with others: then only they are removed. A page
    that did not come from their own proposals, or that something else uses too, stays.
    """
    address = normalise(address)
    with transaction.atomic():
        people = list(Speaker.objects.filter(email=address).select_related("submission", "page"))
        kept: list[Page] = []
        for page in pages.speaker_pages_of(people):
            if pages.belongs_only_to(page, people):
                pages.delete_page(page)
            else:
                kept.append(page)
        for speaker in people:
            submission = speaker.submission
            others = submission.speakers.exclude(pk=speaker.pk).exists()
            if speaker.position == 0 and not (others and submission.state in TAKES_PLACE):
                session = erase_submission(submission=submission, now=now, user=user)
                kept += [session] if session else []
                continue
            delete_file_on_commit(speaker, speaker.photo.name)
            speaker.delete()
            log_step(submission, "erase_person", user=user)
        erase_mails(mails=mails_to(address), now=now)
    return ErasureResult(len(people), kept)


def mails_to(address: str) -> QuerySet[Delivery]:
    """Mails to a person about proposals."""
    return Delivery.objects.filter(address=address, kind__in=[kind.name for kind in messages.KINDS_TO_SPEAKERS])


def erase_old(*, now: datetime) -> int:
    """Erase proposals that were not accepted, `Event.keep_months` after their event; returns how many."""
    over = [
        event for event in Event.objects.filter(ends_at__lt=now) if event.ends_at + event.keep_months * MONTH <= now
    ]
    due = Submission.objects.kept().exclude(state__in=TAKES_PLACE).filter(event__in=over)[:500]
    erased = 0
    for submission in in_portion(due):
        erase_submission(submission=submission, now=now)
        erased += 1
    return erased


def personal_data_of(address: str) -> dict[str, Any] | None:
    """All that is kept about a person; None where there is nothing."""
    address = normalise(address)
    joined = ("event", "consent", "session")
    people = Speaker.objects.filter(email=address).select_related("page", *(f"submission__{name}" for name in joined))
    people = people.prefetch_related("submission__themes")
    mails = mails_to(address)
    if not people and not mails:
        return None
    own = {speaker.page_id for speaker in people if speaker.made_page}
    return {
        "address": address,
        "named_in": [
            {
                "event": str(speaker.submission.event),
                "sent_by_this_person": speaker.position == 0,
                "submitted_at": speaker.submission.submitted_at,
                "consent": speaker.submission.consent.text if speaker.submission.consent else "",
                "person": SPEAKER_FIELDS.exported(speaker),
                "page": speaker.page.full_url if speaker.page and speaker.page_id in own else None,
                "session": speaker.submission.session.title if speaker.submission.session else None,
                "state": speaker.submission.state,
                "proposal": PROPOSAL_FIELDS.exported(speaker.submission),
            }
            for speaker in people
        ],
        "mails": [
            {"subject": mail.subject, "text": mail.text, "written_at": mail.created_at, "state": mail.state}
            for mail in mails
        ],
    }
