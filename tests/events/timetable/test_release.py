"""Publishing a timetable makes a release: what readers see, SEQUENCE and the list of changes."""

from datetime import UTC, datetime

import pytest

from events.enums import Change, SlotStatus
from events.models import Event, SessionRelease, Slot, Timetable
from events.programme.changes import describe_changes, earlier_time_and_room
from events.programme.queries import load_programme
from events.timetable.release import release_timetable
from home.signals import milestone
from tests import factories

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime(2021, 4, 1, tzinfo=UTC), datetime(2021, 4, 20, tzinfo=UTC)


@pytest.fixture
def sessions():
    factories.programme_page()
    return [factories.session("Circles"), factories.session("Rounds")]


@pytest.fixture
def release(settings):
    """Publish these slots at an instant."""

    def publish(at, *slots):
        settings.PORTAL_AT = at
        return factories.timetable(*slots)

    return publish


def told(session):
    row = SessionRelease.objects.get(session=session)
    return row.starts_at.hour, row.status, row.sequence, row.change, row.changed_at


def test_the_first_release_changes_nothing_for_anybody(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13))
    assert told(sessions[0]) == (13, "confirmed", 0, "", FIRST)
    assert Event.objects.get().released_at == FIRST


def test_the_first_release_is_a_milestone_and_later_ones_are_none(sessions, release):
    sent = []

    def note(sender, name, subject, at, **kwargs):
        sent.append((sender, name, subject, at))

    milestone.connect(note)
    release(FIRST, factories.slot(sessions[0], 13))
    release(SECOND, factories.slot(sessions[0], 14))
    assert sent == [(Event, "programme_released", Event.objects.get(), FIRST)]


def test_a_draft_tells_readers_nothing(sessions, release, settings):
    release(FIRST, factories.slot(sessions[0], 13))
    settings.PORTAL_AT = SECOND
    factories.timetable(factories.slot(sessions[0], 15), live=False)
    assert told(sessions[0]) == (13, "confirmed", 0, "", FIRST)
    assert [slot.starts_at.hour for slot in Slot.objects.all()] == [13]
    assert Timetable.objects.get().has_unpublished_changes


