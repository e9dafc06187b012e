"""A proposal with a photo becomes a session; a step that fails leaves no file behind."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import SpeakerPage
from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.emails import messages
from events.submissions.enums import SubmissionState
from events.submissions.models import Submission
from events.submissions.photos import clean_photo
from tests import factories
from tests.events.submissions.proposals import NOW, amendment_of, photo, speaker_data, submission, team_member
from tests.strangers import FOLDER

pytestmark = pytest.mark.django_db

PICTURES = [path for path in sorted(FOLDER.glob("images/*.*")) if path.suffix not in (".md", ".py")]


def files(settings):
    """Names of all uploaded files, by folder."""
    media = Path(settings.MEDIA_ROOT)
    return [str(path.relative_to(media)) for path in sorted(media.rglob("*")) if path.is_file()]


@pytest.fixture
def team(client, settings):
    settings.PORTAL_AT = NOW
    user = team_member()
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ["{pk}/", "bulk/"])
def test_a_proposal_with_a_photo_is_accepted(client, team, settings, path):
    factories.event_page()
    row = submission(people=[speaker_data(photo=photo())])
    data = {"do": "accept", "chosen": row.pk}
    assert client.post(f"/admin/proposals/{path.format(pk=row.pk)}", data).status_code == 302
    page = SpeakerPage.objects.get()
    assert (page.photo.width, page.photo.height) == (30, 40)
    (public,) = [name for name in files(settings) if not name.startswith("proposals/")]
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", public), "an address that can be guessed"


@pytest.mark.skipif(not PICTURES, reason="the pictures of strangers are not here")
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_what_the_form_takes_can_be_accepted(path):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    try:
        taken = clean_photo(upload)
    except ValidationError:
        return
    factories.event_page()
    row = submission(people=[speaker_data(photo=taken)])
    actions.accept(submission=row, user=team_member(), now=NOW)
    assert SpeakerPage.objects.get().photo.width


def test_an_acceptance_that_fails_leaves_no_photo_behind(settings):
    factories.home_page("es")  # so the speakers have a parent page, and the session has none
    factories.event_page()
    row = submission(language="es", people=[speaker_data(photo=photo()), speaker_data("Bo Ek", photo=photo())])
    before = files(settings)
    with pytest.raises(ActionRefused):
        actions.accept(submission=row, user=team_member(), now=NOW)
    assert files(settings) == before
    assert Submission.objects.get().state == SubmissionState.SUBMITTED


def failing(*args, **kwargs):
    raise RuntimeError


def test_a_proposal_that_cannot_be_written_down_leaves_no_photo_behind(settings, monkeypatch):
    monkeypatch.setattr(messages, "send_received", failing)
    with pytest.raises(RuntimeError):
        submission(people=[speaker_data(photo=photo())])
    assert files(settings) == []


def test_a_change_that_fails_keeps_the_old_photo_and_no_new_one(settings, monkeypatch):
    factories.event_page()
    row = submission(people=[speaker_data(photo=photo())])
    actions.accept(submission=row, user=team_member(), now=NOW)
    before = files(settings)
    monkeypatch.setattr(SpeakerPage, "save_revision", failing)
    people = [speaker_data(photo=photo((50, 50)), pk=row.speakers.get().pk)]
    with pytest.raises(RuntimeError):
        actions.amend(**{**amendment_of(row), "people": people}, now=NOW)
    with pytest.raises(RuntimeError):
        actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek", photo=photo()), now=NOW)
    assert files(settings) == before
