"""What of a proposal stands on pages: the fields that are declared with `page`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, ProposalField
from events.submissions.models import Speaker, Submission

Values = dict[str, Any]  # by the name of the proposal's field


@dataclass(frozen=True)
class PageValues:
    """The values on pages, compared before and after an amendment."""

    session: Values
    speakers: dict[int, Values]  # by speaker


def read_page_values(submission: Submission) -> PageValues:
    session = {field.name: field.read(submission) for field in PROPOSAL_FIELDS.on_page}
    people = submission.speakers.all()
    return PageValues(
        session, {one.pk: {field.name: field.read(one) for field in SPEAKER_FIELDS.on_page} for one in people}
    )


def changed_fields(fields: Iterable[ProposalField], before: Values, after: Values) -> list[ProposalField]:
    return [field for field in fields if before[field.name] != after[field.name]]


def copy_to_page(fields: Iterable[ProposalField], page: Page, row: Submission | Speaker) -> None:
    """Put these values of a row into the page (not saved)."""
    for field in fields:
        field.copy_to_page(page, row)
