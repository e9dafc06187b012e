import re
from datetime import timedelta

import pytest
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import String, StringTranslation

from events.models import SessionPage, SessionSpeaker, SpeakerPage
from events.submissions import actions
from events.submissions.actions.privacy import names_at, personal_data_of
from events.submissions.jobs import erase_old_proposals
from events.submissions.models import Comment, Review, Speaker, Submission
from events.submissions.tokens import token_of
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import (
    NOW,
    accepted,
    event,
    photo,
    proposal_data,
    speaker_data,
    submission,
    team_member,
)

pytestmark = pytest.mark.django_db


def test_what_was_not_accepted_is_erased_after_the_months_of_its_event():
    factories.event_page()
    kept, gone, user = submission(title="Kept"), submission(title="Gone"), team_member()
    accepted(kept, user)
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
    accepted(named, user)
    found = personal_data_of("ANA@example.org")
    assert [place["proposal"]["title"] for place in found["named_in"]] == [mine.title, "Other"]
    assert {mail["subject"] for mail in found["mails"]} == {
        mail.subject for mail in Delivery.objects.filter(address="ana@example.org")
    }
    actions.erase_person(address="ana@example.org", now=NOW, user=user)
    assert personal_data_of("ana@example.org") is None
    assert not Delivery.objects.filter(text__contains="Ana Lucero").exclude(address="cleo@example.org").exists()
    assert [page.title for page in SpeakerPage.objects.all()] == ["Cleo Dahl"]
    mine.refresh_from_db()
    assert not mine.erased_at
    assert [speaker.name for speaker in mine.speakers.all()] == ["Bo Ek"]
    assert ModelLogEntry.objects.for_instance(mine).get(action="submissions.erase_person").user == user
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
    accepted(row, team_member())
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
    accepted(row, user)
    page = row.speakers.get().page
    use(page)
    actions.withdraw(submission=row, now=NOW)
    assert SpeakerPage.objects.get() == page
    assert actions.erase_person(address="ana@example.org", now=NOW).kept_pages == [page]
    assert SpeakerPage.objects.get() == page


def test_the_page_of_two_proposals_of_one_person_goes_with_the_person_and_not_before():
    factories.event_page()
    rows, user = [submission(title="One"), submission(title="Two")], team_member()
    for row in rows:
        accepted(row, user)
    page = SpeakerPage.objects.get()
    actions.withdraw(submission=rows[0], now=NOW)
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
        accepted(row, user)
    file = images.get().file
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(submission=row, now=NOW)
    assert not images.exists()
    assert not file.storage.exists(file.name)
    accepted(submission(title="Another", people=[speaker_data(photo=photo())]), user)
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
    accepted(row, user)
    page = SpeakerPage.objects.get()
    page.save_revision().publish()
    factories.localized(page, {"biography": "Da clases."})
    log(instance=page, action="wagtail.edit", user=user)
    actions.erase_person(address="ana@example.org", now=NOW, user=user)
    for model in (String, StringTranslation):
        assert not model.objects.filter(data__in=["Enseña.", "Ana Lucero", "Da clases."]).exists()
    assert not PageLogEntry.objects.filter(label__contains="Ana").exists()


@pytest.mark.parametrize("state", ["submitted", "waitlisted", "accepted"])
def test_who_speaks_with_others_leaves_the_proposal_to_them(state, client, settings):
    settings.PORTAL_AT = NOW
    factories.event_page()
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    if state != "submitted":
        {"accepted": accepted}.get(state, waiting)(row, team_member())
    old = [token_of(row), *(token_of(row, one) for one in row.speakers.all())]
    actions.erase_person(address="ana@example.org", now=NOW)
    row.refresh_from_db()
    assert (row.state, row.erased_at) == (state, None)
    assert [speaker.name for speaker in row.speakers.all()] == ["Bo Ek"]
    for token in old:
        assert client.get(f"/en/proposals/mine/{token}/").status_code == 404
    link = Delivery.objects.get(address="bo@example.org", key__contains=":link:")
    assert client.get(re.search(r"/en/proposals/mine/\S+", link.text)[0]).status_code == 200
    assert not Delivery.objects.filter(text__contains="Lucero").exists(), "nor as who named the co-speaker"


def waiting(row, user):
    actions.wait_list(submission=row, user=user, now=NOW)


