"""The email that speakers get the day before: their time in their zone, room, ways in and whom to call."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from events.consents.contacts import contact_key
from events.consents.mail import DAY_BEFORE
from events.consents.models import SpeakerContact
from events.consents.speaking.door import EARLIER
from events.consents.tokens import contact_link
from events.models import Event, SessionSpeaker
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import ProgrammeEntry, load_programme
from events.submissions.emails.messages import event_title, written_key
from events.submissions.models import Speaker
from events.submissions.tokens import token_of
from home.i18n.localized import absolute
from home.jobs.portions import Failures
from home.outbox.actions import enqueue
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail

AHEAD = timedelta(hours=24)


@dataclass(frozen=True)
class Recipient:
    """A speaker with a confirmed address."""

    row: Speaker | SpeakerContact
    name: str
    language: str
    zone: ZoneInfo
    link: str

    def key(self, occasion: str) -> str:
        """How the outbox names a mail to this person."""
        if isinstance(self.row, Speaker):
            return written_key(self.row, occasion)
        return contact_key(self.row, occasion)


def mail_speakers(*, now: datetime) -> int:
    """Once for each speaker and slot that starts within 24 hours; again if it is moved after that."""
    sent, failures = 0, Failures()
    for event in Event.objects.filter(starts_at__lte=now + AHEAD, ends_at__gt=now):
        with failures.at("mail the speakers of event", event.pk), transaction.atomic():
            sent += mail_speakers_of(event, now=now)
    failures.raise_unless(sent)
    return sent


def mail_speakers_of(event: Event, *, now: datetime) -> int:
    entries = [entry for entry in _entries(event, "") if now < entry.starts_at <= now + AHEAD]
    people = recipients(event, [entry.original.pk for entry in entries])
    due = {
        one.key(f"door:{entry.key}:{entry.as_published.starts_at:%Y%m%dT%H%M}"): (one, entry)
        for entry in entries
        for one in people[entry.original.pk]
    }
    known = set(Delivery.objects.filter(key__in=due).values_list("key", flat=True))
    missing = {key: pair for key, pair in due.items() if key not in known}
    by_language = {
        language: {entry.key: entry for entry in _entries(event, language)}
        for language in {one.language for one, _entry in missing.values()}
    }
    for key, (one, entry) in missing.items():
        _send(key, one, by_language[one.language].get(entry.key, entry), event, now=now)
    return len(missing)


def _entries(event: Event, language: str) -> list[ProgrammeEntry]:
    """Published sessions that take place; their words in a language."""
    language = language or event.language_codes[0]
    page, address = programme_page_and_url(event, language)
    entries = load_programme(event, language, address, seen_on=page).entries if page else []
    return [entry for entry in entries if entry.takes_place]


def recipients(event: Event, sessions: Iterable[int]) -> dict[int, list[Recipient]]:
    """Id of a session → whom to write to, each address once: from the proposal, else as the team typed it."""
    found: dict[int, dict[str, Recipient]] = defaultdict(dict)
    sessions = list(sessions)
    rows = Speaker.objects.filter(submission__session__in=sessions, confirmed_at__isnull=False)
    for row in rows.select_related("submission", "page"):
        submission = row.submission
        zone = submission.zone if row.position == 0 else event.zone  # the zone is that of who sent the proposal
        with translation.override(submission.language):
            path = reverse("speakers:session_of_proposal", args=[token_of(submission, row)])
        recipient = Recipient(row, row.name, submission.language, ZoneInfo(zone), absolute(path))
        found[submission.session_id or 0].setdefault(row.email, recipient)
    for session, contact in _contacts(sessions):
        recipient = Recipient(
            contact,
            contact.speaker.title,
            contact.language,
            ZoneInfo(contact.zone or event.zone),
            contact_link(contact),
        )
        found[session].setdefault(contact.email, recipient)
    return defaultdict(list, {session: list(people.values()) for session, people in found.items()})


def _contacts(sessions: list[int]) -> list[tuple[int, SpeakerContact]]:
    pairs = SessionSpeaker.objects.filter(page__in=sessions).values_list("page", "speaker__translation_key")
    by_key: dict[Any, list[int]] = defaultdict(list)
    for session, key in pairs:
        by_key[key].append(session)
    rows = SpeakerContact.objects.filter(speaker__translation_key__in=by_key, confirmed_at__isnull=False)
    return [
        (session, contact)
        for contact in rows.select_related("speaker")
        for session in by_key[contact.speaker.translation_key]
    ]


def _send(key: str, one: Recipient, entry: ProgrammeEntry, event: Event, *, now: datetime) -> None:
    context = {
        "name": one.name,
        "title": entry.page.title,
        "event": event_title(event, one.language),
        "entry": entry,
        "zone": one.zone,
        "link": one.link,
        "contact": event.contact,
        "minutes": event.join_minutes + EARLIER.seconds // 60,
    }
    content = render_mail("consents/mail/day_before", language=one.language, context=context)
    enqueue(kind=DAY_BEFORE, key=key, address=one.row.email, language=one.language, content=content, now=now)
