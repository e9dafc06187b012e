"""What of a proposal stands on pages: the fields that are declared with `page`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from events.submissions.fields import IDEA, PERSON, ProposalField
from events.submissions.models import Speaker, Submission

Values = dict[str, Any]  # by the name of the proposal's field


@dataclass(frozen=True)
class Words:
    """The values on pages, compared before and after an amendment."""

    session: Values
    people: dict[int, Values]  # by speaker


def words_of(submission: Submission) -> Words:
    session = {field.name: field.read(submission) for field in IDEA.on_page}
    people = submission.speakers.all()
    return Words(session, {one.pk: {field.name: field.read(one) for field in PERSON.on_page} for one in people})


def changed(fields: Iterable[ProposalField], before: Values, after: Values) -> list[ProposalField]:
    return [field for field in fields if before[field.name] != after[field.name]]


def put(fields: Iterable[ProposalField], page: Page, row: Submission | Speaker) -> None:
    """Put these values of a row into the page (not saved)."""
    for field in fields:
        field.put(page, row)
