import json
from datetime import timedelta

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from events.models import SessionPage, SpeakerPage
from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.enums import Answer, SubmissionState
from events.submissions.models import EmailTemplate, Speaker, Submission
from home.outbox.models import Delivery
from home.signals import ready_to_translate
from home.translations.publishing.readiness import readiness_findings
from home.translations.queries import desk_entries
from home.translations.strings.strings import strings_of
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, amendment_of, speaker_data, submission, team_member
from tests.strangers import FOLDER
from tests.translations.helpers import fill, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    factories.event_page()
    return submission()


@pytest.fixture
def reviewer():
    return team_member()


def decided(row, reviewer, now=NOW):
    actions.accept(submission=row, user=reviewer, now=now)
    return Submission.objects.get(pk=row.pk)


def test_an_objection_needs_its_reason(row, reviewer):
    with pytest.raises(ActionRefused):
        actions.answer(submission=row, reviewer=reviewer, answer=Answer.OBJECTION, reason="  ", now=NOW)
    with pytest.raises(ActionRefused, match="answers"):
        actions.answer(submission=row, reviewer=reviewer, answer=Answer.CLOSED, now=NOW)
    assert not row.reviews.exists()


def test_nothing_is_accepted_while_an_objection_stands(row, reviewer):
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.OBJECTION, reason="Unclear", now=NOW)
    with pytest.raises(ActionRefused):
        decided(row, team_member("other"))
    assert not SessionPage.objects.exists()
    with pytest.raises(ActionRefused):
        actions.close_objection(submission=row, reviewer=team_member("third"), now=NOW)
    actions.close_objection(submission=row, reviewer=reviewer, now=NOW)
    assert decided(row, reviewer).state == SubmissionState.ACCEPTED


def test_who_stands_aside_or_consents_stops_nothing(row, reviewer):
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.ASIDE, now=NOW)
    actions.answer(submission=row, reviewer=team_member("other"), answer=Answer.CONSENT, now=NOW)
    assert decided(row, reviewer).state == SubmissionState.ACCEPTED


def test_a_decision_stays_inside_the_team_until_its_email_is_released(row, reviewer):
    held = decided(row, reviewer)
    assert (held.state_for_speakers, held.decided_at) == (SubmissionState.SUBMITTED, NOW)
    assert not held.may_be_confirmed(NOW)
    assert Delivery.objects.count() == 1  # that it came in
    assert not SessionPage.objects.exists()
    assert not SpeakerPage.objects.exists()
    told = accepted(row, reviewer)
    assert told.state_for_speakers == SubmissionState.ACCEPTED
    assert told.session
    email = Delivery.objects.get(key__contains=":accepted:")
    assert "/proposals/mine/" in email.text
    assert "{" not in email.text + email.subject
    other = submission(title="Another")
    actions.decline(submission=other, user=reviewer, now=NOW)
    released = [actions.release_email(submission=one, user=reviewer, now=NOW) for one in (told, other)]
    assert released == [False, True]


def test_a_held_decision_can_be_changed_a_told_one_cannot(row, reviewer):
    actions.decline(submission=row, user=reviewer, now=NOW)
    actions.wait_list(submission=row, user=reviewer, now=NOW)
    actions.release_email(submission=row, user=reviewer, now=NOW)
    assert [key.split(":")[2] for key in keys()] == ["received", "waitlisted"]
    later = NOW + timedelta(days=1)
    accepted(row, reviewer, later)
    assert ":accepted:" in " ".join(keys())
    with pytest.raises(ActionRefused):
        actions.decline(submission=row, user=reviewer, now=later)


def test_a_new_decision_stays_a_secret_from_whoever_was_told_an_older_one(row, reviewer):
    actions.wait_list(submission=row, user=reviewer, now=NOW)
    actions.release_email(submission=row, user=reviewer, now=NOW)
    assert decided(row, reviewer).state_for_speakers == SubmissionState.WAITLISTED
    actions.withdraw(submission=row, now=NOW)
    assert Submission.objects.get().state_for_speakers == SubmissionState.WITHDRAWN


def test_drafts_of_a_session_go_with_the_acceptance_unless_somebody_knows_them(row, reviewer):
    accepted(row, reviewer)
    actions.withdraw(submission=row, now=NOW)
    assert not SessionPage.objects.exists()
    assert not SpeakerPage.objects.exists()
    row = submission()
    session = accepted(row, reviewer).session
    session.save_revision().publish()
    actions.withdraw(submission=row, now=NOW)
    assert SessionPage.objects.get() == session
    assert "please check them" in Delivery.objects.get(key__startswith=f"proposal:{row.pk}:withdrawn:").text


