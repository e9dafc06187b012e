"""What follows from the declaration of a field, tested for every declared field."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django import forms
from django.db.models import BooleanField, IntegerField
from django.urls import reverse
from lxml import html

from events.models import SessionPage, SpeakerPage
from events.submissions import actions
from events.submissions.actions import ProposalData, SpeakerData
from events.submissions.checks import faults_of
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, FieldSet, FormContext, ProposalField
from events.submissions.models import Submission
from events.submissions.tokens import token_of
from tests import factories
from tests.events.submissions.proposals import (
    MARK,
    NOW,
    accepted,
    complete_submission,
    event,
    team_member,
    values_for_all_fields,
)
from tests.markup import values_of

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
PROMPTS = [{"type": "question", "id": "works", "value": {"question": "What has worked?", "help": ""}}]


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW


@pytest.fixture
def call():
    return factories.call_page(prompts=PROMPTS)


def part_like(part, *, without="", more="", bookkeeping=None, **pages):
    """A declaration with a mistake."""
    names = [field.name for field in part if field.name != without] + [more] * bool(more)
    fields = [ProposalField(name, page=pages.get(name, "")) for name in names]
    return FieldSet(part.model, fields, bookkeeping=bookkeeping or part.bookkeeping, page=part.page)


@pytest.mark.parametrize(
    ("part", "faults"),
    [
        (lambda: PROPOSAL_FIELDS, []),
        (lambda: SPEAKER_FIELDS, []),
        (lambda: part_like(PROPOSAL_FIELDS, without="hard"), ["submissions.E001"]),
        (lambda: part_like(SPEAKER_FIELDS, without="pronouns"), ["submissions.E001"]),
        (
            lambda: part_like(PROPOSAL_FIELDS, bookkeeping=PROPOSAL_FIELDS.bookkeeping - {"notified_at"}),
            ["submissions.E001"],
        ),
        (lambda: part_like(PROPOSAL_FIELDS, more="submitted_at"), ["submissions.E002"]),
        (lambda: part_like(PROPOSAL_FIELDS, title="titel"), ["submissions.E003"]),
    ],
)
def test_a_field_that_is_not_declared_as_it_must_be_is_found(part, faults):
    assert [fault.id for fault in faults_of(part())] == faults


def test_a_value_that_is_none_of_the_declared_or_missing_is_refused():
    with pytest.raises(TypeError, match="titel"):
        ProposalData(**values_for_all_fields(PROPOSAL_FIELDS) | {"titel": "x"})
    with pytest.raises(TypeError, match="email"):
        SpeakerData(name="Ana")


def written(text):
    """The text of a page, with white space collapsed."""
    return " ".join(html.fromstring(text).text_content().split())


@pytest.mark.parametrize("of_team", [False, True])
def test_every_field_is_on_the_private_page_and_the_teams_page(client, call, of_team):
    row = complete_submission()
    client.force_login(team_member())
    address = reverse("proposals:detail", args=[row.pk]) if of_team else f"/en/proposals/mine/{token_of(row)}/"
    response = client.get(address)
    texts = [
        value
        for part in (PROPOSAL_FIELDS, SPEAKER_FIELDS)
        for value in values_for_all_fields(part).values()
        if str(value).startswith(f"{MARK} ")
    ]
    texts += [
        "panel",
        f"{MARK} answers",
        "Trust",
        "English, Español",
        "Friday 7 May, 01:00–02:00",
        "quetzal@example.org",
    ]
    page = written(response.content.decode())
    assert [text for text in texts if text not in page] == []
    assert "/photo/" in response.content.decode()


def test_what_people_wrote_is_marked_with_its_language_and_nothing_else(client, call):
    row = complete_submission()
    page = html.fromstring(client.get(f"/es/proposals/mine/{token_of(row)}/").content.decode())
    (lines, *_of_people) = page.xpath("//main//dl")
    languages = {dt.text_content().strip(): (dt.get("lang"), dt.getnext().get("lang")) for dt in lines.iter("dt")}
    assert languages["De qué trata"] == (None, "en")
    assert languages["Tipo"] == (None, None)
    assert languages["What has worked?"] == ("en", "en")


def test_every_field_is_in_the_csv_file_and_in_what_a_person_is_handed_out(client, call):
    row = complete_submission()
    client.force_login(team_member())
    response = client.get("/admin/proposals/?export=csv")
    (cells,) = csv.DictReader(StringIO(b"".join(response.streaming_content).decode()))
    for field in PROPOSAL_FIELDS:
        assert cells[str(field.column_label)] == field.cell(row) != ""
    for field in SPEAKER_FIELDS:
        value = field.cell(row.submitter)
        assert value
        assert value in cells["Speakers"] or value in cells[str(field.column_label)]
    address = reverse("proposals:personal_data")
    superuser = team_member("admin", is_superuser=True)
    client.force_login(superuser)
    data = json.loads(client.post(address, {"do": "export", "address": "quetzal@example.org"}).content)
    (place,) = data["named_in"]
    assert place["proposal"] == json.loads(json.dumps(PROPOSAL_FIELDS.exported(row)))
    assert place["person"] == json.loads(json.dumps(SPEAKER_FIELDS.exported(row.submitter)))


def as_shown(client, address):
    """What a browser sends for the form at an address if nothing was changed."""
    page = html.fromstring(client.get(address).content.decode())
    (form,) = [form for form in page.forms if form.method == "POST"]
    return values_of(form)


def test_the_form_to_change_a_proposal_shows_every_field_again(client, call):
    row = complete_submission()
    address = f"/en/proposals/mine/{token_of(row)}/change/"
    shown = as_shown(client, address)
    assert client.post(address, shown | {"title": "Another"}).status_code == 302
    after = Submission.objects.get()
    assert PROPOSAL_FIELDS.read(after) == {**PROPOSAL_FIELDS.read(row), "title": "Another"}
    assert SPEAKER_FIELDS.read(after.submitter) == SPEAKER_FIELDS.read(row.submitter)
    assert all(PROPOSAL_FIELDS.read(after).values())
    assert all(SPEAKER_FIELDS.read(after.submitter).values())


def test_what_a_call_does_not_ask_any_more_stays_with_whoever_answered_it(client, call):
    row = complete_submission()
    call.prompts = []
    call.save()
    address = f"/en/proposals/mine/{token_of(row)}/change/"
    client.post(address, as_shown(client, address) | {"title": "Another"})
    assert Submission.objects.get().answers == row.answers


def test_every_field_is_carried_between_the_steps(client, call):
    row = complete_submission()
    sent = {
        name.replace(f"speaker-{row.submitter.pk}", "speaker-0"): values
        for name, values in as_shown(client, f"/en/proposals/mine/{token_of(row)}/change/").items()
        if name not in ("rendered", "shown")
    }
    sent |= {"people": ["1"]}
    for button in ("people", "idea"):
        address = f"/en/proposals/to/{row.event_id}/"
        page = html.fromstring(client.post(address, {**sent, "go": button}).content.decode())
        shown = values_of(page.get_element_by_id("proposal"))
        assert {name: shown.get(name, [""]) for name in sent} == sent


OTHER = {
    "kind": "talk",
    "language": "es",
    "spoken": "en",
    "zone": "Europe/Madrid",
    "hours": [],
    "answers": [],
    "themes": [],
    "email": "bo@example.org",
    "languages": "en",
}


def other(field):
    if field.name in OTHER:
        return OTHER[field.name]
    if field.is_file:
        return values_for_all_fields(SPEAKER_FIELDS)[field.name]
    if field.model_field.choices:
        return field.model_field.choices[0][0]
    if isinstance(field.model_field, BooleanField | IntegerField):
        return 0
    return "Said in another way"


@pytest.mark.parametrize("field", [*PROPOSAL_FIELDS, *SPEAKER_FIELDS], ids=lambda field: field.name)
def test_a_change_of_any_field_is_an_amendment_and_reaches_the_draft_of_its_page(field, settings):
    factories.event_page()
    row = complete_submission()
    accepted(row, team_member())
    idea, someone = values_for_all_fields(PROPOSAL_FIELDS), values_for_all_fields(SPEAKER_FIELDS) | {"photo": None}
    (idea if field in PROPOSAL_FIELDS.fields else someone)[field.name] = other(field)
    people = [SpeakerData(**someone, pk=row.submitter.pk)]
    actions.amend(submission=row, idea=ProposalData(**idea), people=people, now=LATER)
    row = Submission.objects.get()
    assert row.changed_at == LATER
    target = row if field in PROPOSAL_FIELDS.fields else row.submitter
    page = SessionPage.objects.get() if field in PROPOSAL_FIELDS.fields else SpeakerPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert bool(page.revisions.count() == 2) == bool(field.page)
    if field.page and not (field.is_relation or field.is_file):
        assert getattr(draft, field.page) == field.read(target) == other(field)


def test_an_amendment_that_says_the_same_again_is_none():
    row = complete_submission()
    someone = SpeakerData(**values_for_all_fields(SPEAKER_FIELDS) | {"photo": None}, pk=row.submitter.pk)
    actions.amend(
        submission=row, idea=ProposalData(**values_for_all_fields(PROPOSAL_FIELDS)), people=[someone], now=LATER
    )
    assert Submission.objects.get().changed_at == NOW


def test_after_erasure_only_what_is_kept_for_the_numbers_is_left():
    row = complete_submission()
    before = PROPOSAL_FIELDS.read(row)
    actions.erase_submission(submission=row, now=NOW)
    after = PROPOSAL_FIELDS.read(Submission.objects.get())
    assert after == {field.name: before[field.name] if field.kept else field.empty for field in PROPOSAL_FIELDS}
    assert {field.name for field in PROPOSAL_FIELDS if field.kept} == {"kind", "language", "themes"}
    part_like(PROPOSAL_FIELDS).erase(row)
    assert not row.themes.exists()


@pytest.mark.parametrize(
    ("name", "value", "kind", "text"),
    [
        ("is_late", True, forms.BooleanField, "Yes"),
        ("is_late", False, forms.BooleanField, ""),
        ("link_version", 7, forms.IntegerField, "7"),
        ("fingerprint", None, forms.CharField, ""),
        ("notified_state", "declined", forms.ChoiceField, "declined"),
    ],
)
def test_other_kinds_of_columns_need_no_code_of_their_own(name, value, kind, text):
    field = ProposalField(name)
    field.bind(Submission)
    form_field = field.form_field(FormContext(event()))
    assert isinstance(form_field, kind)
    assert form_field.required == (kind is not forms.BooleanField)
    assert [one.text for one in field.shown(Submission(**{name: value}))] == ([text] if text else [])


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_are_of_one_kind(end):
    sent = {"title": f"Slow{end}meetings", "abstract": f"One{end}two"}
    values = {
        name: field.value(sent, FormContext(event())) for field in PROPOSAL_FIELDS if (name := field.name) in sent
    }
    assert values == {"title": "Slow meetings", "abstract": "One\r\ntwo"}


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_spaces_of_all_kinds_count_as_empty(name):
    field = next(field for field in PROPOSAL_FIELDS if field.name == name).form_field(FormContext(event()))
    with pytest.raises(forms.ValidationError) as empty:
        field.clean("\xa0\u2003\u200b\u3000\ufeff \t")
    assert [one.code for one in empty.value.error_list] == ["required"]
    assert field.clean("\u200bOak") == "\u200bOak"


def test_a_browser_does_not_cut_off_a_long_text(client, call):
    (area, *_more) = html.fromstring(client.get(call.url).content.decode()).xpath("//textarea[@name='abstract']")
    assert area.get("maxlength") is None
