"""The proposals of the demo, without mails, because the demo's addresses do not exist."""

from datetime import datetime, timedelta
from typing import cast

from events.models import Event, Theme
from events.submissions import actions
from events.submissions.actions import ProposalData, SpeakerData
from events.submissions.availability import hour_starts
from events.submissions.emails.messages import KINDS_TO_SPEAKERS
from home.outbox.models import Delivery
from portal.demo.blocks import BlockWriter
from portal.demo.parsing import TomlTable
from portal.demo.read import Demo
from portal.demo.schema import Proposal


def load_proposals(demo: Demo, event: Event) -> None:
    """Two days after each other, since the call opened."""
    call = next(call for call in demo.calls if call.facts.event == demo.proposals.event)
    opened = cast(datetime, event.call_opens_at)
    for number, proposal in enumerate(demo.proposals.proposals, 1):
        questions = BlockWriter(call, proposal.language, {}, {}).write("prompts")
        keys = [prompt["key"] for prompt in demo.call_form.prompts]
        actions.submit(
            event=event,
            idea=proposal_data(event, proposal, dict(zip(keys, questions, strict=True))),
            people=[speaker_data(proposal)],
            consent=demo.call_form.consent[proposal.language],
            consent_language=proposal.language,
            now=opened + timedelta(days=2 * number),
        )
    Delivery.objects.filter(kind__in=[kind.name for kind in KINDS_TO_SPEAKERS]).delete()


def speaker_data(proposal: Proposal) -> SpeakerData:
    return SpeakerData(
        name=proposal.name,
        email=proposal.email,
        biography=proposal.biography,
        languages=", ".join(proposal.spoken),
    )


def proposal_data(event: Event, proposal: Proposal, questions: dict[str, TomlTable]) -> ProposalData:
    """`questions` are the blocks of the call's form by key."""
    hours = hour_starts(event)
    return ProposalData(
        title=proposal.title,
        kind=proposal.kind,
        abstract=proposal.abstract,
        language=proposal.language,
        spoken=", ".join(proposal.spoken),
        zone=proposal.zone,
        practice=proposal.practice,
        hard=proposal.hard,
        answers=[
            {"id": block["id"], "question": block["value"]["question"], "answer": proposal.answers[key]}
            for key, block in questions.items()
            if key in proposal.answers
        ],
        hours=[hours[number].strftime("%Y-%m-%dT%H:%MZ") for number in proposal.hours],
        themes=list(Theme.objects.filter(slug__in=proposal.themes, locale__language_code="en")),
    )
