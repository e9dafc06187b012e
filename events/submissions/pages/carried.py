"""What of a proposal stands on pages."""

from dataclasses import dataclass
from typing import Any

from events.submissions.models import Speaker, Submission


@dataclass(frozen=True)
class Words:
    """What of a proposal stands on pages; compared before and after an amendment."""

    session: dict[str, Any]
    people: dict[int, dict[str, Any]]  # by speaker, with the name of the photo's file


def words_of(submission: Submission) -> Words:
    session = {name: getattr(submission, name) for name in ("title", "kind", "abstract")}
    session["themes"] = sorted(submission.themes.values_list("pk", flat=True))
    return Words(session, {speaker.pk: page_fields(speaker) for speaker in submission.speakers.all()})


def page_fields(speaker: Speaker) -> dict[str, Any]:
    return {
        "title": speaker.name,
        "biography": speaker.biography,
        "pronouns": speaker.pronouns,
        "answers_in": speaker.languages,
        "photo": speaker.photo.name or "",
    }
