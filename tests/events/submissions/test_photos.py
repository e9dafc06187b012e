"""A proposal with a photo becomes a session; a step that fails leaves no file behind."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model

from events.models import SpeakerPage
from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.emails import messages
from events.submissions.models import Submission
from events.submissions.photos import clean_photo, delete_orphans
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, amendment_of, photo, speaker_data, submission, team_member
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
    for step in ("accept", "release"):
        row.refresh_from_db()
        data = {"do": step, "chosen": row.pk, "decision": row.decision, f"decision_{row.pk}": row.decision}
        assert client.post(f"/admin/proposals/{path.format(pk=row.pk)}", data).status_code == 302
    page = SpeakerPage.objects.get()
    assert (page.photo.width, page.photo.height) == (30, 40)
    (public,) = [name for name in files(settings) if not name.startswith("proposals/")]
    assert re.fullmatch(r"original_images/proposed-[0-9a-f]{32}\.jpg", public), "an address that can be guessed"


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
    accepted(row, team_member())
    assert SpeakerPage.objects.get().photo.width


def test_an_acceptance_that_fails_leaves_no_photo_behind(settings):
    factories.home_page("es")  # so the speakers have a parent page, and the session has none
    page = factories.translated(factories.event_page(), slug="sistemas")
    row, user = submission(language="es", people=[speaker_data(photo=photo()), speaker_data("Bo Ek")]), team_member()
    actions.accept(submission=row, user=user, now=NOW)
    page.delete()
    before = files(settings)
    with pytest.raises(ActionRefused):
        actions.release_email(submission=row, user=user, now=NOW)
    assert files(settings) == before
    assert Submission.objects.get().notified_at is None


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
    accepted(row, team_member())
    before = files(settings)
    monkeypatch.setattr(SpeakerPage, "save_revision", failing)
    people = [speaker_data(photo=photo((50, 50)), pk=row.speakers.get().pk)]
    with pytest.raises(RuntimeError):
        actions.amend(**{**amendment_of(row), "people": people}, now=NOW)
    with pytest.raises(RuntimeError):
        actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek", photo=photo()), now=NOW)
    assert files(settings) == before


def test_a_photo_is_public_while_its_page_is(django_user_model):
    factories.event_page()
    accepted(submission(people=[speaker_data(photo=photo())]), team_member())
    page = SpeakerPage.objects.get()
    addresses = [page.photo.file.url, page.photo.get_rendition("width-20").url]

    def answers(client):
        responses = [client.get(address) for address in addresses]
        for response in responses:
            if response.streaming:
                b"".join(response.streaming_content)  # which closes the file
        return {response.status_code for response in responses}

    editor = django_user_model.objects.create_superuser("eve")
    reader, inside = Client(), Client()
    inside.force_login(editor)
    assert (answers(reader), answers(inside)) == ({404}, {200})
    page.get_latest_revision().publish()
    assert answers(reader) == {200}
    restriction = page.view_restrictions.create(restriction_type="password", password="oak")
    assert answers(reader) == {404}, "private as its page"
    session = reader.session
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()
    assert answers(reader) == {200}, "to who has opened the page"
    restriction.delete()
    SpeakerPage.objects.get().unpublish()
    assert answers(reader) == {404}


def test_photos_that_no_row_names_are_deleted_after_a_day(settings):
    factories.event_page()
    accepted(submission(people=[speaker_data(photo=photo())]), team_member())
    kept = files(settings)
    for name in ("proposals/left.jpg", "original_images/proposed-left.jpg", "original_images/by-an-editor.jpg"):
        default_storage.save(name, photo())
    now = timezone.now()
    assert delete_orphans(now=now) == 0
    assert delete_orphans(now=now + timedelta(days=2)) == 2
    assert files(settings) == sorted([*kept, "original_images/by-an-editor.jpg"])


def test_a_photo_goes_with_its_page_whoever_deletes_it(settings, django_capture_on_commit_callbacks):
    factories.event_page()
    accepted(submission(people=[speaker_data(photo=photo())]), team_member())
    mine = factories.speaker("Bo Ek", photo=get_image_model().objects.create(title="By an editor", file=photo()))
    for page in (SpeakerPage.objects.get(title="Ana Lucero"), mine):
        with django_capture_on_commit_callbacks(execute=True):
            page.delete()
    assert [image.title for image in get_image_model().objects.all()] == ["By an editor"]
    assert not [name for name in files(settings) if name.startswith("original_images/proposed-")]


def test_the_team_sees_no_photo_of_a_proposal_that_is_held(team, client):
    factories.event_page()
    row = submission(people=[speaker_data(photo=photo())])
    address = f"/admin/proposals/photo/{row.submitter.pk}/"
    assert client.get(address).status_code == 200
    Submission.objects.update(is_held=True)
    assert client.get(address, follow=True).status_code == 404
