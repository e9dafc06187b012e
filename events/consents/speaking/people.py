"""The speakers of an edition, what they said about recordings, and whether they can be reached."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from events.consents.models import SpeakerContact
from events.consents.recordings import answers_of
from events.models import Event, SessionPage, SessionSpeaker, SpeakerPage, sessions_of
from events.submissions.models import Speaker


@dataclass
class EditionSpeaker:
    """`page` is the original; `sessions` are originals with the present answer, empty where there is none."""

    page: SpeakerPage
    contact: SpeakerContact | None = None
    proposed: list[Speaker] = field(default_factory=list)
    sessions: list[tuple[SessionPage, str]] = field(default_factory=list)

    @property
    def is_reachable(self) -> bool:
        """By mail, at an address that this person has confirmed."""
        return any(row and row.confirmed_at for row in (self.contact, *self.proposed))

    @property
    def has_address(self) -> bool:
        return bool(self.contact or self.proposed)


def edition_speakers(event: Event, page: SpeakerPage | None = None) -> list[EditionSpeaker]:
    """Everybody who speaks in the edition, drafts included, by name; or only `page`. Eight queries."""
    sessions = {session.pk: session for session in sessions_of(event)}
    rows = SessionSpeaker.objects.filter(page__in=sessions)
    if page is not None:
        rows = rows.filter(speaker__translation_key=page.translation_key)
    pairs = list(rows.order_by("page").values_list("page", "speaker__translation_key").distinct())
    keys = {key for _session, key in pairs}
    pages = SpeakerPage.objects.filter(translation_key__in=keys, locale=F("original_locale")).order_by("title")
    people = {one.translation_key: EditionSpeaker(one) for one in pages}
    for contact in SpeakerContact.objects.filter(speaker__translation_key__in=keys).select_related("speaker"):
        people[contact.speaker.translation_key].contact = contact
    proposed = Speaker.objects.filter(page__translation_key__in=keys, submission__event=event)
    for row in proposed.select_related("page", "submission"):
        if row.page:
            people[row.page.translation_key].proposed.append(row)
    answers: dict[Any, str] = {}
    for session, given in answers_of({session for session, _key in pairs}).items():
        answers |= {(session, one.person): one.answer for one in sorted(given, key=lambda one: one.at)}
    found = defaultdict(list)
    for session, key in pairs:
        found[key].append((sessions[session], answers.get((session, key), "")))
    for key, person in people.items():
        person.sessions = found[key]
    return list(people.values())
