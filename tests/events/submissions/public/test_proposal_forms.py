"""What the two steps of the public form show, and what the pages behind the private link do with what is sent."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from events.submissions.fields import PROPOSAL_FIELDS
from events.submissions.models import Speaker, Submission
from events.submissions.tokens import token_of
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission, values_for_required_fields
from tests.events.submissions.public.test_views import SPEAKER_FIELDS, change_form, mine, picture, post
from tests.events.submissions.test_fields import as_shown
from tests.markup import values_of

pytestmark = pytest.mark.django_db

PROMPTS = [{"type": "question", "id": "works", "value": {"question": "What has worked?", "help": "One line."}}]


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW


@pytest.fixture
def call():
    return factories.call_page(prompts=PROMPTS, consent="You may keep this.", late_note="Ask us in autumn.")


def form(response):
    return html.fromstring(response.content.decode()).get_element_by_id("proposal")


def second_speaker(name="Bo Ek"):
    fields = {
        **values_for_required_fields(SPEAKER_FIELDS),
        "name": name,
        "email": "bo@example.org",
        "biography": "Sings.",
        "languages": ["en"],
    }
    return {f"speaker-1-{key}": value for key, value in fields.items()}


def test_two_people_are_shown_again_and_written_down(client, call):
    shown = values_of(form(post(client, call, go="people", people="2", **second_speaker())))
    assert (shown["people"], shown["speaker-1-name"]) == (["2"], ["Bo Ek"])
    post(client, call, people="2", **second_speaker())
    assert [one.name for one in Submission.objects.get().speakers.all()] == ["Ana Lucero", "Bo Ek"]


def test_an_empty_second_person_is_nobody(client, call):
    post(client, call, people="2")
    assert Speaker.objects.count() == 1


def test_consent_stays_as_it_was_while_somebody_is_added(client, call):
    assert values_of(form(post(client, call, go="add")))["consent"] == ["on"]
    assert "consent" not in values_of(form(post(client, call, go="add", consent="")))


def test_browsers_are_told_which_fields_ask_for_name_and_address(client, call):
    inputs = form(post(client, call, go="people")).inputs
    assert [inputs[f"speaker-0-{name}"].get("autocomplete") for name in ("name", "email")] == ["name", "email"]


def test_questions_that_are_not_translated_are_marked_with_their_language(client, call):
    foreign = post(client, call, "es", go="idea").content.decode()
    own = post(client, call, "en", go="idea").content.decode()
    for words in ("What has worked?", "One line."):
        assert f'<span lang="en">{words}</span>' in foreign
        assert f'<span lang="en">{words}</span>' not in own


def test_too_late_gives_back_what_people_see_and_says_what_the_call_says(client, call, settings):
    settings.PORTAL_AT = call.get_parent().specific.event.call_closes_at + timedelta(hours=1)
    page = post(client, call).content.decode()
    assert "Who draws first?" in page
    assert "Ask us in autumn." in page


def test_choices_lie_open_and_long_texts_have_an_end(client, call):
    shown = form(post(client, call, go="idea"))
    assert {one.type for one in shown.xpath(".//input[@name='kind']")} == {"radio"}
    assert "errorlist" not in post(client, call, go="people", abstract="x" * 6000).content.decode()
    assert "errorlist" in post(client, call, go="people", abstract="x" * 6001).content.decode()


@pytest.mark.parametrize(("days", "listed", "is_said"), [(5, 120, False), (14, 336, False), (15, 336, True)])
def test_every_hour_of_a_long_event_may_be_chosen_and_what_is_left_out_is_said(client, call, days, listed, is_said):
    event = call.get_parent().specific.event
    event.ends_at = event.starts_at + timedelta(days=days)
    event.save()
    page = post(client, call, go="people").content.decode()
    assert page.count('name="hours"') == listed
    assert ("Only the first 14 days" in page) == is_said


def test_themes_are_offered_in_the_readers_language(client, call):
    factories.home_page("es")
    factories.theme("Resilience", "Resiliencia")
    assert "Resiliencia" in post(client, call, "es", go="idea").content.decode()
    assert "Resiliencia" not in post(client, call, "en", go="idea").content.decode()


def test_a_field_of_which_nothing_is_said_is_not_shown():
    row = submission()
    assert all(one.text for field in PROPOSAL_FIELDS for one in field.shown(row))


def test_a_photo_is_changed_with_the_private_link(client, call):
    row = submission()
    upload = SimpleUploadedFile("me.jpg", picture(), "image/jpeg")
    assert mine(client, row, "change/", **change_form(row, **{"speaker-0-photo": upload})).status_code == 302
    assert row.speakers.get().photo


def test_a_co_speaker_without_a_name_is_not_added(client, call):
    row = submission()
    assert mine(client, row).headers["X-Robots-Tag"] == "noindex"
    response = mine(client, row, "add/", name="", email="bo@example.org")
    assert response.status_code == 200
    assert 'href="#id_name"' in response.content.decode()
    assert row.speakers.count() == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [("change/", {"title": "Better"}), ("add/", {key[10:]: value for key, value in second_speaker().items()})],
)
def test_a_form_opened_in_time_is_taken_a_little_later(client, call, settings, path, fields):
    row, end = submission(), call.get_parent().specific.event.call_closes_at
    settings.PORTAL_AT = end - timedelta(minutes=1)
    shown = as_shown(client, f"/en/proposals/mine/{token_of(row)}/{path}")
    settings.PORTAL_AT = end + timedelta(minutes=29)
    assert mine(client, row, path, **{**shown, **fields}).url == f"/en/proposals/mine/{token_of(row)}/"
    settings.PORTAL_AT = end + timedelta(minutes=31)
    late = mine(client, row, path, **{**shown, **fields}).content.decode()
    assert f"/en/proposals/mine/{token_of(row)}/withdraw/" in late, "what can still be done"


def test_who_is_taken_out_of_the_form_is_taken_out(client, call):
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    address = f"/en/proposals/mine/{token_of(row)}/change/"
    shown = as_shown(client, address)
    first, second = row.speakers.all()
    assert f"speaker-{first.pk}-remove" not in client.get(address).content.decode()
    client.post(address, {**shown, f"speaker-{second.pk}-remove": "on"})
    assert [one.name for one in row.speakers.all()] == ["Ana Lucero"]


@pytest.mark.parametrize("go", ["people", "send"])
def test_an_answer_to_a_question_that_was_removed_stays_in_sight_until_it_is_emptied(client, call, go):
    answer = post(client, call, go=go, **{"answer-gone": "Twelve lines.", "answer-empty": " "})
    assert "This question was removed from the call meanwhile." in answer.content.decode()
    shown = values_of(form(answer))
    assert (shown["answer-gone"], "answer-empty" in shown, shown["speaker-0-name"]) == (
        ["Twelve lines."],
        False,
        ["Ana Lucero"],
    )
    assert not Submission.objects.exists()
    post(client, call, **{"answer-gone": ""})
    assert Submission.objects.get().answers == [
        {"id": "works", "question": "What has worked?", "answer": "A bucket each."}
    ]


def test_a_change_says_too_that_a_question_was_removed(client, call):
    row = submission(answers=[])
    answer = mine(client, row, "change/", **change_form(row), **{"answer-gone": "Twelve lines."}).content.decode()
    assert "This question was removed" in answer
    assert "Twelve lines." in answer
