"""A recording that a speaker does not want is nowhere, in no language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from lxml import html

from events.consents import actions
from events.consents.models import RecordingConsent, RecordingException, SpeakerContact
from events.consents.recordings import may_show_recording, refused_addresses
from events.consents.tokens import contact_token
from events.models import EventPage, ProgrammePage, Recording, SessionPage, SpeakerPage
from events.submissions.actions import answer_about_recording, erase_person, erase_submission
from events.submissions.pages import merge_speaker_pages
from home.models import StandardPage
from home.outbox.models import Delivery
from home.translations.sync.opening import translations_of
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, speaker_data, submission, team_member
from tests.home.test_page_privacy import site, walk  # noqa: F401  a fixture: one page of each type, published
from tests.markup import values_of

pytestmark = pytest.mark.django_db
LATER, AFTER_ALL = NOW + timedelta(days=1), datetime(2100, 1, 1, tzinfo=UTC)
RECORDING = "https://vimeo.com/76543219"
TRAILER = "https://vimeo.com/11"
IN_TEXT = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"  # of the session's text; written otherwise in another page


def contact_for(page, **fields):
    return SpeakerContact.objects.create(
        speaker=page, **{"email": "ana@example.org", "language": "es", "confirmed_at": NOW, **fields}
    )


def note(speaker, session, answer, now=NOW):
    """The team notes what a speaker told it."""
    shown = actions.latest_answer(session, speaker)
    assert actions.note_answer(speaker=speaker, session=session, shown=shown, answer=answer, user=None, now=now)


def places(site, settings, at):  # noqa: F811
    settings.PORTAL_AT = at
    found = {
        (address, recording)
        for address, body in walk(site, (), settings).items()
        for recording in (RECORDING, IN_TEXT)
        if recording in body
    }
    settings.PORTAL_AT = at
    return found


def test_after_a_no_a_recording_is_nowhere_and_the_team_knows(site, settings, client):  # noqa: F811
    session, event = site[SessionPage], site[EventPage].event
    session.recordings = [Recording(url=RECORDING, language="en", captions="es")]
    session.body = [("video", {"url": IN_TEXT, "title": "The session"})]
    session.save()
    text_page = site[StandardPage]
    for page in (text_page, *translations_of(text_page)):
        videos = ("https://player.vimeo.com/video/76543219", "https://youtu.be/dQw4w9WgXcQ", TRAILER)
        page.body = [("video", {"url": url, "title": "Watch it"}) for url in videos]
        page.save()
    over = event.ends_at + timedelta(days=1)
    before = places(site, settings, over)
    for recording in (RECORDING, IN_TEXT):
        assert {address[:4] for address, shown in before if shown == recording} == {"/en/", "/es/"}
    assert {
        (page.url, one) for page in (text_page, *translations_of(text_page)) for one in (RECORDING, IN_TEXT)
    } < before
    contact = contact_for(site[SpeakerPage])
    page = reverse("speakers:own_sessions", args=[contact_token(contact)])
    assert client.post(page, {f"{session.pk}-answer": "no"}).status_code == 302
    assert places(site, settings, over) == set()
    assert TRAILER in client.get(text_page.url).content.decode(), "other videos stay"
    (mail,) = Delivery.objects.filter(address=event.contact, kind="notice")
    assert session.title in mail.subject
    answer = RecordingConsent.objects.get()
    assert (answer.answer, answer.given_at, len(answer.text_version)) == ("no", over, 12)
    programme = site[ProgrammePage].url
    settings.PORTAL_AT = event.starts_at
    assert "Not recorded" in client.get(session.url).content.decode()
    shown = client.get(f"{programme}?recorded=no").content.decode()
    assert session.title in shown and "Plain talk" not in shown
    actions.give_answer(contact=contact, session=session, answer="yes", language="es", now=over + timedelta(days=1))
    assert places(site, settings, over) == before


def test_one_of_two_speakers_hides_all_videos_of_a_session_and_a_reason_shows_them():
    ana, bo = factories.speaker("Ana"), factories.speaker("Bo")
    session = factories.session(speakers=[ana, bo], body=[("video", {"url": IN_TEXT, "title": "The session"})])
    session.recordings = [Recording(url=RECORDING, language="en")]
    session.save()
    other = factories.session("Another", speakers=[ana], body=[("video", {"url": TRAILER, "title": "Another"})])
    for speaker, page, answer in ((ana, session, "yes"), (bo, session, "without_questions"), (ana, other, "yes")):
        note(speaker, page, answer)
    assert refused_addresses() == frozenset()
    note(bo, session, "no", now=LATER)
    assert refused_addresses() == {RECORDING, IN_TEXT}
    RecordingException.objects.create(session=session, reason="Bo agreed on the phone.", decided_at=AFTER_ALL)
    assert refused_addresses() == frozenset()


@pytest.fixture
def proposal():
    """Accepted, with a session and a speaker's page, both public."""
    factories.event_page()
    row = submission(people=[speaker_data(recording="yes")])
    row = accepted(row, team_member())
    for page in (row.submitter.page, row.session):
        page.get_latest_revision().publish()
    return row