def test_the_team_is_told_in_its_language_not_in_that_of_the_proposal(row, reviewer):
    row = accepted(row, reviewer)
    Submission.objects.update(language="es")
    speaker = Submission.objects.get().speakers.get()
    actions.answer_about_recording(speaker=speaker, answer="yes", now=NOW)
    actions.answer_about_recording(speaker=speaker, answer="no", now=NOW)
    row.session.save_revision().publish()
    actions.withdraw(submission=row, now=NOW)
    told = Delivery.objects.filter(kind="proposal notice").order_by("pk")
    assert [mail.language for mail in told] == ["en", "en"]
    assert "please check them" in told.last().text


def test_a_withdrawn_draft_in_a_timetable_is_left_to_the_editors(row, reviewer):
    session = accepted(row, reviewer).session
    factories.timetable(factories.slot(session), event=row.event, live=False)
    actions.withdraw(submission=row, now=NOW)
    assert SessionPage.objects.get() == session


def keys():
    return Delivery.objects.order_by("pk").values_list("key", flat=True)


def test_emails_go_in_the_language_of_the_proposal_and_as_rewritten(row, reviewer):
    factories.home_page("es")
    factories.translated(row.event.pages.get(), slug="sistemas")
    EmailTemplate.objects.filter(kind="accepted", locale__language_code="es").update(
        subject="¡Sí a {title}!", live=True
    )
    spanish = submission(title="Pozo", language="es")
    actions.confirm_address(speaker=spanish.submitter, now=NOW)
    accepted(spanish, reviewer)
    assert Delivery.objects.get(key__startswith=f"proposal:{spanish.pk}:accepted").subject == "¡Sí a Pozo!"


def test_telling_of_an_acceptance_makes_drafts_of_the_session_and_its_speakers(row, reviewer):
    theme = factories.theme("Resilience")
    row.themes.add(theme)
    session = accepted(row, reviewer).session
    assert (session.title, session.kind, session.live) == (row.title, "talk", False)
    assert session.locale.language_code == "en"
    assert [one.speaker.title for one in session.session_speakers.all()] == ["Ana Lucero"]
    assert [one.tag for one in session.session_themes.all()] == [theme]
    speaker = SpeakerPage.objects.get()
    assert (speaker.live, speaker.answers_in, speaker.biography) == (False, "es", "Enseña.")
    assert session.get_parent().specific.title == "Programme"


def test_a_proposal_in_spanish_becomes_a_session_of_the_spanish_tree(row, reviewer):
    factories.home_page("es")
    english = row.event.pages.get()
    factories.translated(english, slug="sistemas")
    factories.programme_page(english)
    session = accepted(submission(title="Pozo", language="es"), reviewer).session
    assert session.locale.language_code == "es"
    assert session.is_original
    assert session.get_parent().locale.language_code == "es"


def test_without_a_page_of_the_event_in_that_language_the_team_is_told_and_nothing_happens(row, reviewer):
    spanish = submission(title="Pozo", language="es")
    with pytest.raises(ActionRefused, match="Español"):
        decided(spanish, reviewer)
    spanish.refresh_from_db()
    assert spanish.state == SubmissionState.SUBMITTED


def confirm_address(row):
    """They use the link that was mailed to them."""
    actions.confirm_address(speaker=row.speakers.first(), now=NOW)


def another_event():
    event = factories.event(name="Another", call_opens_at=None, call_closes_at=None)
    factories.event_page(event=event, slug="another")
    return event


def test_a_known_speaker_is_found_and_not_overwritten(row, reviewer):
    accepted(row, reviewer)
    confirm_address(row)
    page = SpeakerPage.objects.get()
    page.biography = "As published."
    page.save_revision().publish()
    again = accepted(submission(title="Another"), reviewer)
    assert SpeakerPage.objects.get() == page
    assert again.session.session_speakers.get().speaker == page
    assert page.get_latest_revision_as_object().biography == "As published.", "an address that nobody confirmed"
    confirm_address(again)
    page.refresh_from_db()
    assert page.biography == "As published."
    assert page.get_latest_revision_as_object().biography == "Enseña."


