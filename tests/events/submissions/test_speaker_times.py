"""What the timetable is told of the times in proposals."""

from datetime import UTC, datetime

import pytest

from events.models import Event, SpeakerAvailability
from events.submissions.models import Submission
from events.timetable.availability import Availability, availability_in
from tests import factories
from tests.events.submissions.proposals import speaker_data, submission

pytestmark = pytest.mark.django_db

THIRTEEN, FIFTEEN = (datetime(2021, 5, 6, hour, tzinfo=UTC) for hour in (13, 15))


@pytest.fixture
def people():
    """Ana and Ben propose a session together, Ana another one; the session is theirs."""
    pages = {name: factories.speaker(name) for name in ("Ana Lucero", "Ben Okri")}
    people = [speaker_data(name) for name in pages]
    first = submission(title="One", people=people)
    second = submission(title="Two", people=people[:1], hours=["2021-05-06T15:00Z"])
    for row in (first, second):
        for speaker in row.speakers.all():
            speaker.page = pages[speaker.name]
            speaker.save()
    session = factories.session("One", speakers=list(pages.values()))
    Submission.objects.update(state="confirmed", session=session)
    return pages["Ana Lucero"], pages["Ben Okri"]


def test_the_hours_of_all_proposals_of_a_person(people):
    ana, ben = people
    assert availability_in(Event.objects.get()) == {
        ana.translation_key: Availability("Pacific/Auckland", frozenset({THIRTEEN, FIFTEEN})),
        ben.translation_key: Availability("", frozenset({THIRTEEN})),
    }


def test_nothing_of_a_proposal_that_is_no_session_yet_or_no_longer(people):
    Submission.objects.filter(title="One").update(session=None)
    Submission.objects.filter(title="Two").update(state="withdrawn")
    assert availability_in(Event.objects.get()) == {}


def test_what_an_editor_typed_wins(people):
    ana, _ben = people
    event = Event.objects.get()
    SpeakerAvailability.objects.create(event=event, speaker=ana, zone="Europe/Madrid", hours=["2021-05-06T13:00Z"])
    assert availability_in(event)[ana.translation_key] == Availability("Europe/Madrid", frozenset({THIRTEEN}))
