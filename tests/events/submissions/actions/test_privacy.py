from datetime import timedelta

import pytest
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import String, StringTranslation

from events.models import SessionSpeaker, SpeakerPage
from events.submissions import actions
from events.submissions.actions.privacy import personal_data_of
from events.submissions.jobs import erase_old_proposals
from events.submissions.models import Comment, Review, Speaker, Submission
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, event, photo, speaker_data, submission, team_member

pytestmark = pytest.mark.django_db


def test_what_was_not_accepted_is_erased_after_the_months_of_its_event():
    factories.event_page()
    kept, gone, user = submission(title="Kept"), submission(title="Gone"), team_member()
    actions.accept(submission=kept, user=user, now=NOW)
    actions.answer(submission=gone, reviewer=user, answer="objection", reason="About Ana", now=NOW)
    actions.comment(submission=gone, author=user, text="Ana again", now=NOW)
    due = event().ends_at + timedelta(days=180)
    assert erase_old_proposals(now=due - timedelta(seconds=1)) == 0
    assert erase_old_proposals(now=due) == 1
    gone.refresh_from_db()
    assert (gone.title, gone.abstract, gone.answers, gone.language, gone.kind) == ("", "", [], "en", "talk")
    assert [row.title for row in Submission.objects.kept()] == ["Kept"]
    assert not Speaker.objects.filter(submission=gone).exists()
    assert not Comment.objects.exists()
    assert not Review.objects.exists()
    assert "Ana" not in str(list(ModelLogEntry.objects.for_instance(gone).values_list("data", flat=True)))
    assert erase_old_proposals(now=due) == 0


def test_one_person_is_handed_out_and_erased_in_one_action():
    factories.event_page()
    mine, user = submission(people=[speaker_data(), speaker_data("Bo Ek")]), team_member()
    named = submission(title="Other", people=[speaker_data("Cleo Dahl"), speaker_data()])
    actions.accept(submission=named, user=user, now=NOW)
    found = personal_data_of("ANA@example.org")
    assert [place["proposal"]["title"] for place in found["named_in"]] == [mine.title, "Other"]
    assert found["mails"]
    actions.erase_person(address="ana@example.org", now=NOW, user=user)
    assert personal_data_of("ana@example.org") is None
    assert not Delivery.objects.filter(text__contains="Ana Lucero").exclude(address="cleo@example.org").exists()
    assert [page.title for page in SpeakerPage.objects.all()] == ["Cleo Dahl"]
    mine.refresh_from_db()
    assert mine.erased_at
    assert [entry.user for entry in ModelLogEntry.objects.for_instance(mine)] == [user], "who erased it"
    named.refresh_from_db()
    assert [speaker.name for speaker in named.speakers.all()] == ["Cleo Dahl"]
    assert [row.speaker.title for row in named.session.session_speakers.all()] == ["Cleo Dahl"]


@pytest.fixture
def strangers_page():
    """A page in two languages that editors wrote, and a namesake's proposal that was wrongly linked to it by name."""
    factories.event_page()
    factories.home_page("es")
    page = factories.localized(factories.speaker("Ana Lucero", biography="The real one."), {}).original
    row = submission()
    actions.accept(submission=row, user=team_member(), now=NOW)
    SpeakerPage.objects.exclude(translation_key=page.translation_key).get().delete()
    Speaker.objects.update(page=page, made_page=False)
    return page


def test_a_page_that_did_not_come_from_the_persons_proposals_stays_and_is_not_handed_out(strangers_page):
    assert personal_data_of("ana@example.org")["named_in"][0]["page"] is None
    erased = actions.erase_person(address="ana@example.org", now=NOW)
    assert erased.kept_pages == [strangers_page]
    assert SpeakerPage.objects.filter(translation_key=strangers_page.translation_key, live=True).count() == 2


