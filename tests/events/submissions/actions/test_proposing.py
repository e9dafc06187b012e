from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.enums import Answer, SubmissionState
from events.submissions.models import ConsentText, Submission
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery
from tests.events.submissions.proposals import (
    CONSENT,
    NOW,
    amendment_of,
    event,
    proposal_data,
    speaker_data,
    submission,
    team_member,
)

pytestmark = pytest.mark.django_db

END = timedelta(days=13, hours=11, minutes=59)  # from NOW to the end of the call


def test_a_proposal_is_written_down_whole_and_confirmed_by_mail():
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    assert [speaker.name for speaker in row.speakers.all()] == ["Ana Lucero", "Bo Ek"]
    assert row.consent.text == CONSENT
    actions.confirm_address(speaker=row.submitter, now=NOW)
    mails = {mail.address: mail for mail in Delivery.objects.all()}
    assert mails.keys() == {"ana@example.org", "bo@example.org"}
    assert "/en/proposals/mine/" in mails["ana@example.org"].text
    assert "/mine/" not in mails["bo@example.org"].text, "the link is the submitter's"


def test_the_same_sent_twice_is_one_proposal_and_one_mail():
    assert submission() == submission()
    assert Submission.objects.count() == Delivery.objects.count() == 1
    assert submission(title="Another") != Submission.objects.first()


def test_the_same_words_of_consent_are_one_version_per_language():
    submission()
    submission(title="Another")
    submission(title="Otra", language="es")
    assert ConsentText.objects.count() == 2


@pytest.mark.parametrize(
    ("after", "rendered_before", "taken"),
    [
        (timedelta(seconds=-1), None, True),
        (timedelta(0), None, False),
        (timedelta(0), timedelta(seconds=1), True),
        (timedelta(minutes=29), timedelta(seconds=1), True),
        (timedelta(minutes=29), timedelta(0), False),
        (timedelta(minutes=30), timedelta(seconds=1), False),
        (timedelta(minutes=31), timedelta(days=3), False),
    ],
)
def test_the_end_of_the_call_and_half_an_hour_for_those_who_had_begun(after, rendered_before, taken):
    end = event().call_closes_at
    arguments = {
        "event": event(),
        "idea": proposal_data(),
        "people": [speaker_data()],
        "consent": CONSENT,
        "consent_language": "en",
    }
    arguments["now"] = end + after
    if rendered_before is not None:
        arguments["rendered_at"] = end - rendered_before
    if taken:
        assert actions.submit(**arguments).pk
    else:
        with pytest.raises(ActionRefused):
            actions.submit(**arguments)
        assert not Submission.objects.exists()


@pytest.mark.parametrize(("minutes", "taken"), [(29, True), (30, False), (31, False)])
def test_a_change_that_was_begun_in_time_has_half_an_hour_more(minutes, taken):
    row, end = submission(), event().call_closes_at
    late = {"now": end + timedelta(minutes=minutes), "rendered_at": end - timedelta(seconds=1)}
    if taken:
        actions.amend(**amendment_of(row, title="Just in time"), **late)
        actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), **late)
    else:
        with pytest.raises(ActionRefused):
            actions.amend(**amendment_of(row, title="Too late"), **late)
        with pytest.raises(ActionRefused):
            actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), **late)
    assert Submission.objects.get().title == ("Just in time" if taken else row.title)
    assert row.speakers.count() == (2 if taken else 1)
    assert not row.may_be_amended(now=end + timedelta(minutes=1)), "nothing says that it was begun"


def test_a_late_idea_is_entered_by_the_team_and_marked():
    late = actions.submit(
        event=event(), idea=proposal_data(), people=[speaker_data()], consent=CONSENT, consent_language="en",
        now=NOW + END * 2, entered_by=team_member(),
    )  # fmt: skip
    assert late.is_late
    assert ModelLogEntry.objects.for_instance(late).get().user.username == "reviewer"
    assert late.may_be_amended(now=NOW + END * 2)
    assert not submission(title="In time").may_be_amended(now=NOW + END * 2)