def test_an_answer_in_a_proposal_counts_and_can_be_changed_later(proposal):
    session, speaker = SessionPage.objects.get(), proposal.submitter
    assert may_show_recording(session)
    assert speaker.recording_at == NOW and "recorded" in speaker.recording_text.text
    answer_about_recording(speaker=speaker, answer="no", now=LATER)
    assert not may_show_recording(session)
    mails = Delivery.objects.filter(address=proposal.event.contact, subject__contains="No recording")
    assert mails.count() == 1
    answer_about_recording(speaker=speaker, answer="no", now=LATER)
    assert mails.count() == 1


def test_the_latest_answer_of_a_person_counts_wherever_it_was_given(proposal):
    session, page = SessionPage.objects.get(), SpeakerPage.objects.get()
    note(page, session, "no", now=LATER)
    assert not may_show_recording(session)
    answer_about_recording(speaker=proposal.submitter, answer="no", now=LATER)
    answer_about_recording(speaker=proposal.submitter, answer="yes", now=LATER + timedelta(days=1))
    assert may_show_recording(session)


def test_after_erasure_a_no_stays_without_the_person(proposal):
    answer_about_recording(speaker=proposal.submitter, answer="no", now=LATER)
    erase_person(address=proposal.submitter.email, now=LATER)
    (session,) = SessionPage.objects.all()
    assert not may_show_recording(session)
    assert RecordingConsent.objects.get().speaker is None


def test_erasing_a_speaker_without_a_proposal_erases_the_address_and_keeps_the_no():
    page = factories.speaker()
    session = factories.session(speakers=[page])
    contact = contact_for(page)
    actions.give_answer(contact=contact, session=session, answer="no", language="es", now=NOW)
    assert erase_person(address="ana@example.org", now=LATER).kept_pages == [page]
    assert not SpeakerContact.objects.exists()
    assert RecordingConsent.objects.get().speaker is None
    assert not Delivery.objects.filter(text__contains="Ana").exists()
    assert not may_show_recording(session)


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_no_that_was_taken_back_does_not_count_again_once_the_person_is_gone(by_hand):
    page = factories.speaker()
    session = factories.session(speakers=[page])
    contact = contact_for(page)
    for answer, now in (("no", NOW), ("yes", LATER)):
        actions.give_answer(contact=contact, session=session, answer=answer, language="es", now=now)
    if by_hand:
        page.delete()
    else:
        erase_person(address="ana@example.org", now=LATER)
    assert list(RecordingConsent.objects.values_list("answer", "speaker")) == [("yes", None)]
    assert may_show_recording(session)


def test_a_yes_that_was_noted_after_the_no_of_a_proposal_stays_after_erasure(proposal):
    session, page = SessionPage.objects.get(), SpeakerPage.objects.get()
    SpeakerPage.objects.update(first_published_at=NOW)
    answer_about_recording(speaker=proposal.submitter, answer="no", now=LATER)
    note(page, session, "yes", now=AFTER_ALL)
    erase_submission(submission=proposal, now=AFTER_ALL)
    assert may_show_recording(session)


def test_two_pages_of_one_person_have_one_answer():
    page, other = factories.speaker("Ana Lucero"), factories.speaker("Ana L.")
    session = factories.session(speakers=[page])
    contact_for(page)
    note(page, session, "no")
    merge_speaker_pages(page, into=other)
    note(other, session, "yes", now=LATER)
    assert may_show_recording(session)
    assert SpeakerContact.objects.get().speaker == other


def form_of(client, address):
    page = html.fromstring(client.get(address).content.decode())
    return values_of(page.get_element_by_id("page-edit-form"))


def test_the_page_editor_refuses_a_recording_against_a_no_without_a_reason(admin_client):
    page = factories.speaker()
    session = factories.session(speakers=[page])
    note(page, session, "no")
    address = reverse("wagtailadmin_pages:edit", args=[session.pk])
    new = form_of(admin_client, address) | {
        "recordings-TOTAL_FORMS": "1",
        "recordings-0-url": RECORDING,
        "recordings-0-language": "en",
        "recordings-0-ORDER": "1",
        "recordings-0-id": "",
        "recordings-0-DELETE": "",
        "body-count": "0",
        "action-publish": "1",
    }
    response = admin_client.post(address, new)
    assert "write down why" in response.content.decode()
    assert not Recording.objects.exists()
    assert admin_client.post(address, new | {"recording_reason": "She meant the workshop."}).status_code == 302
    assert RecordingException.objects.get().reason == "She meant the workshop."
    assert may_show_recording(session)
    note(factories.speaker("Bo"), session, "no", now=AFTER_ALL)
    assert not may_show_recording(session)
    saved = form_of(admin_client, address) | {"title": "Another title", "recording_reason": "", "body-count": "0"}
    assert admin_client.post(address, saved).status_code == 302  # what was there before keeps nobody from saving
    assert not RecordingException.objects.exists()
