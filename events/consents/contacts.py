"""Speakers who sent no proposal: what is kept about them, and for how long."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.consents.models import RecordingConsent, SpeakerContact
from events.keeping import kept_long_enough
from events.models import EventPage, SessionPage, SessionSpeaker, SpeakerPage
from home.caching.generation import bump
from home.jobs.portions import Failures
from home.outbox.actions import erase_mails
from home.outbox.models import Delivery


def contact_key(contact: SpeakerContact, occasion: str = "") -> str:
    """How the outbox names a mail to this person; without an occasion, how all of them begin."""
    return f"speaker:{contact.pk}:{occasion}"


def erase_contact_mails(*, instance: SpeakerContact, **kwargs: Any) -> None:
    """After any deletion of a contact: nothing is sent to the address any more, and no mail keeps it."""
    erase_mails(mails=Delivery.objects.filter(key__startswith=contact_key(instance)), now=timezone.now())


def detach_answers(speaker: SpeakerPage) -> None:
    """Leave the latest answer to each session without the person: that is what stays of it.

    Each answer without a person counts as one of somebody else, so an older one would count again.
    """
    answers = RecordingConsent.objects.filter(speaker=speaker).order_by("given_at", "pk")
    latest = dict(answers.values_list("session", "pk"))
    answers.exclude(pk__in=latest.values()).delete()
    answers.update(speaker=None)
    bump()


def contact_data(contact: SpeakerContact) -> dict[str, Any]:
    """What is handed out to the person."""
    answers = RecordingConsent.objects.filter(speaker=contact.speaker).select_related("session")
    return {
        "name": contact.speaker.title,
        "email": contact.email,
        "language": contact.language,
        "zone": contact.zone,
        "recordings": [
            {"session": one.session.title, "answer": one.answer, "text": one.text, "given_at": one.given_at}
            for one in answers
        ],
    }


def sessions_of_speaker(speaker: SpeakerPage) -> list[SessionPage]:
    """Original sessions in which somebody speaks, in any edition, drafts left out."""
    rows = SessionPage.objects.live().filter(session_speakers__speaker__translation_key=speaker.translation_key)
    return [page for page in rows.distinct().order_by("pk") if page.is_original]


def forget_old_contacts(*, now: datetime) -> int:
    """Delete the addresses of people who speak in no edition that is ahead or whose data are still kept."""
    failures = Failures()
    over = {event.pk for event in kept_long_enough(now, failures)}
    kept_paths = tuple(path for path, event in EventPage.objects.values_list("path", "event") if event not in over)
    contacts = dict(SpeakerContact.objects.values_list("speaker__translation_key", "pk"))
    rows = SessionSpeaker.objects.filter(speaker__translation_key__in=contacts)
    for key, path in rows.values_list("speaker__translation_key", "page__path"):
        if path.startswith(kept_paths):
            contacts.pop(key, None)
    deleted = SpeakerContact.objects.filter(pk__in=contacts.values()).delete()[0]
    failures.raise_unless(deleted)
    return deleted