def test_an_amendment_changes_words_and_takes_people_out_but_never_the_first():
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    first, second = row.speakers.all()
    actions.amend(**{**amendment_of(row, title="Better"), "people": []}, now=NOW)
    assert row.speakers.count() == 2, "whom nobody names stays"
    actions.amend(**{**amendment_of(row), "people": []}, without=[first.pk, second.pk], now=NOW)
    assert [speaker.name for speaker in row.speakers.all()] == ["Ana Lucero"]


def test_an_amendment_that_changes_nothing_does_nothing():
    row, reviewer = submission(people=[speaker_data(), speaker_data("Bo Ek")]), team_member()
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.OBJECTION, reason="Too broad", now=NOW)
    same = {"biography": "Enseña.", "languages": "es"}
    people = [speaker_data(one.name, email=one.email, pk=one.pk, **same) for one in row.speakers.all()]
    actions.amend(submission=row, idea=proposal_data(), people=people, now=NOW + timedelta(hours=1))
    assert row.reviews.get().answer == Answer.OBJECTION
    assert Submission.objects.get().changed_at == NOW
    assert [speaker.position for speaker in row.speakers.all()] == [0, 1]


def test_a_new_address_of_whoever_sent_it_gets_the_private_link():
    row = submission()
    moved = speaker_data(email="ana.lucero@example.org", pk=row.speakers.get().pk)
    actions.amend(submission=row, idea=proposal_data(), people=[moved], now=NOW)
    assert "/en/proposals/mine/" in Delivery.objects.get(address="ana.lucero@example.org").text


def test_a_new_address_of_a_co_speaker_gets_the_notice():
    row = submission(people=[speaker_data(), speaker_data("Bo Ek", email="typo@example.org")])
    actions.confirm_address(speaker=row.submitter, now=NOW)
    ana, bo = row.speakers.all()
    people = [speaker_data(pk=ana.pk), speaker_data("Bo Ek", email="right@example.org", pk=bo.pk)]
    for _again in range(2):
        actions.amend(submission=row, idea=proposal_data(), people=people, now=NOW)
    notices = Delivery.objects.filter(kind="proposal co-speaker").order_by("pk")
    assert list(notices.values_list("address", "state")) == [
        ("typo@example.org", DeliveryState.CANCELLED),
        ("right@example.org", DeliveryState.QUEUED),
    ]


def test_who_has_the_notice_of_version_0_2_gets_no_other():
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    actions.confirm_address(speaker=row.submitter, now=NOW)
    bo = row.speakers.last()
    Delivery.objects.filter(kind="proposal co-speaker").update(key=f"proposal:{row.pk}:named:{bo.pk}")
    actions.add_co_speaker(submission=row, person=speaker_data("Cleo Dahl"), now=NOW)
    assert Delivery.objects.filter(address="bo@example.org").count() == 1


def test_an_amendment_closes_the_objection_and_asks_its_owner_to_look_again():
    row, reviewer = submission(), team_member()
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.OBJECTION, reason="Too broad", now=NOW)
    assert not Submission.objects.not_answered_by(reviewer).exists()
    actions.amend(**amendment_of(row, title="Narrower"), now=NOW)
    assert row.reviews.get().answer == Answer.AMENDED
    assert Submission.objects.not_answered_by(reviewer).get() == row
    assert "Too broad" in Delivery.objects.get(address=reviewer.email).text


def test_after_the_call_only_an_open_objection_lets_people_amend():
    row, later = submission(), NOW + END * 2
    with pytest.raises(ActionRefused):
        actions.amend(**amendment_of(row, title="Too late"), now=later)
    actions.answer(submission=row, reviewer=team_member(), answer=Answer.OBJECTION, reason="Why?", now=later)
    actions.amend(**amendment_of(row, title="Answered"), now=later)
    assert Submission.objects.get().title == "Answered"


def test_a_co_speaker_is_added_once_and_told():
    row = submission()
    actions.confirm_address(speaker=row.submitter, now=NOW)
    one = actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), now=NOW)
    assert actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek", email="BO@example.org"), now=NOW) == one
    assert "Lucero" in Delivery.objects.get(address="bo@example.org").text


def test_more_than_six_people_are_refused():
    row = submission(people=[speaker_data(f"P{number} Q") for number in range(6)])
    with pytest.raises(ActionRefused, match="six"):
        actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), now=NOW)


