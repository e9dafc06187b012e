"""What fails while personal data are erased keeps no other event's data back, and is not silent."""

from datetime import timedelta

import pytest

from events.consents.models import SpeakerContact
from events.imports.jobs import delete_old_imports
from events.imports.models import ImportRun, RunState
from events.models import Event
from events.roster.jobs import erase_old_helpers
from events.roster.models import Helper
from events.submissions.jobs import erase_old_proposals
from events.submissions.models import Submission
from tests import factories
from tests.events.roster import people
from tests.events.submissions.proposals import NOW, submission

pytestmark = pytest.mark.django_db


class Failed(Exception):
    pass


@pytest.fixture
def later(monkeypatch):
    """When the data of two editions are due, of which one cannot be counted."""
    factories.event_page()
    submission(title="Old")
    first = Event.objects.get()
    second = factories.event(name="Broken", starts_at=first.starts_at - timedelta(days=9))
    Submission.objects.update(event=first)
    for event in (first, second):
        people.helper(event=event)
        ImportRun.objects.create(event=event, created_at=NOW, file_name="a.csv", state=RunState.APPLIED)

    def kept_for(event):
        if event.pk == second.pk:
            raise Failed
        return timedelta(days=180)

    monkeypatch.setattr(Event, "kept_for", property(kept_for))
    SpeakerContact.objects.create(speaker=factories.speaker("Ana"), email="ana@example.org", language="en")
    return first.ends_at + timedelta(days=200)


@pytest.mark.parametrize(
    ("job", "left"),
    [
        (erase_old_proposals, lambda: Submission.objects.kept().count() + SpeakerContact.objects.count()),
        (erase_old_helpers, lambda: Helper.objects.exclude(event__name="Broken").count()),
        (delete_old_imports, lambda: ImportRun.objects.exclude(event__name="Broken").count()),
    ],
)
def test_an_event_that_fails_keeps_no_other_back(later, job, left):
    assert job(now=later) == 1
    assert left() == 0
    with pytest.raises(Failed):
        job(now=later)
