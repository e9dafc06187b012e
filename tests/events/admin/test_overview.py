"""The overview of an event, and its exports."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from events.models import SessionPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return factories.programme_page().shown_event


def address(event, name="overview"):
    return reverse(f"events_admin:{name}", args=[event.pk])


def rows(client, event, name):
    body = client.get(address(event, name)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_it_names_what_is_missing(admin_client, event):
    slotted, free = factories.session("Circles", speakers=[factories.speaker("Ana")]), factories.session("Rounds")
    factories.speaker("Nobody yet")
    factories.room(name="Oak")
    factories.timetable(factories.slot(slotted, 13), live=False)
    page = admin_client.get(address(event)).content.decode()
    without_slot, without_session = page.split("Sessions without a slot")[1].split("Speakers without a session")
    assert free.title in without_slot and slotted.title not in without_slot
    assert "Nobody yet" in without_session and ">Ana<" not in without_session
    assert "Oak" in page
    assert "Not published yet." in page
    assert "missing" in page  # no Spanish pages


def test_an_event_without_anything_is_shown_too(admin_client):
    assert admin_client.get(address(factories.event())).status_code == 200


def test_only_those_who_edit_events_see_it(client, event):
    client.force_login(User.objects.create_user("someone", password="x"))
    for name in ("overview", "export_sessions", "export_speakers"):
        assert client.get(address(event, name)).status_code in (302, 403)


def test_queries_do_not_grow(admin_client, queries_with):
    few, many = (queries_with(count, admin_client, lambda page: address(page.shown_event)) for count in (3, 9))
    assert many == few <= 25


def test_sessions_as_csv(admin_client, event):
    factories.home_page("es")
    session = factories.session(
        "=HYPERLINK(1)", speakers=[factories.speaker("+Ana")], themes=[factories.theme("Evidence")]
    )
    factories.timetable(factories.slot(session, 13, room=factories.room(name="@Oak")))
    (row,) = rows(admin_client, event, "export_sessions")
    assert row["title_en"] == "'=HYPERLINK(1)"
    assert (row["room"], row["speakers"], row["themes"]) == ("'@Oak", "'+Ana", "Evidence")
    assert (row["starts_utc"], row["languages"]) == ("2021-05-06 13:00", "spoken: en")


def test_speakers_as_csv(admin_client, event):
    ana = factories.speaker("Ana", answers_in="es, en")
    factories.session("Circles", speakers=[ana])
    factories.session("Rounds", speakers=[ana])
    (row,) = rows(admin_client, event, "export_speakers")
    assert (row["name"], row["answers_in"], row["sessions"]) == ("Ana", "es, en", "Circles; Rounds")


def test_a_session_that_readers_know_is_not_deleted(admin_client, event):
    session = factories.session("Circles")
    factories.timetable(factories.slot(session, 13))
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[session.pk]))
    assert SessionPage.objects.filter(pk=session.pk).exists()
