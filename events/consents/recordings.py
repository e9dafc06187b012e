"""Whether a recording may be shown. Every place that shows one asks here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from events.consents.models import RecordingConsent, RecordingException
from events.enums import RecordingAnswer
from events.models import Recording, SessionPage
from home.caching.dependencies import cached_until_publish
from home.registry import Registry

ORDER = ["", RecordingAnswer.YES, RecordingAnswer.WITHOUT_QUESTIONS, RecordingAnswer.NO]  # the strictest last


@dataclass(frozen=True)
class GivenAnswer:
    """What somebody answered about a session. `person` is the same in all answers of one person."""

    person: Any
    answer: str
    at: datetime


@dataclass(frozen=True)
class SessionConsent:
    """The strictest present answer of a session's speakers; empty where nobody has answered."""

    answer: str = ""
    is_exception: bool = False

    @property
    def may_show(self) -> bool:
        return self.answer != RecordingAnswer.NO or self.is_exception


def session_consent(given: Iterable[GivenAnswer], exception_at: datetime | None = None) -> SessionConsent:
    """Of each person the latest answer counts. An exception is void as soon as somebody says no after it."""
    latest: dict[Any, GivenAnswer] = {}
    for one in sorted(given, key=lambda one: one.at):
        latest[one.person] = one
    answer = max((one.answer for one in latest.values()), key=ORDER.index, default="")
    refusals = [one.at for one in latest.values() if one.answer == RecordingAnswer.NO]
    return SessionConsent(answer, bool(refusals and exception_at and exception_at >= max(refusals)))


# callables(ids of sessions) → (id of the session, answer), for what people said in their proposals
answers_in_proposals: Registry[Callable[[Collection[int]], Iterable[tuple[int, GivenAnswer]]]] = Registry()


def answers_of(sessions: Collection[int]) -> dict[int, list[GivenAnswer]]:
    """Id of a session (an original) → all answers about it."""
    found: dict[int, list[GivenAnswer]] = defaultdict(list)
    rows = RecordingConsent.objects.filter(session__in=sessions)
    for pk, session, key, answer, at in rows.values_list(
        "pk", "session", "speaker__translation_key", "answer", "given_at"
    ):
        found[session].append(GivenAnswer(key or f"erased {pk}", answer, at))
    for _name, in_proposals in answers_in_proposals:
        for session, given in in_proposals(sessions):
            found[session].append(given)
    return found


def consents_of(sessions: Collection[int]) -> dict[int, SessionConsent]:
    """Id of a session (an original) → what its speakers said, in a constant number of queries."""
    answers = answers_of(sessions)
    found = {pk: session_consent(answers.get(pk, ())) for pk in sessions}
    refused = [pk for pk, consent in found.items() if consent.answer == RecordingAnswer.NO]
    if refused:
        rows = RecordingException.objects.filter(session__in=refused).values_list("session", "decided_at")
        found |= {pk: session_consent(answers[pk], decided_at) for pk, decided_at in rows}
    return found


def may_show_recording(session: SessionPage) -> bool:
    """Whether its recordings may be shown, whatever the language of the page."""
    pk = session.original.pk
    return consents_of([pk])[pk].may_show


@cached_until_publish
def refused_addresses() -> frozenset[str]:
    """Of videos that no page may show, wherever an editor has put them: recordings of sessions against a no, and what
    is in the text of such a session in any language."""
    recordings = list(Recording.objects.values_list("page__translation_key", "url"))
    with_video = SessionPage.objects.annotate(raw=Cast("body", TextField())).filter(raw__contains='"video"')
    for page in with_video.only("translation_key", "body"):
        in_text = page.body.blocks_by_name("video")
        recordings += [(page.translation_key, block.value["url"]) for block in in_text]
    originals = SessionPage.objects.filter(
        translation_key__in={key for key, _url in recordings}, locale=F("original_locale")
    )
    sessions = dict(originals.values_list("pk", "translation_key"))
    refused = {sessions[pk] for pk, consent in consents_of(sessions).items() if not consent.may_show}
    return frozenset(url for key, url in recordings if key in refused and url)
