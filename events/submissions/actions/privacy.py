"""What is forgotten, and when. Kept are state, language, kind and themes of a proposal, so that numbers stay true."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.models import ModelLogEntry
from wagtail_localize.models import TranslatableObject

from events.models import Event, SpeakerPage
from events.submissions.actions.base import drop_file, note
from events.submissions.emails import PERSONAL
from events.submissions.enums import TAKES_PLACE
from events.submissions.models import Speaker, Submission
from home.outbox.addresses import normalise
from home.outbox.enums import OPEN, DeliveryState
from home.outbox.models import Delivery

MONTH = timedelta(days=30)
NOTHING = {"title": "", "abstract": "", "practice": "", "hard": "", "answers": [], "hours": [], "zone": ""}


def erase_submission(*, submission: Submission, now: datetime, user: Any = None) -> None:
    """Erase words and people of a proposal; a session's page made from it is left to the editors."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        for speaker in row.speakers.all():
            _forget_mail(speaker.email)
            drop_file(speaker, speaker.photo.name)
        row.speakers.all().delete()
        row.comments.all().delete()
        row.reviews.all().delete()
        ModelLogEntry.objects.for_instance(row).delete()
        for name, value in NOTHING.items():
            setattr(row, name, value)
        row.fingerprint, row.erased_at = None, now
        row.save()
        note(row, "erase", user=user)


def erase_person(*, address: str, now: datetime, user: Any = None) -> int:
    """Erase one person everywhere: what they sent, where they are named, their page and photo. Returns how many rows.

    A proposal they sent goes whole, unless it takes place with others: then only the person is taken out.
    """
    address = normalise(address)
    with transaction.atomic():
        people = list(Speaker.objects.filter(email=address).select_related("submission", "page"))
        pages = {speaker.page.translation_key for speaker in people if speaker.page}
        for speaker in people:
            submission = speaker.submission
            others = submission.speakers.exclude(pk=speaker.pk).exists()
            if speaker.position == 0 and not (others and submission.state in TAKES_PLACE):
                erase_submission(submission=submission, now=now, user=user)
                continue
            drop_file(speaker, speaker.photo.name)
            speaker.delete()
            note(submission, "erase_person", user=user)
        for key in pages:
            _delete_pages(key)
        _forget_mail(address)
    return len(people)


def _delete_pages(translation_key: Any) -> None:
    """A speaker's page in every language, with its revisions, its photo and what translators were given."""
    for page in SpeakerPage.objects.filter(translation_key=translation_key):
        if page.photo:
            page.photo.delete()
        page.delete()
    TranslatableObject.objects.filter(translation_key=translation_key).delete()


def _forget_mail(address: str) -> None:
    """What waits is not sent any more; of the rest only the numbers stay."""
    mine = Delivery.objects.filter(address=address, kind__in=[kind.name for kind in PERSONAL])
    mine.filter(state__in=OPEN).update(state=DeliveryState.CANCELLED)
    mine.update(address="", subject="", text="", html="", note="")


def erase_old(*, now: datetime) -> int:
    """Erase what was not accepted, so many months after its event as the event says; returns how many."""
    over = [
        event for event in Event.objects.filter(ends_at__lt=now) if event.ends_at + event.keep_months * MONTH <= now
    ]
    due = Submission.objects.kept().exclude(state__in=TAKES_PLACE).filter(event__in=over)[:500]
    for submission in due:
        erase_submission(submission=submission, now=now)
    return len(due)


def data_of(address: str) -> dict[str, Any] | None:
    """All that is kept about a person; None where there is nothing."""
    address = normalise(address)
    people = Speaker.objects.filter(email=address).select_related("submission__event", "submission__consent", "page")
    mails = Delivery.objects.filter(address=address, kind__in=[kind.name for kind in PERSONAL])
    if not people and not mails:
        return None
    fields = (
        "title",
        "kind",
        "abstract",
        "practice",
        "hard",
        "answers",
        "language",
        "spoken",
        "zone",
        "hours",
        "state",
    )
    return {
        "address": address,
        "named_in": [
            {
                "event": str(speaker.submission.event),
                "sent_by_this_person": speaker.position == 0,
                "submitted_at": speaker.submission.submitted_at,
                "consent": speaker.submission.consent.text if speaker.submission.consent else "",
                "person": {name: getattr(speaker, name) for name in ("name", "biography", "languages", "pronouns")},
                "photo": bool(speaker.photo),
                "page": speaker.page.full_url if speaker.page else None,
                "proposal": {name: getattr(speaker.submission, name) for name in fields},
            }
            for speaker in people
        ],
        "mails": [
            {"subject": mail.subject, "text": mail.text, "written_at": mail.created_at, "state": mail.state}
            for mail in mails
        ],
    }
