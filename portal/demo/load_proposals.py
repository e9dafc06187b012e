"""Proposals as people would have sent them, without the mails: nobody answers at the demo's addresses."""

from datetime import datetime, timedelta
from typing import cast

from events.models import Event, Theme
from events.submissions import actions
from events.submissions.actions import Idea, Person
from events.submissions.emails.messages import PERSONAL
from events.submissions.public.availability import starts
from home.outbox.models import Delivery
from portal.demo.blocks import BlockWriter
from portal.demo.content import kinds
from portal.demo.content.proposals import PROPOSALS, Proposal
from portal.demo.loader import LANGUAGES


def load_proposals(event: Event, edition: kinds.Edition) -> None:
    """Two days after each other, since the call opened."""
    call = next(page for page in edition.page.children if page.kind == "call")
    opened = cast(datetime, event.call_opens_at)
    for number, proposal in enumerate(PROPOSALS, 1):
        language = LANGUAGES.index(proposal.language)
        actions.submit(
            event=event,
            idea=idea(event, edition, proposal, BlockWriter(call.key, language, {})),
            people=[Person(proposal.name, proposal.email, proposal.biography, ", ".join(proposal.spoken))],
            consent=edition.consent.text[language],
            consent_language=proposal.language,
            now=opened + timedelta(days=2 * number),
        )
    Delivery.objects.filter(kind__in=[kind.name for kind in PERSONAL]).delete()


def idea(event: Event, edition: kinds.Edition, proposal: Proposal, writer: BlockWriter) -> Idea:
    hours = starts(event)
    asked = zip(edition.prompts, writer.prompts(edition.prompts), strict=True)
    return Idea(
        title=proposal.title,
        kind=proposal.kind,
        abstract=proposal.abstract,
        language=proposal.language,
        spoken=", ".join(proposal.spoken),
        zone=proposal.zone,
        practice=proposal.practice,
        hard=proposal.hard,
        answers=[
            {"id": block["id"], "question": block["value"]["question"], "answer": proposal.answers[prompt.key]}
            for prompt, block in asked
            if prompt.key in proposal.answers
        ],
        hours=[hours[number].strftime("%Y-%m-%dT%H:%MZ") for number in proposal.hours],
        themes=list(Theme.objects.filter(slug__in=proposal.themes, locale__language_code="en")),
    )