def test_two_proposals_of_one_event_make_one_draft_until_it_is_published(row, reviewer):
    accepted(row, reviewer)
    accepted(submission(title="Another"), reviewer)
    page = SpeakerPage.objects.get()
    page.save_revision().publish()
    third = accepted(submission(title="A third"), reviewer)
    assert third.speakers.get().page != page, "nobody has confirmed this address"


@pytest.mark.parametrize("confirmed", [True, False])
def test_at_another_event_a_speaker_is_known_by_an_address_that_was_confirmed(row, reviewer, confirmed):
    actions.confirm(submission=accepted(row, reviewer), now=NOW)  # perhaps by somebody else of the proposal
    if confirmed:
        confirm_address(row)
    later = submission(event=another_event(), entered_by=reviewer)
    accepted(later, reviewer)
    assert (row.speakers.get().page == later.speakers.get().page) == confirmed


def test_a_changed_address_is_not_confirmed(row, reviewer):
    confirm_address(row)
    people = [speaker_data(email="ana@example.net", pk=row.speakers.get().pk)]
    actions.amend(**{**amendment_of(row), "people": people}, now=NOW)
    assert row.speakers.get().confirmed_at is None


def test_a_name_alone_is_nobody(row, reviewer):
    published = factories.speaker("Ana Lucero", biography="As published.")
    namesake = submission(title="Another", people=[speaker_data(email="ana@example.net")])
    for one in (row, namesake):
        accepted(one, reviewer)
    pages = {row.speakers.get().page, namesake.speakers.get().page, published}
    assert len(pages) == 3
    assert published.get_latest_revision() is None


def test_the_team_says_whether_a_known_name_is_the_same_person(client, row, reviewer, settings):
    settings.PORTAL_AT = NOW
    published = factories.speaker("ana lucéro", biography="As published.")
    factories.speaker("Bo Ek")
    client.force_login(reviewer)
    address = f"/admin/proposals/{row.pk}/"
    choice = f"{row.speakers.get().pk}:{published.pk}"
    assert f'value="{choice}"' in client.get(address).content.decode()
    client.post(address, {"do": "same_person", "page": choice})
    session = accepted(row, reviewer).session
    assert session.session_speakers.get().speaker == published
    confirm_address(row)
    row.refresh_from_db()
    people = [speaker_data("Ana Lucero", pk=row.speakers.get().pk, biography="Mine.")]
    actions.amend(**{**amendment_of(row), "people": people}, now=NOW)
    assert published.get_latest_revision() is None, "a page that did not come from a proposal is only an editor's"
    assert actions.erase_person(address="ana@example.org", now=NOW).kept_pages == [published]
    assert "same_person" not in client.get(address).content.decode()


def test_the_team_can_choose_no_other_page_than_those_it_is_asked_about(client, row, reviewer, settings):
    settings.PORTAL_AT = NOW
    other = factories.speaker("Bo Ek")
    client.force_login(reviewer)
    client.post(f"/admin/proposals/{row.pk}/", {"do": "same_person", "page": f"{row.speakers.get().pk}:{other.pk}"})
    assert row.speakers.get().page is None


def test_a_page_that_other_addresses_came_to_is_not_given_to_anybody(row, reviewer):
    accepted(row, reviewer)
    confirm_address(row)
    second = submission(title="Another")
    accepted(second, reviewer)
    people = [speaker_data(email="ana@example.net", pk=second.speakers.get().pk)]
    actions.amend(**{**amendment_of(second, title="Another"), "people": people}, now=NOW)
    for address in ("ana@example.org", "ana@example.net"):
        later = submission(title=address, people=[speaker_data(email=address)])
        accepted(later, reviewer)
        assert later.speakers.get().page != row.speakers.get().page


@pytest.mark.skipif(not (FOLDER / "people.json").exists(), reason="the people of strangers are not here")
def test_every_address_has_a_page_of_its_own(reviewer):
    factories.event_page()
    people = json.loads((FOLDER / "people.json").read_text())["people"]
    named = [speaker_data(one["name"], email=one["email"]) for one in people]
    for at in range(0, len(named), 6):
        accepted(submission(title=f"Session {at}", people=named[at : at + 6]), reviewer)
    rows = Speaker.objects.select_related("page")
    assert [row.page.title for row in rows] == [row.name for row in rows]
    assert len({row.page_id for row in rows}) == len({(row.email, row.name.lower()) for row in rows})


