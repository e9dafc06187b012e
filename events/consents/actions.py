"""What is done with consents and contacts, one transaction each. `now` is an aware datetime in UTC."""

from datetime import datetime
from typing import Any

from django.db import transaction

from events.consents import mail
from events.consents.models import RecordingConsent, SpeakerContact
from events.consents.recordings import ORDER
from events.consents.wording import version_of, wording
from events.enums import RecordingAnswer
from events.models import SessionPage, SpeakerPage


def latest_answer(session: SessionPage, speaker: SpeakerPage) -> str:
    rows = RecordingConsent.objects.filter(session=session.original, speaker=speaker.original)
    return rows.order_by("given_at", "pk").values_list("answer", flat=True).last() or ""


def give_answer(
    *, contact: SpeakerContact, session: SessionPage, answer: str, language: str, now: datetime
) -> RecordingConsent | None:
    """Of the speaker, to the wording in `language`. Repeating the answer changes nothing.

    After one that allows less, the team is told by mail.
    """
    with transaction.atomic():
        SpeakerContact.objects.select_for_update().get(pk=contact.pk)
        before = latest_answer(session, contact.speaker)
        if answer == before:
            return None
        text = wording(language)
        consent = RecordingConsent.objects.create(
            session=session.original,
            speaker=contact.speaker.original,
            answer=answer,
            text=text,
            text_version=version_of(language, text),
            language=language,
            given_at=now,
        )
        if ORDER.index(answer) > max(ORDER.index(before), ORDER.index(RecordingAnswer.YES)):
            mail.tell_team(consent, contact, now=now)
    return consent


def note_answer(*, speaker: SpeakerPage, session: SessionPage, answer: str, user: Any, now: datetime) -> None:
    """What a speaker told the team. Repeating the answer changes nothing."""
    if answer != latest_answer(session, speaker):
        RecordingConsent.objects.create(
            session=session.original, speaker=speaker.original, answer=answer, noted_by=user, given_at=now
        )


def confirm_contact(*, contact: SpeakerContact, now: datetime) -> None:
    """They sent a form of the private link that was mailed to them."""
    SpeakerContact.objects.filter(pk=contact.pk, confirmed_at=None).update(confirmed_at=now)
