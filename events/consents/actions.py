"""What is done with consents and contacts, one transaction each. `now` is an aware datetime in UTC."""

from datetime import datetime
from typing import Any

from django.db import transaction

from events.consents import mail
from events.consents.models import RecordingConsent, SpeakerContact
from events.consents.recordings import ORDER, answers_of
from events.consents.wording import version_of, wording
from events.enums import RecordingAnswer
from events.models import SessionPage, SpeakerPage


def latest_answer(session: SessionPage, speaker: SpeakerPage) -> str:
    """Wherever it was given: here, on a private page or in a proposal."""
    pk = session.original.pk
    given = [one for one in answers_of([pk])[pk] if one.person == speaker.translation_key]
    return max(reversed(given), key=lambda one: one.at).answer if given else ""  # of two at once the last one


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


def note_answer(
    *, speaker: SpeakerPage, session: SessionPage, shown: str, answer: str, user: Any, now: datetime
) -> bool:
    """What a speaker told the team, where `shown` was the answer until then.

    False if another one was given meanwhile: nothing is noted, since it may be a no.
    """
    with transaction.atomic():
        list(SpeakerContact.objects.select_for_update().filter(speaker=speaker.original))
        if shown != latest_answer(session, speaker):
            return False
        RecordingConsent.objects.create(
            session=session.original, speaker=speaker.original, answer=answer, noted_by=user, given_at=now
        )
    return True


def confirm_contact(*, contact: SpeakerContact, now: datetime) -> None:
    """They sent a form of the private link that was mailed to them."""
    SpeakerContact.objects.filter(pk=contact.pk, confirmed_at=None).update(confirmed_at=now)
