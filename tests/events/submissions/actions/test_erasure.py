"""After erasure no column of any table, no file, mail or log holds anything of a person.

No column is named here. Every text column of the rows tied to a person is filled with a mark, and the mark
is searched for in the whole database, so that a new column is covered without further code.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, models
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page

from events.fields import LanguageCodesField
from events.models import SpeakerPage
from events.submissions import actions
from events.submissions.actions import ProposalData, SpeakerData
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import PlannedSlot, Speaker, Submission
from home.jobs.background import run_later
from home.newsletter.models import ConsentRecord
from home.outbox import files as files_of_mail
from home.outbox.models import Delivery
from home.outbox.sending import send_due
from tests import factories
from tests.events.submissions.proposals import (
    MARK,
    NOW,
    accepted,
    complete_submission,
    photo,
    proposal_data,
    speaker_data,
    submission,
    team_member,
    values_for_all_fields,
)

pytestmark = pytest.mark.django_db

KEPT = {field.name for field in PROPOSAL_FIELDS if field.kept}
TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)
# Columns that identify and order rows; they hold no personal data.
OWN = {
    Page: {"path", "url_path", "slug"},
    Delivery: {"kind", "key", "address", "language", "lease_owner", "provider_id"},
    Submission: KEPT,
    ConsentRecord: {"text", "text_version", "language"},  # what readers of a language agree to
}


def tied_to(model):
    """The models whose rows go with a row of `model`: what refers to it, and what refers to that."""
    direct = {one.related_model for one in model._meta.related_objects if one.one_to_many or one.one_to_one}
    return direct | {other for one in direct for other in tied_to(one)}


def text_columns(model):
    own = {name for kind, names in OWN.items() if issubclass(model, kind) for name in names}
    columns = [field for field in model._meta.concrete_fields if isinstance(field, TEXT) and field.name not in own]
    checked = LanguageCodesField if issubclass(model, Page) else ()  # a page with other words there cannot be saved
    return [field for field in columns if not (field.choices or field.unique or isinstance(field, checked))]


def fill(rows):
    """Write the mark into every text column: as a text, in a list, as the name of a file."""
    for row in rows:
        for field in text_columns(rows.model):
            text = f"{MARK} {field.name}"[: field.max_length]
            setattr(row, field.name, [text] if isinstance(field, models.JSONField) else text)
        models.Model.save(row)


def found():
    """The columns where the mark is."""
    places = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):  # those of the search, which no model has, too
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  a table of ours
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                cells = zip(names, row, strict=True)
                places |= {f"{table}.{name}" for name, value in cells if MARK.lower() in str(value).lower()}
    return places


def files(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def named_in_mail_files(settings):
    stored = [files_of_mail.read_mail(name) for name in files_of_mail.file_names()]
    return [mail.subject for mail in stored if MARK.lower() in f"{mail.to} {mail.subject} {mail.part('plain')}".lower()]


@pytest.fixture(autouse=True)
def portal():
    factories.home_page("es")
    factories.event_page()


@pytest.fixture
def reviewer():
    return team_member()


@pytest.fixture
def captured(django_capture_on_commit_callbacks):
    """Run it with its on_commit callbacks, which delete files and pass pages to the translators."""

    def do(action, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **kwargs)

    return do


def under_review(reviewer):
    """A proposal with an objection, a comment and an amendment."""
    row = complete_submission()
    actions.answer(submission=row, reviewer=reviewer, answer="objection", reason=MARK, now=NOW)
    actions.comment(submission=row, author=reviewer, text=MARK, now=NOW)
    amend(row, photo((50, 50)))
    return Submission.objects.get(pk=row.pk)


def amend(row, picture):
    sender = SpeakerData(**values_for_all_fields(SPEAKER_FIELDS) | {"photo": picture}, pk=row.submitter.pk)
    actions.amend(submission=row, idea=ProposalData(**values_for_all_fields(PROPOSAL_FIELDS)), people=[sender], now=NOW)


def with_history(row, reviewer):
    """With pages of its session and its speaker that have a history: drafts, pictures, translations, the log."""
    row = accepted(row, reviewer)
    for made in (row.session, row.submitter.page):
        fill(type(made).objects.filter(pk=made.pk))
        page = type(made).objects.get(pk=made.pk)
        page.save_revision(user=reviewer)
        factories.localized(page, {}).save_revision()
        log(instance=page, action="wagtail.edit", user=reviewer, title=MARK, data={"title": MARK})
    page.latest_revision.publish()
    amend(row, photo((60, 60)))
    SpeakerPage.objects.get(pk=page.pk).get_latest_revision().publish()
    return Submission.objects.get(pk=row.pk)


def fill_all():
    PlannedSlot.objects.create(submission=Submission.objects.first(), starts_at=NOW, ends_at=NOW)
    for model in {Submission, *tied_to(Submission)}:
        assert model._base_manager.exists(), f"{model.__name__} is tied to a proposal: let this test make one"
    photos = {one.pk: one.photo.name for one in Speaker.objects.all()}
    for model in {Submission, Delivery, *tied_to(Submission)}:
        fill(model._base_manager.all())
    for pk, name in photos.items():  # the files have to be found, and the people
        Speaker.objects.filter(pk=pk).update(photo=name, email=f"{MARK.lower()}@example.org")


def erase_proposal(row):
    actions.erase_submission(submission=row, now=NOW)


def erase_person(row):
    actions.erase_person(address=f"{MARK}@example.org", now=NOW)


def erase_in_time(row):
    assert actions.erase_old(now=row.event.ends_at + timedelta(days=1000)) == 1


@pytest.mark.parametrize("erase", [erase_proposal, erase_person, erase_in_time])
def test_nothing_is_left_of_a_proposal_that_was_not_accepted(erase, reviewer, settings, captured):
    row = captured(under_review, reviewer)
    fill_all()
    assert found()
    captured(erase, row)
    assert (found(), files(settings)) == (set(), [])


@pytest.mark.parametrize("erase", [erase_proposal, erase_person, erase_in_time])
def test_nothing_is_left_of_drafts_that_were_taken_back(erase, reviewer, settings, captured):
    row = captured(under_review, reviewer)
    captured(accepted, row, reviewer)
    captured(actions.withdraw, submission=row, now=NOW)
    fill_all()
    captured(erase, row)
    assert (found(), files(settings)) == (set(), [])


def test_nothing_is_left_of_a_person_with_a_page_and_earlier_pictures(reviewer, settings, captured):
    row = captured(under_review, reviewer)
    row = captured(with_history, row, reviewer)
    fill_all()
    assert get_image_model().objects.count() == 2
    captured(erase_person, row)
    assert (found(), files(settings)) == (set(), [])


def shared(position, reviewer):
    """A public session of two, with everything that names the one to be erased: reviews, mails, the search."""
    people = [speaker_data("Bo Ek")]
    people.insert(position, SpeakerData(**values_for_all_fields(SPEAKER_FIELDS)))
    row = submission(people=people)
    actions.confirm_address(speaker=row.submitter, now=NOW)
    person = row.speakers.all()[position]
    actions.answer(submission=row, reviewer=reviewer, answer="objection", reason=f"{person.name}?", now=NOW)
    actions.comment(submission=row, author=reviewer, text=f"Ask {person.name}.", now=NOW)
    actions.close_objection(submission=row, reviewer=reviewer, now=NOW)
    row = accepted(row, reviewer)
    page = row.speakers.all()[position].page
    fill(SpeakerPage.objects.filter(pk=page.pk))
    SpeakerPage.objects.get(pk=page.pk).save_revision(user=reviewer).publish()
    factories.localized(SpeakerPage.objects.get(pk=page.pk), {}).save_revision()
    row.session.save_revision(user=reviewer).publish()
    run_later("proposal-lost-links", now=NOW, address=person.email, at=NOW.isoformat())
    send_due(now=NOW)
    return row


@pytest.mark.parametrize("position", [0, 1])
def test_nothing_is_left_of_who_speaks_with_others(position, reviewer, settings, tmp_path, captured, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "home.outbox.files.EmailBackend", tmp_path / "mail"
    row = captured(shared, position, reviewer)
    assert {"wagtailsearch_indexentry.title", "outbox_delivery.text", "home_backgroundtask.arguments"} <= found()
    assert named_in_mail_files(settings)
    captured(erase_person, row)
    send_due(now=NOW)
    assert (found(), files(settings), named_in_mail_files(settings)) == (set(), [], [])
    assert MARK.lower() not in caplog.text.lower()
    assert {page.title for page in SpeakerPage.objects.all()} == {"Bo Ek"}
    session = Submission.objects.get().session
    for version in (session, session.get_latest_revision_as_object()):
        assert [one.speaker.title for one in version.session_speakers.all()] == ["Bo Ek"]
    assert Delivery.objects.filter(key__contains=":link:").get().address == "bo@example.org"


def test_nothing_is_left_of_who_was_taken_out_by_the_others(reviewer, settings, captured):
    row = captured(submission, people=[speaker_data("Bo Ek"), SpeakerData(**values_for_all_fields(SPEAKER_FIELDS))])
    row = captured(accepted, row, reviewer)
    gone = row.speakers.last().pk
    captured(actions.amend, submission=row, idea=proposal_data(), people=[], without=[gone], now=NOW)
    captured(erase_person, row)
    assert (found(), files(settings)) == (set(), [])
    assert {page.title for page in SpeakerPage.objects.all()} == {"Bo Ek"}
