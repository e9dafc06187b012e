"""When a call opens, the newsletter is notified once and prepares an issue, which a person sends."""

from datetime import UTC, datetime, timedelta

import pytest

from events.jobs import announce_open_calls
from events.models import Event
from home.signals import milestone
from tests import factories

pytestmark = pytest.mark.django_db

OPENS, CLOSES = datetime(2021, 2, 1, tzinfo=UTC), datetime(2021, 3, 28, 23, 59, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def heard():
    """What is announced, as (name, event)."""
    found: list[tuple[str, Event]] = []

    def note(name, subject, **kwargs):
        found.append((name, subject))

    milestone.connect(note)
    yield found
    milestone.disconnect(note)


@pytest.mark.parametrize(
    ("now", "told"), [(OPENS - MOMENT, 0), (OPENS, 1), (CLOSES - MOMENT, 1), (CLOSES, 0), (CLOSES + MOMENT, 0)]
)
def test_only_while_the_call_is_open(heard, now, told):
    factories.event_page()
    assert announce_open_calls(now=now) == told
    assert [name for name, _event in heard] == ["call_opened"] * told


def test_once_for_each_event(heard):
    first = factories.event_page().event
    assert announce_open_calls(now=OPENS) == 1
    assert announce_open_calls(now=OPENS + MOMENT) == 0

    second = factories.event(name="Another")
    factories.event_page(slug="another", event=second)
    assert announce_open_calls(now=OPENS + MOMENT) == 1
    assert [event for _name, event in heard] == [first, second]


def test_not_before_readers_can_see_the_event(heard):
    page = factories.event_page(live=False)
    assert announce_open_calls(now=OPENS) == 0
    page.save_revision().publish()
    assert announce_open_calls(now=OPENS + MOMENT) == 1


def test_a_failure_keeps_no_other_event_waiting(heard):
    first, second = factories.event_page().event, factories.event(name="Another")
    factories.event_page(slug="another", event=second)

    def fail(subject, **kwargs):
        if subject == first:
            raise RuntimeError

    milestone.connect(fail)
    assert announce_open_calls(now=OPENS) == 1
    assert list(Event.objects.exclude(call_announced_at=None)) == [second]
    with pytest.raises(RuntimeError):  # once nothing else is left
        announce_open_calls(now=OPENS)
    milestone.disconnect(fail)
    assert announce_open_calls(now=OPENS + MOMENT) == 1


def test_a_failure_is_tried_again(heard, monkeypatch):
    """The note that the call was announced and the issue are written in one transaction."""
    factories.event_page()

    def fail(**kwargs):
        raise RuntimeError

    milestone.connect(fail)
    with pytest.raises(RuntimeError):
        announce_open_calls(now=OPENS)
    milestone.disconnect(fail)
    assert announce_open_calls(now=OPENS + MOMENT) == 1