def test_a_moved_session_has_a_higher_sequence_and_says_where_it_was(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    release(SECOND, factories.slot(sessions[0], 14), factories.slot(sessions[1], 15))
    assert told(sessions[0]) == (14, "confirmed", 1, Change.MOVED, SECOND)
    assert SessionRelease.objects.get(session=sessions[0]).earlier_starts_at == factories.utc(13)
    assert told(sessions[1]) == (15, "confirmed", 0, "", FIRST)


def test_swapping_two_sessions_is_one_release(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    release(SECOND, factories.slot(sessions[0], 15), factories.slot(sessions[1], 13))
    assert told(sessions[0]) == (15, "confirmed", 1, Change.MOVED, SECOND)
    assert told(sessions[1]) == (13, "confirmed", 1, Change.MOVED, SECOND)


def test_a_late_session_is_new(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13))
    release(SECOND, factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    assert told(sessions[1]) == (15, "confirmed", 0, Change.ADDED, SECOND)


def test_cancelling_and_taking_it_back(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13))
    release(SECOND, factories.slot(sessions[0], 13, status=SlotStatus.CANCELLED))
    assert told(sessions[0]) == (13, "cancelled", 1, Change.CANCELLED, SECOND)
    third = datetime(2021, 4, 21, tzinfo=UTC)
    release(third, factories.slot(sessions[0], 13))
    assert told(sessions[0]) == (13, "confirmed", 2, Change.RESTORED, third)


def test_a_deleted_slot_stays_known_as_cancelled_and_is_told_once(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    release(SECOND, factories.slot(sessions[1], 15))
    release(datetime(2021, 4, 22, tzinfo=UTC), factories.slot(sessions[1], 15))
    assert told(sessions[0]) == (13, "cancelled", 1, Change.CANCELLED, SECOND)


def test_a_page_that_is_taken_back_cancels_its_session_and_one_that_returns_restores_it(sessions, release, settings):
    release(FIRST, factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    settings.PORTAL_AT = SECOND
    sessions[0].unpublish()
    assert told(sessions[0]) == (13, "cancelled", 1, Change.CANCELLED, SECOND)
    release(datetime(2021, 4, 21, tzinfo=UTC), factories.slot(sessions[0], 13), factories.slot(sessions[1], 15))
    assert told(sessions[0]) == (13, "cancelled", 1, Change.CANCELLED, SECOND)
    settings.PORTAL_AT = third = datetime(2021, 4, 22, tzinfo=UTC)
    sessions[0].save_revision().publish()
    assert told(sessions[0]) == (13, "confirmed", 2, Change.RESTORED, third)
    assert told(sessions[1]) == (15, "confirmed", 0, "", FIRST)


def test_a_session_is_news_once_its_page_is_there(sessions, release, settings):
    late = factories.session("Late", live=False)
    release(FIRST, factories.slot(sessions[0], 13), factories.slot(late, 15))
    assert not SessionRelease.objects.filter(session=late).exists()
    settings.PORTAL_AT = SECOND
    late.save_revision().publish()
    assert told(late) == (15, "confirmed", 0, Change.ADDED, SECOND)
    assert told(sessions[0]) == (13, "confirmed", 0, "", FIRST)


def test_a_page_says_nothing_of_a_timetable_that_is_a_draft(sessions, release):
    factories.timetable(factories.slot(sessions[0], 13), live=False)
    sessions[0].unpublish()
    sessions[0].save_revision().publish()
    assert not SessionRelease.objects.exists()
    assert Event.objects.get().released_at is None


def test_other_languages_are_told_too(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13))
    release(SECOND, factories.slot(sessions[0], 13, languages={"spoken": ["en"], "interpreted": ["es"]}))
    assert told(sessions[0]) == (13, "confirmed", 1, Change.LANGUAGES, SECOND)


def test_a_longer_session_says_until_when_it_was(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13, 60))
    release(SECOND, factories.slot(sessions[0], 13, 90))
    (change,) = describe_changes(load_programme(Event.objects.get(), "en", "/"))
    assert (
        change.details == "Before: Thursday, 6 May 2021, 13:00–14:00 UTC. Now: Thursday, 6 May 2021, 13:00–14:30 UTC."
    )


def test_that_a_session_moved_is_not_forgotten_when_its_languages_change(sessions, release):
    release(FIRST, factories.slot(sessions[0], 13))
    release(SECOND, factories.slot(sessions[0], 15))
    release(SECOND, factories.slot(sessions[0], 15, languages={"spoken": ["es"]}))
    (entry,) = load_programme(Event.objects.get(), "en", "/").entries
    assert earlier_time_and_room(entry) == "Thursday, 6 May 2021, 13:00–14:00 UTC"


def test_restoring_an_old_revision_never_lowers_a_sequence(sessions, release, settings):
    first = release(FIRST, factories.slot(sessions[0], 13)).latest_revision
    release(SECOND, factories.slot(sessions[0], 14))
    first.refresh_from_db()
    first.publish()
    assert told(sessions[0]) == (13, "confirmed", 2, Change.MOVED, SECOND)


def test_a_release_that_fails_publishes_nothing(sessions, release, monkeypatch):
    release(FIRST, factories.slot(sessions[0], 13))

    def broken(**kwargs):
        raise RuntimeError

    monkeypatch.setattr("events.signal_handlers.release_timetable", broken)
    with pytest.raises(RuntimeError):
        release(SECOND, factories.slot(sessions[0], 14))
    assert [slot.starts_at.hour for slot in Slot.objects.all()] == [13]


@pytest.mark.parametrize("count", [1, 3])
def test_a_release_reads_a_constant_number_of_times(count, sessions, release, django_assert_num_queries):
    more = [factories.session(f"Session {number}") for number in range(count)]
    row = release(FIRST, *(factories.slot(one, 13 + number) for number, one in enumerate(more)))
    with django_assert_num_queries(6):
        assert release_timetable(timetable=row, now=SECOND) == []