def test_withdrawn_is_withdrawn_and_may_be_proposed_again():
    row = submission()
    actions.withdraw(submission=row, now=NOW)
    assert actions.withdraw(submission=row, now=NOW).state == SubmissionState.WITHDRAWN
    with pytest.raises(ActionRefused):
        actions.amend(**amendment_of(row), now=NOW)
    with pytest.raises(ActionRefused, match=f"“{row.title}” is withdrawn"):
        actions.wait_list(submission=row, user=None, now=NOW)
    assert submission() != row


def test_lost_links_go_to_everybody_of_a_proposal_once_an_hour():
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    assert actions.send_lost_links(address="bo@example.org", now=NOW) == 0, "nobody has confirmed who sent it"
    actions.confirm_address(speaker=row.submitter, now=NOW)
    assert actions.send_lost_links(address=" ANA@example.org", now=NOW) == 1
    actions.send_lost_links(address="ana@example.org", now=NOW)
    assert Delivery.objects.filter(key__contains=":link:").count() == 1
    assert actions.send_lost_links(address="bo@example.org", now=NOW) == 1
    assert Delivery.objects.filter(key__contains=":link:", address="bo@example.org").count() == 1
    assert actions.send_lost_links(address="nobody@example.org", now=NOW) == 0


def test_every_step_is_in_the_audit_log_without_names():
    row, reviewer = submission(), team_member()
    actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), now=NOW)
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.CONSENT, now=NOW)
    actions.withdraw(submission=row, now=NOW)
    entries = ModelLogEntry.objects.for_instance(row).order_by("pk")
    assert [entry.user for entry in entries] == [None, None, reviewer, None]
    assert [entry.action.partition(".")[2] for entry in entries] == ["submit", "add_co_speaker", "consent", "withdraw"]
    assert not any("Lucero" in entry.label or row.title in entry.label for entry in entries)


def test_submitting_costs_the_same_whatever_is_there_already():
    submission(title="first")
    costs = []
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            submission(title=f"title {number}", people=[speaker_data(email=f"ana{number}@example.org")])
        costs.append(len(queries))
    assert len(set(costs)) == 1


def test_two_people_may_share_an_address_and_a_third_is_told():
    row = submission()
    two = actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek", email="ana@example.org"), now=NOW)
    assert [one.name for one in row.speakers.all()] == ["Ana Lucero", "Bo Ek"]
    again = speaker_data("BO EK", email="ana@example.org")
    assert actions.add_co_speaker(submission=row, person=again, now=NOW) == two
    with pytest.raises(ActionRefused, match="another address"):
        actions.add_co_speaker(submission=row, person=speaker_data("Cleo Dahl", email="ANA@example.org"), now=NOW)


def test_an_amendment_closes_the_objection_of_a_deleted_account_too():
    row, reviewer = submission(), team_member("carla")
    actions.answer(submission=row, reviewer=reviewer, answer=Answer.OBJECTION, reason="Too broad", now=NOW)
    reviewer.delete()
    actions.amend(**amendment_of(row, title="Narrower"), now=NOW)
    assert row.reviews.get().answer == Answer.AMENDED
    assert ModelLogEntry.objects.filter(data__reviewer="carla").exists()


def test_a_mail_to_an_address_nobody_has_confirmed_says_nothing_that_was_typed():
    words = "Buy at example.net"
    row = submission(title=words, abstract=words, people=[speaker_data(words, email="ana@example.org")])
    actions.send_lost_links(address="ana@example.org", now=NOW)
    mails = list(Delivery.objects.filter(address=row.submitter.email))
    assert len(mails) == 2
    assert not any("example.net" in f"{mail.subject} {mail.text} {mail.html}" for mail in mails)


def test_many_proposals_send_a_mailbox_three_mails_a_day():
    for number in range(5):
        submission(title=f"Number {number}", people=[speaker_data(email=f"ana+{number}@example.org")])
    due = sorted(mail.due_at - NOW for mail in Delivery.objects.all())
    assert due == [timedelta(0)] * 3 + [timedelta(days=1)] * 2