def test_a_later_edit_becomes_a_draft_and_leaves_what_editors_wrote(row, reviewer):
    session = accepted(row, reviewer).session
    session.search_description = "By an editor"
    session.save_revision().publish()
    row.refresh_from_db()
    people = [speaker_data("Ana Lucero", pk=row.speakers.get().pk, biography="Now in print.")]
    actions.amend(**{**amendment_of(row, title="New title"), "people": people}, now=NOW)
    session.refresh_from_db()
    assert session.title != "New title"
    draft = session.get_latest_revision_as_object()
    assert (draft.title, draft.search_description) == ("New title", "By an editor")
    assert SpeakerPage.objects.get().get_latest_revision_as_object().biography == "Now in print."


def test_translators_begin_with_what_is_accepted_before_readers_see_it(
    row, reviewer, django_capture_on_commit_callbacks
):
    factories.home_page("es")

    def desk():
        rows = desk_entries(factories.locale("es"), now=NOW, kinds=Page)
        return {entry.source.title: entry for entry in rows if not entry.source.live}

    with django_capture_on_commit_callbacks(execute=True):
        decided(row, reviewer)
    assert desk() == {}, "a decision that nobody was told"
    with django_capture_on_commit_callbacks(execute=True):
        accepted(row, reviewer)
    row.refresh_from_db()
    assert {row.title, "Ana Lucero"} <= desk().keys()
    with django_capture_on_commit_callbacks(execute=True):
        actions.amend(**amendment_of(row, abstract="Three years of it."), now=NOW)
    assert "Three years of it." in desk()[row.title].missing
    findings = [str(one) for one in readiness_findings(desk()[row.title].translation)]
    assert any("not public yet" in one for one in findings)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(submission=row, now=NOW)
    assert row.title not in desk()
    assert not SessionPage.objects.exists()


def test_a_proposal_with_themes_reaches_the_translators_and_the_readers(
    row, reviewer, django_capture_on_commit_callbacks
):
    factories.home_page("es")
    known, new = factories.theme("Resilience", "Resiliencia"), factories.theme("Money")
    row.themes.set([known, new])
    with django_capture_on_commit_callbacks(execute=True):
        session = accepted(row, reviewer).session
    row.refresh_from_db()
    spanish = SessionPage.objects.get(translation_key=session.translation_key, locale__language_code="es")
    themes = {one.tag.translation_key for one in spanish.session_themes.all()}
    assert themes == {known.translation_key, new.translation_key}
    with django_capture_on_commit_callbacks(execute=True):
        actions.amend(**amendment_of(row, abstract="Three years of it.", themes=[new]), now=NOW)
        Page.objects.get(pk=session.pk).get_latest_revision().publish()
    translation = Translation.objects.get(source__object_id=session.translation_key)
    fill(translation, {line.source: line.source for line in strings_of(translation)})
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    spanish.refresh_from_db()
    assert spanish.live
    assert [one.tag for one in session.session_themes.all()] == [new]
    assert {one.locale_id for one in spanish.session_themes.all()} == {spanish.locale_id}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["{pk}/", "bulk/"])
def test_who_releases_is_told_what_the_translators_did_not_get(client, monkeypatch, settings, path):
    settings.PORTAL_AT = NOW
    factories.event_page()
    row = actions.accept(submission=submission(), user=team_member("other"), now=NOW)
    client.force_login(team_member())

    def refuse(page, **kwargs):
        if isinstance(page, SessionPage):
            raise RuntimeError

    ready_to_translate.connect(refuse)
    try:
        address = f"/admin/proposals/{path.format(pk=row.pk)}"
        shown = dict.fromkeys(("decision", f"decision_{row.pk}"), row.decision)
        response = client.post(address, {"do": "release", "chosen": row.pk, **shown})
    finally:
        ready_to_translate.disconnect(refuse)
    assert "could not be sent to the translators: Lo que no se pudo decidir." in messages(response)
    assert "The email is on its way to the speakers." not in messages(response)
    row.refresh_from_db()
    assert row.notified_at
    assert "could not be sent to the translators" in client.get(f"/admin/proposals/{row.pk}/").content.decode()


def test_accepting_twice_makes_one_page(row, reviewer):
    decided(row, reviewer)
    actions.wait_list(submission=row, user=reviewer, now=NOW)
    accepted(row, reviewer)
    assert not actions.release_email(submission=row, user=reviewer, now=NOW)
    assert SessionPage.objects.count() == SpeakerPage.objects.count() == 1
