"""The programme team writes to people of proposals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.submissions.actions.base import ActionRefused, log_step
from events.submissions.emails import messages
from events.submissions.models import EmailTemplate, Speaker
from home.characters import lines
from home.outbox.actions import enqueue_all
from home.outbox.kinds import MailContent
from home.outbox.models import Delivery

OF_A_PROPOSAL = ("{title}", "{link}", "{deadline}")


@dataclass(frozen=True)
class WrittenEmail:
    to: Speaker
    subject: str
    body: str


def emails_for(people: Sequence[Speaker], texts: Mapping[str, tuple[str, str]]) -> list[WrittenEmail]:
    """What each person gets: `texts` are language → subject and text, with places to fill.

    A text that says nothing of a proposal goes once to whoever has several.
    """
    named = {(one.submission.event_id, one.submission.language): one.submission for one in people}
    events = {key: messages.event_title(row.event, row.language) for key, row in named.items()}
    written: dict[Any, WrittenEmail] = {}
    for one in people:
        row = one.submission
        subject, body = texts[row.language]
        is_of_proposal = any(place in f"{subject} {body}" for place in OF_A_PROPOSAL)
        whom = one.pk if is_of_proposal else (one.email, one.name.casefold())
        values = messages.placeholder_values(row, one, event=events[row.event_id, row.language])
        filled = EmailTemplate(subject=subject, body=body).fill(values)
        written.setdefault(whom, WrittenEmail(one, " ".join(filled[0].split()), lines(filled[1]).strip()))
    return list(written.values())


def write(
    *,
    event: Event,
    people: Sequence[Speaker],
    texts: Mapping[str, tuple[str, str]],
    occasion: str,
    user: Any,
    now: datetime,
) -> int:
    """Send each of them their email; returns how many. `occasion` names this sending, which happens once."""
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        keys = [messages.written_key(one, occasion) for one in people]
        if Delivery.objects.filter(key__in=keys).exists():
            raise ActionRefused(_("This email was sent already."))
        sent = emails_for(people, texts)
        mails = [
            (
                messages.written_key(one.to, occasion),
                one.to.email,
                one.to.submission.language,
                MailContent(one.subject, one.body + "\n"),
            )
            for one in sent
        ]
        enqueue_all(kind=messages.WRITTEN, mails=mails, now=now)
        _log(sent, user)
    return len(sent)


def _log(sent: Iterable[WrittenEmail], user: Any) -> None:
    """In the history of each proposal, to how many. The text may name people: it is in the mails, which are erased."""
    for submission in {one.to.submission_id: one.to.submission for one in sent}.values():
        count = sum(one.to.submission_id == submission.pk for one in sent)
        log_step(submission, "write", user=user, count=count)
