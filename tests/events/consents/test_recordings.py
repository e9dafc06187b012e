from datetime import UTC, datetime, timedelta

import pytest

from events.consents.recordings import GivenAnswer, session_consent

NOON = datetime(2021, 5, 1, 12, tzinfo=UTC)


def given(person, answer, minutes=0):
    return GivenAnswer(person, answer, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("answers", "answer", "may_show"),
    [
        ([], "", True),
        ([given("ana", "yes")], "yes", True),
        ([given("ana", "yes"), given("bo", "without_questions")], "without_questions", True),
        ([given("ana", "no"), given("bo", "yes")], "no", False),
        ([given("ana", "no", 1), given("ana", "yes", 0)], "no", False),
        ([given("ana", "no", 0), given("ana", "yes", 1)], "yes", True),
        ([given("ana", "no", 0), given("bo", "yes", 1)], "no", False),
    ],
)
def test_the_strictest_of_the_latest_answers_counts(answers, answer, may_show):
    consent = session_consent(answers)
    assert (consent.answer, consent.may_show) == (answer, may_show)


@pytest.mark.parametrize(
    ("minutes", "may_show"),
    [(-1, False), (0, True), (1, True)],
)
def test_a_reason_of_the_team_counts_until_somebody_says_no_again(minutes, may_show):
    decided_at = NOON + timedelta(minutes=minutes)
    assert session_consent([given("ana", "no")], decided_at).may_show == may_show
    assert not session_consent([given("ana", "no"), given("bo", "no", 2)], decided_at).may_show


def test_a_reason_is_no_exception_while_nobody_says_no():
    assert not session_consent([given("ana", "yes")], NOON).is_exception