def test_a_link_is_void_for_whoever_is_taken_out_and_proves_no_new_address(client, settings):
    settings.PORTAL_AT = NOW
    factories.event_page()
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    ana, bo = row.speakers.all()
    links = {one: f"/en/proposals/mine/{token_of(row, one)}/" for one in (ana, bo)}
    people = [speaker_data(email="ana@example.net", pk=ana.pk)]
    actions.amend(submission=row, idea=proposal_data(), people=people, without=[bo.pk], now=NOW)
    assert [client.get(links[one]).status_code for one in (ana, bo)] == [200, 404]
    client.post(f"{links[ana]}confirm/")
    assert row.speakers.get().confirmed_at is None


def test_only_a_form_sent_by_the_mailed_link_confirms_an_address(client, settings):
    settings.PORTAL_AT = NOW
    factories.event_page()
    row = accepted(submission(people=[speaker_data(), speaker_data("Bo Ek")]), team_member())
    _ana, bo = row.speakers.all()
    client.get(f"/en/proposals/mine/{token_of(row, bo)}/confirm/")
    client.post(f"/en/proposals/mine/{token_of(row)}/confirm/")
    assert not Speaker.objects.exclude(confirmed_at=None).exists()
    client.post(f"/en/proposals/mine/{token_of(row, bo)}/confirm/")
    assert Speaker.objects.exclude(confirmed_at=None).get() == bo


@pytest.fixture
def mailbox():
    """Two people at one address: alone, with each other, and with somebody else."""
    factories.event_page()
    ana, bo = speaker_data(email="two@example.org"), speaker_data("Bo Ek", email="two@example.org")
    return {
        "ana": submission(title="Of Ana", people=[ana]),
        "bo": submission(title="Of Bo", people=[bo]),
        "both": submission(title="Of both", people=[ana, bo]),
    }


def test_two_people_with_one_mailbox_are_handed_out_and_erased_each(mailbox):
    assert names_at("two@example.org") == ["Ana Lucero", "Bo Ek"]
    found = personal_data_of("two@example.org", ["ana lucero"])
    assert {place["proposal"]["title"] for place in found["named_in"]} == {"Of Ana", "Of both"}
    assert {place["person"]["name"] for place in found["named_in"]} == {"Ana Lucero"}
    assert "Of Bo" not in str(found["mails"])
    assert "named you as a co-speaker" not in str(found["mails"]), "that is Bo's"
    actions.erase_person(address="two@example.org", names=["Ana Lucero"], now=NOW)
    assert personal_data_of("two@example.org", ["Ana Lucero"]) is None
    left = personal_data_of("two@example.org", ["Bo Ek"])
    assert {place["proposal"]["title"] for place in left["named_in"]} == {"Of Bo", "Of both"}
    assert left["mails"]
    assert not Delivery.objects.filter(text__contains="Lucero").exists()


