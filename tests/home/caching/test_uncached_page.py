"""What an uncached page costs when the shared data is already loaded."""

import pytest

from events.models import SessionPage, SpeakerPage
from events.templatetags import entry_tags
from tests import factories


@pytest.fixture
def pages(db):
    """Two addresses of each kind: one to load the shared data, and another."""
    page = factories.programme_page()
    speakers = [factories.speaker(name) for name in ("Ana Lucero", "Berta Luz")]
    sessions = [factories.session(f"Talk of {one.title}", page, speakers=[one]) for one in speakers]
    factories.timetable(*(factories.slot(session) for session in sessions))
    return {
        "home": ("/en/", "/en/?again"),
        "session": [session.get_url() for session in sessions],
        "speaker": [speaker.get_url() for speaker in speakers],
        "programme": (page.get_url(), f"{page.get_url()}?follow=en"),
    }


@pytest.mark.parametrize(("kind", "most"), [("home", 0), ("session", 4), ("speaker", 4), ("programme", 3)])
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


def test_rows_of_the_programme_are_written_once(client, pages, monkeypatch):
    rows: dict = {}
    monkeypatch.setattr(entry_tags, "_rendered_entries", lambda language, place: rows)
    first, second = pages["programme"]
    client.get(first)
    assert len(rows) == 2
    rows.update(dict.fromkeys(rows, "<li>kept</li>"))
    assert client.get(second).content.decode().count("<li>kept</li>") == 2


def test_a_row_is_new_at_once(client, pages):
    first, second = pages["programme"]
    client.get(first)
    session = SessionPage.objects.get(title="Talk of Berta Luz")
    session.title = "Talk of Berta Sol"
    session.save_revision().publish()
    assert "Talk of Berta Sol" in client.get(second).content.decode()
