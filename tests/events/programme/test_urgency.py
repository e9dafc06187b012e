from datetime import UTC, datetime, timedelta

from events.programme.urgency import next_relevant_at
from tests import factories

CLOSES, STARTS = datetime(2021, 3, 28, 23, 59, tzinfo=UTC), datetime(2021, 5, 6, 13, tzinfo=UTC)
ENDS = datetime(2021, 5, 6, 20, tzinfo=UTC)


def test_pages_of_an_event_matter_when_it_begins_and_its_call_when_it_closes(db):
    face = factories.event_page()
    call = factories.call_page(face)
    other = factories.standard_page()
    pages = [face, call, other]

    def at(instant):
        return next_relevant_at(pages, instant)

    opens = datetime(2021, 2, 1, tzinfo=UTC)
    assert at(opens - timedelta(seconds=1)) == {face.pk: STARTS, call.pk: opens}
    assert at(opens) == {face.pk: STARTS, call.pk: CLOSES}
    assert at(CLOSES) == {face.pk: STARTS, call.pk: STARTS}
    assert at(STARTS + timedelta(hours=1))[face.pk] == STARTS + timedelta(hours=1)
    assert at(ENDS) == {}