def test_whose_data_is_asked_where_several_share_an_address(client, mailbox, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin"))
    address = "/admin/proposals/person/"
    page = client.post(address, {"do": "erase", "address": "two@example.org"}).content.decode()
    assert "Please choose whose data you mean" in page
    assert Speaker.objects.count() == 4
    exported = client.post(address, {"do": "export", "address": "two@example.org", "names": "Bo Ek"}).json()
    assert {place["person"]["name"] for place in exported["named_in"]} == {"Bo Ek"}
    client.post(address, {"do": "erase", "address": "two@example.org", "names": "Bo Ek"})
    assert set(Speaker.objects.values_list("name", flat=True)) == {"Ana Lucero"}


def test_an_address_is_looked_up_without_being_in_a_url(client, mailbox, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin"))
    address = "/admin/proposals/person/"
    assert "Bo Ek" not in client.get(f"{address}?address=two@example.org").content.decode()
    page = client.post(address, {"address": "two@example.org"}).content.decode()
    assert "Bo Ek" in page
    assert "Please choose whose data you mean" not in page


def test_a_speaker_whose_page_stays_is_taken_out_of_the_session_of_the_proposal():
    factories.event_page()
    row = accepted(submission(people=[speaker_data(), speaker_data("Bo Ek")]), team_member())
    page = row.speakers.first().page
    factories.session("Another", speakers=[page])
    row.session.save_revision().publish()
    assert actions.erase_person(address="ana@example.org", now=NOW).kept_pages == [page]
    session = SessionPage.objects.get(pk=row.session_id)
    for version in (session, session.get_latest_revision_as_object()):
        assert [one.speaker.title for one in version.session_speakers.all()] == ["Bo Ek"]


def test_an_account_that_is_deleted_leaves_its_answers_with_its_name(client, settings):
    settings.PORTAL_AT = NOW
    factories.event_page()
    row, reviewer, other = submission(), team_member("carla"), team_member("dora")
    actions.answer(submission=row, reviewer=reviewer, answer="objection", reason="Unclear", now=NOW)
    actions.comment(submission=row, author=reviewer, text="Ask them.", now=NOW)
    reviewer.delete()
    review = row.reviews.get()
    assert (review.reviewer, review.reviewer_name, review.reason) == (None, "carla", "Unclear")
    client.force_login(other)
    page = client.get(f"/admin/proposals/{row.pk}/").content.decode()
    assert page.count("<bdi>carla</bdi>") == 2
    with pytest.raises(actions.ActionRefused):
        actions.accept(submission=row, user=other, now=NOW)
    client.post(f"/admin/proposals/{row.pk}/", {"do": "close_orphan", "review": review.pk})
    assert actions.accept(submission=row, user=other, now=NOW).state == "accepted"


def test_the_objection_of_a_colleague_is_closed_by_nobody_else():
    factories.event_page()
    row, reviewer = submission(), team_member("carla")
    review = actions.answer(submission=row, reviewer=reviewer, answer="objection", reason="Unclear", now=NOW)
    with pytest.raises(actions.ActionRefused):
        actions.close_objection(submission=row, reviewer=team_member("dora"), now=NOW, review_id=review.pk)


@pytest.mark.parametrize("address", ["ana@example.org", "bo@example.org"])
def test_a_declined_proposal_goes_with_whoever_sent_it_and_with_nobody_else(address):
    factories.event_page()
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    actions.decline(submission=row, user=team_member(), now=NOW)
    actions.erase_person(address=address, now=NOW)
    row.refresh_from_db()
    assert bool(row.erased_at) == (address == "ana@example.org")
    assert not Delivery.objects.filter(key__contains=":link:").exists()


def test_a_short_name_is_not_found_inside_other_words():
    factories.event_page()
    row, user = submission(people=[speaker_data(), speaker_data("Ya", email="ya@example.org")]), team_member()
    for text in ("La playa ya no.", "Playa"):
        actions.comment(submission=row, author=user, text=text, now=NOW)
    actions.erase_person(address="ya@example.org", now=NOW)
    assert [comment.text for comment in row.comments.all()] == ["Playa"]


def left_mail(key, address, text):
    sent = {"kind": "proposal writing", "state": "sent", "due_at": NOW, "created_at": NOW, "changed_at": NOW}
    return Delivery.objects.create(key=key, address=address, text=text, language="en", **sent)


def test_what_the_team_wrote_to_others_about_a_person_goes_with_the_person():
    factories.event_page()
    submission(title="Hers")
    submission(title="Of a namesake", people=[speaker_data(email="another-ana@example.org")])
    named = left_mail("a", "bo@example.org", "Dear Bo, you speak after ana lucero.")
    others = [
        left_mail("b", "bo@example.org", "Dear Bo, you speak after Ana Lucerova."),
        left_mail("c", "another-ana@example.org", "Dear Ana Lucero, you speak first."),
    ]
    waiting = left_mail("d", "bo@example.org", "Ana Lucero speaks tomorrow.")
    Delivery.objects.filter(pk=waiting.pk).update(state="queued")
    actions.erase_person(address="ana@example.org", now=NOW)
    named.refresh_from_db()
    assert (named.text, named.address, named.state) == ("", "bo@example.org", "sent")
    assert all(Delivery.objects.get(pk=one.pk).text for one in [*others, waiting])


def test_in_a_shared_mailbox_mails_stay_that_have_the_address_of_both(mailbox):
    mail = left_mail("a", "bo@example.org", "Write to two@example.org.")
    actions.erase_person(address="two@example.org", names=["Ana Lucero"], now=NOW)
    assert Delivery.objects.get(pk=mail.pk).text
    actions.erase_person(address="two@example.org", names=["Bo Ek"], now=NOW)
    assert not Delivery.objects.get(pk=mail.pk).text
