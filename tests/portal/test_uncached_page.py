"""What a page costs that no cache has, once something else was asked for since the last publication."""

import pytest

from events.models import SpeakerPage
from tests import factories


@pytest.fixture
def pages(db):
    """Two addresses of each kind: the one asked for first, and another."""
    page = factories.programme_page()
    speakers = [factories.speaker(name) for name in ("Ana Lucero", "Berta Luz")]
    sessions = [factories.session(f"Talk of {one.title}", page, speakers=[one]) for one in speakers]
    factories.timetable(*(factories.slot(session) for session in sessions))
    return {
        "home": ("/en/", "/en/?again"),
        "session": [session.get_url() for session in sessions],
        "speaker": [speaker.get_url() for speaker in speakers],
    }


@pytest.mark.parametrize(("kind", "most"), [("home", 2), ("session", 5), ("speaker", 5)])
def test_a_page_asks_for_nothing_but_itself(client, pages, django_assert_max_num_queries, kind, most):
    first, second = pages[kind]
    assert client.get(first).status_code == 200
    with django_assert_max_num_queries(most):
        assert client.get(second).status_code == 200


def test_who_speaks_is_new_at_once(client, pages):
    first, second = pages["session"]
    client.get(first)
    speaker = SpeakerPage.objects.get(title="Berta Luz")
    speaker.title = "Berta Sol"
    speaker.save_revision().publish()
    assert "Berta Sol" in client.get(second).content.decode()
