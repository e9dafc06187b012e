"""Until when accepted speakers confirm, and the reminder."""

from datetime import timedelta

import pytest

from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.emails import messages
from events.submissions.enums import SubmissionState
from events.submissions.jobs import remind_to_confirm
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, submission, team_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    factories.event_page()
    return submission()


@pytest.fixture
def reviewer():
    return team_member()


def test_speakers_confirm_in_time_and_are_reminded_once(row, reviewer):
    told = accepted(row, reviewer)
    assert told.confirm_by == NOW + timedelta(days=14)
    assert remind_to_confirm(now=NOW + timedelta(days=10)) == 0
    assert remind_to_confirm(now=NOW + timedelta(days=11)) == 1
    assert remind_to_confirm(now=NOW + timedelta(days=12)) == 0
    with pytest.raises(ActionRefused):
        actions.confirm(submission=told, now=told.confirm_by)
    actions.confirm(submission=told, now=told.confirm_by - timedelta(seconds=1))
    assert actions.confirm(submission=told, now=NOW).state == SubmissionState.CONFIRMED


def test_who_is_accepted_once_the_event_has_begun_has_until_its_end(row, reviewer):
    event = row.event
    told = accepted(row, reviewer, event.starts_at + timedelta(hours=1))
    assert told.confirm_by == event.ends_at
    soon = event.ends_at - timedelta(seconds=1)
    assert told.may_be_confirmed(soon) and told.may_be_amended(now=soon)
    assert not told.may_be_amended(now=event.ends_at)
    before = accepted(submission(title="In time"), reviewer, event.starts_at - timedelta(hours=1))
    assert before.confirm_by == event.starts_at
    assert not before.may_be_amended(now=event.starts_at)


@pytest.mark.parametrize("hours", [-0.5, 0, 24 * 30])
def test_who_is_accepted_as_the_event_ends_or_later_has_a_day(row, reviewer, hours):
    at = row.event.ends_at + timedelta(hours=hours)
    told = accepted(row, reviewer, at)
    assert told.confirm_by == at + timedelta(days=1)
    assert told.may_be_confirmed(at) and not told.may_be_amended(now=row.event.ends_at)
    assert remind_to_confirm(now=at + timedelta(days=1)) == 0


def test_nobody_is_reminded_on_the_day_of_the_acceptance(row, reviewer):
    told = accepted(row, reviewer, row.event.starts_at - timedelta(days=2))
    assert remind_to_confirm(now=told.notified_at + timedelta(hours=23)) == 0
    assert remind_to_confirm(now=told.notified_at + timedelta(days=1)) == 1


def test_one_who_cannot_be_reminded_keeps_no_other_waiting(row, reviewer, monkeypatch):
    told, other = accepted(row, reviewer), accepted(submission(title="Another"), reviewer)
    really = messages.send_reminder

    def fail_for_the_first(one, *, now):
        if one == told:
            raise KeyError
        really(one, now=now)

    monkeypatch.setattr(messages, "send_reminder", fail_for_the_first)
    soon = NOW + timedelta(days=11)
    assert remind_to_confirm(now=soon) == 1
    other.refresh_from_db()
    assert other.reminded_at == soon
    with pytest.raises(KeyError):
        remind_to_confirm(now=soon)