def test_whoever_erases_is_told_which_pages_stay(client, strangers_page, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin"))
    response = client.post("/admin/proposals/person/", {"do": "erase", "address": "ana@example.org"}, follow=True)
    assert f"/admin/pages/{strangers_page.pk}/edit/" in response.content.decode()


def elsewhere_in_a_session(page):
    factories.session("Another", speakers=[page])


def elsewhere_in_a_draft(page):
    draft = factories.session("Another")
    draft.session_speakers = [SessionSpeaker(speaker=page)]
    draft.save_revision()


def elsewhere_in_a_proposal(page):
    row = submission(title="Another", people=[speaker_data(email="ana@example.net")])
    row.speakers.update(page=page)


@pytest.mark.parametrize("use", [elsewhere_in_a_session, elsewhere_in_a_draft, elsewhere_in_a_proposal])
def test_a_page_that_something_else_uses_stays(use):
    factories.event_page()
    row, user = submission(), team_member()
    actions.accept(submission=row, user=user, now=NOW)
    page = row.speakers.get().page
    use(page)
    actions.decline(submission=row, user=user, now=NOW)
    assert SpeakerPage.objects.get() == page
    assert actions.erase_person(address="ana@example.org", now=NOW).kept_pages == [page]
    assert SpeakerPage.objects.get() == page


def test_the_page_of_two_proposals_of_one_person_goes_with_the_person_and_not_before():
    factories.event_page()
    rows, user = [submission(title="One"), submission(title="Two")], team_member()
    for row in rows:
        actions.accept(submission=row, user=user, now=NOW)
    page = SpeakerPage.objects.get()
    actions.decline(submission=rows[0], user=user, now=NOW)
    assert SpeakerPage.objects.get() == page
    rows[1].refresh_from_db()
    rows[1].session.save_revision().publish()
    assert actions.erase_person(address="ana@example.org", now=NOW).kept_pages == [rows[1].session]
    assert not SpeakerPage.objects.exists()


def test_a_photo_goes_with_the_page_it_was_for_unless_it_is_used_elsewhere(django_capture_on_commit_callbacks):
    factories.event_page()
    row, user = submission(people=[speaker_data(photo=photo())]), team_member()
    images = get_image_model().objects
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(submission=row, user=user, now=NOW)
    file = images.get().file
    with django_capture_on_commit_callbacks(execute=True):
        actions.decline(submission=row, user=user, now=NOW)
    assert not images.exists()
    assert not file.storage.exists(file.name)
    actions.accept(submission=row, user=user, now=NOW)
    factories.speaker("Bo Ek", photo=images.get())
    actions.erase_person(address="ana@example.org", now=NOW)
    assert images.count() == 1


def test_erasing_one_proposal_leaves_the_mails_about_another():
    factories.event_page()
    old, new = submission(title="Old"), submission(title="New")
    actions.erase_submission(submission=old, now=NOW)
    mails = {mail.key.split(":")[1]: mail for mail in Delivery.objects.all()}
    assert (mails[str(old.pk)].address, mails[str(old.pk)].text, mails[str(old.pk)].state) == ("", "", "cancelled")
    assert (mails[str(new.pk)].address, mails[str(new.pk)].state) == ("ana@example.org", "queued")


def test_of_an_erased_person_no_word_stays_with_the_translators_or_in_the_log():
    factories.event_page()
    factories.home_page("es")
    row, user = submission(), team_member()
    actions.accept(submission=row, user=user, now=NOW)
    page = SpeakerPage.objects.get()
    page.save_revision().publish()
    factories.localized(page, {"biography": "Da clases."})
    log(instance=page, action="wagtail.edit", user=user)
    actions.erase_person(address="ana@example.org", now=NOW, user=user)
    for model in (String, StringTranslation):
        assert not model.objects.filter(data__in=["Enseña.", "Ana Lucero", "Da clases."]).exists()
    assert not PageLogEntry.objects.filter(label__contains="Ana").exists()


def test_who_speaks_with_others_in_an_accepted_session_leaves_it_to_them():
    factories.event_page()
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    actions.accept(submission=row, user=team_member(), now=NOW)
    actions.erase_person(address="ana@example.org", now=NOW)
    row.refresh_from_db()
    assert not row.erased_at
    assert [speaker.name for speaker in row.speakers.all()] == ["Bo Ek"]
