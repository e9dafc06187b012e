"""An open call, and what somebody sends to it."""

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
from events.submissions.actions import Idea, Person
from events.submissions.fields import IDEA, PERSON, Part, ProposalField
from events.submissions.models import Submission
from home.roles import PROGRAMME_TEAM
from tests import factories

NOW = datetime(2021, 3, 15, 12, tzinfo=UTC)  # the call is open until 28 March, 23:59
CONSENT = "You may keep this."


def idea(**fields: Any) -> Idea:
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
    return Idea(**{**needed(IDEA), **defaults, **fields})


def person(name: str = "Ana Lucero", **fields: Any) -> Person:
    defaults = {"email": f"{name.split(maxsplit=1)[0].lower()}@example.org", "biography": "Enseña.", "languages": "es"}
    return Person(**{**needed(PERSON), "name": name, **defaults, **fields})


def photo(size: tuple[int, int] = (30, 40)) -> ContentFile:
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, "JPEG")
    return ContentFile(written.getvalue(), name="me.jpg")


MARK = "Quetzal"  # a word that is found again wherever it was copied to
SAID: dict[str, Any] = {
    "kind": "panel",
    "language": "en",
    "spoken": "en, es",
    "zone": "Pacific/Auckland",
    "hours": ["2021-05-06T13:00Z", "2021-05-06T15:00Z"],
    "answers": [{"id": "works", "question": "What has worked?", "answer": f"{MARK} answers"}],
    "email": f"{MARK}@example.org",
    "languages": "en, es",
}


def said(part: Part) -> dict[str, Any]:
    """A value for every declared field, so that a new one is in every test that uses this."""
    return {field.name: _said(field, MARK) for field in part}


def needed(part: Part) -> dict[str, Any]:
    """A value for every field that may not be empty."""
    return {field.name: _said(field, "Some") for field in part if field.is_required}


def _said(field: ProposalField, word: str) -> Any:
    if field.name in SAID:
        return SAID[field.name]
    if field.is_relation:
        return list(field.model_field.related_model.objects.all())
    if field.is_file:
        return photo()
    if field.model_field.choices:
        return field.model_field.choices[-1][0]
    if isinstance(field.model_field, BooleanField):
        return True
    return 7 if isinstance(field.model_field, IntegerField) else f"{word} {field.name}"


def whole_submission(*others: Person) -> Submission:
    """With a value in every declared field."""
    if not Theme.objects.exists():
        factories.theme("Trust")
    return actions.submit(
        event=event(),
        idea=Idea(**said(IDEA)),
        people=[Person(**said(PERSON)), *others],
        consent=CONSENT,
        consent_language="en",
        now=NOW,
    )


def event() -> Event:
    return Event.objects.first() or factories.event()


def submission(
    now: datetime = NOW, people: list[Person] | None = None, entered_by: Any = None, **fields: Any
) -> Submission:
    return actions.submit(
        event=fields.pop("event", None) or event(),
        idea=idea(**fields),
        people=people or [person()],
        consent=CONSENT,
        consent_language=fields.get("language", "en"),
        now=now,
        entered_by=entered_by,
    )


def team_member(name: str = "reviewer", **fields: Any) -> Any:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret", **fields)
    user.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    return user


def changed(row: Submission, **fields: Any) -> dict[str, Any]:
    """Arguments of `amend` that change `fields` of the idea and name the people as they are."""
    people = [person(one.name, email=one.email, pk=one.pk) for one in row.speakers.all()]
    return {"submission": row, "idea": idea(**fields), "people": people}
