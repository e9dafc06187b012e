"""An open call, and a proposal for it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import BooleanField, IntegerField
from PIL import Image

from events.models import Event, Theme
from events.submissions import actions
from events.submissions.actions import ProposalData, SpeakerData
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, FieldSet, ProposalField
from events.submissions.models import Submission
from home.roles import PROGRAMME_TEAM
from tests import factories

NOW = datetime(2021, 3, 15, 12, tzinfo=UTC)  # the call is open until 28 March, 23:59
CONSENT = "You may keep this."


def proposal_data(**fields: Any) -> ProposalData:
    defaults = {
        "title": "Lo que no se pudo decidir",
        "kind": "talk",
        "abstract": "Dos años de una decisión.",
        "language": "en",
        "spoken": "es",
        "zone": "Pacific/Auckland",
        "hours": ["2021-05-06T13:00Z"],
        "answers": [{"id": "a", "question": "What works?", "answer": "Circles."}],
    }
    return ProposalData(**{**values_for_required_fields(PROPOSAL_FIELDS), **defaults, **fields})


def speaker_data(name: str = "Ana Lucero", **fields: Any) -> SpeakerData:
    defaults = {"email": f"{name.split(maxsplit=1)[0].lower()}@example.org", "biography": "Enseña.", "languages": "es"}
    return SpeakerData(**{**values_for_required_fields(SPEAKER_FIELDS), "name": name, **defaults, **fields})


def photo(size: tuple[int, int] = (30, 40)) -> ContentFile:
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, "JPEG")
    return ContentFile(written.getvalue(), name="me.jpg")


MARK = "Quetzal"  # a word that tests search for wherever it may have been copied
SPECIAL_VALUES: dict[str, Any] = {
    "kind": "panel",
    "language": "en",
    "spoken": "en, es",
    "zone": "Pacific/Auckland",
    "hours": ["2021-05-06T13:00Z", "2021-05-06T15:00Z"],
    "answers": [{"id": "works", "question": "What has worked?", "answer": f"{MARK} answers"}],
    "email": f"{MARK}@example.org",
    "languages": "en, es",
}


def values_for_all_fields(part: FieldSet) -> dict[str, Any]:
    """A value for every declared field, so that each test that uses this covers a new field."""
    return {field.name: _value_for(field, MARK) for field in part}


def values_for_required_fields(part: FieldSet) -> dict[str, Any]:
    """A value for every required field."""
    return {field.name: _value_for(field, "Some") for field in part if field.is_required}


def _value_for(field: ProposalField, word: str) -> Any:
    if field.name in SPECIAL_VALUES:
        return SPECIAL_VALUES[field.name]
    if field.is_relation:
        return list(field.model_field.related_model.objects.all())
    if field.is_file:
        return photo()
    if field.model_field.choices:
        return field.model_field.choices[-1][0]
    if isinstance(field.model_field, BooleanField):
        return True
    return 7 if isinstance(field.model_field, IntegerField) else f"{word} {field.name}"


def complete_submission(*others: SpeakerData) -> Submission:
    """A submission with a value in every declared field."""
    if not Theme.objects.exists():
        factories.theme("Trust")
    return actions.submit(
        event=event(),
        idea=ProposalData(**values_for_all_fields(PROPOSAL_FIELDS)),
        people=[SpeakerData(**values_for_all_fields(SPEAKER_FIELDS)), *others],
        consent=CONSENT,
        consent_language="en",
        now=NOW,
    )


def event() -> Event:
    return Event.objects.first() or factories.event()


def submission(
    now: datetime = NOW, people: list[SpeakerData] | None = None, entered_by: Any = None, **fields: Any
) -> Submission:
    return actions.submit(
        event=fields.pop("event", None) or event(),
        idea=proposal_data(**fields),
        people=people or [speaker_data()],
        consent=CONSENT,
        consent_language=fields.get("language", "en"),
        now=now,
        entered_by=entered_by,
    )


def team_member(name: str = "reviewer", **fields: Any) -> Any:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret", **fields)
    user.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    return user


def accepted(row: Submission, user: Any, now: datetime = NOW) -> Submission:
    """Accepted, and its email released: only then it has pages."""
    actions.accept(submission=row, user=user, now=now)
    actions.release_email(submission=row, user=user, now=now)
    return Submission.objects.get(pk=row.pk)


def amendment_of(row: Submission, **fields: Any) -> dict[str, Any]:
    """Arguments of `amend` that change `fields` of the idea and name the people as they are."""
    people = [speaker_data(one.name, email=one.email, pk=one.pk) for one in row.speakers.all()]
    return {"submission": row, "idea": proposal_data(**fields), "people": people}
