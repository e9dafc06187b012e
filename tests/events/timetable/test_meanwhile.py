"""Somebody has the form of a timetable open while others save theirs."""

import json

import pytest
from lxml import html

from events.models import Timetable
from events.timetable.forms import TimetableForm
from tests import factories
from tests.events.timetable.test_forms import data_of, shown_form, url
from tests.factories import utc
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable():
    factories.programme_page()
    oak = factories.room(name="Oak")
    slots = [factories.slot(factories.session(title), hour, room=oak) for title, hour in (("One", 13), ("Two", 14))]
    return factories.timetable(*slots, live=False)


def slots():
    """Title → hour in the draft."""
    return {slot.session.title: slot.starts_at.hour for slot in draft().slots.all()}


def draft():
    return Timetable.objects.get().get_latest_revision_as_object()


def change(*, without="", **hours):
    """A colleague, an import or an email writes into the draft."""
    row = draft()
    for slot in row.slots.all():
        hour = hours.pop(slot.session.title, None)
        if hour:
            slot.starts_at, slot.ends_at = utc(hour), utc(hour + 1)
    new = [
        factories.slot(factories.session(title), hour, languages={"spoken": ["es"]}) for title, hour in hours.items()
    ]
    row.slots = [slot for slot in [*row.slots.all(), *new] if slot.session.title != without]
    row.save_revision()


def moved(data, row, hour):
    return data | {
        f"slots-{row}-starts_at": [f"2021-05-06 {hour}:00"],
        f"slots-{row}-ends_at": [f"2021-05-06 {hour + 1}:00"],
    }


def send(client, timetable, data, **more):
    return client.post(url("edit", timetable.pk), data | more)


def shown(page):
    assert page.status_code == 200
    return html.fromstring(page.content)


def test_what_came_in_stays_beside_what_was_typed_and_is_said(admin_client, timetable):
    data = moved(data_of(shown_form(admin_client, timetable)), 0, 15)
    change(Three=16, without="Two")
    said = messages(send(admin_client, timetable, data))
    assert slots() == {"One": 15, "Three": 16}
    assert draft().slots.get(session__title="Three").languages == {"spoken": ["es"]}
    assert "6 May 16:00–17:00 · Three · es" in said
    assert "removed: 6 May 14:00–15:00 · Oak · Two" in said


@pytest.mark.parametrize(
    ("theirs", "saved"), [({"Two": 18}, {"One": 15, "Two": 18}), ({"One": 18}, {"One": 18, "Two": 14})]
)
def test_what_is_saved_while_the_form_is_checked_is_merged_too(admin_client, timetable, monkeypatch, theirs, saved):
    data = moved(data_of(shown_form(admin_client, timetable)), 0, 15)
    check, waiting = TimetableForm.is_valid, [theirs]

    def slow(form):
        is_valid = check(form)
        if waiting:
            change(**waiting.pop())
        return is_valid

    monkeypatch.setattr(TimetableForm, "is_valid", slow)
    page = send(admin_client, timetable, data)
    assert slots() == saved
    said = page.content.decode() if page.status_code == 200 else str(messages(page))
    assert "6 May 18:00–19:00" in said


def test_a_slot_that_both_moved_is_shown_and_decided_by_sending_it_again(admin_client, timetable):
    data = moved(data_of(shown_form(admin_client, timetable)), 0, 15)
    change(One=16, Two=17)
    page = send(admin_client, timetable, data)
    assert slots() == {"One": 16, "Two": 17}, "nothing is saved"
    text = " ".join(page.content.decode().split())
    assert "Somebody else saved this slot as “6 May 16:00–17:00 · Oak · One · en”" in text
    again = data_of(shown(page))
    assert (again["slots-0-starts_at"], again["slots-1-starts_at"]) == (["2021-05-06 15:00"], ["2021-05-06 17:00"])
    assert send(admin_client, timetable, again).status_code == 302
    assert slots() == {"One": 15, "Two": 17}


def test_a_slot_that_one_removed_and_the_other_moved_is_asked_about(admin_client, timetable):
    data = data_of(shown_form(admin_client, timetable)) | {"slots-0-DELETE": ["1"]}
    data = moved(data, 1, 17)
    change(One=16, without="Two")
    page = shown(send(admin_client, timetable, data))
    for row, text in enumerate(("You removed this slot", "Somebody removed this slot")):
        error = page.get_element_by_id(f"inline_child_slots-{row}").find_class("error-message")[0]
        assert error.text_content().strip().startswith(text)
    send(admin_client, timetable, data_of(page))
    assert slots() == {"One": 16, "Two": 17}


def test_nobody_publishes_what_they_have_not_seen(admin_client, timetable):
    data = data_of(shown_form(admin_client, timetable))
    change(Three=16)
    page = send(admin_client, timetable, data, **{"action-publish": ["1"]})
    assert "Three" in page.content.decode() and "their changes are kept" in page.content.decode()
    assert send(admin_client, timetable, data_of(shown(page)), **{"action-publish": ["1"]}).status_code == 302


def test_restoring_an_old_version_takes_everything_of_it(admin_client, timetable):
    old = draft().latest_revision
    change(One=16, Three=17, without="Two")
    page = shown(admin_client.get(url("revisions_revert", timetable.pk, old.pk)))
    assert send(admin_client, timetable, data_of(page)).status_code == 302
    assert slots() == {"One": 13, "Two": 14}


def test_a_page_that_saves_by_itself_is_based_on_what_it_saved(admin_client, timetable):
    data = moved(data_of(shown_form(admin_client, timetable)), 0, 15)
    answer = admin_client.post(url("edit", timetable.pk), data, headers={"accept": "application/json"}).json()
    data |= {name: [value] for name, value in answer["field_updates"].items()}
    assert json.loads(data["based_on"][0]).keys() == {data[f"slots-{row}-known_as"][0] for row in (0, 1)}
    assert send(admin_client, timetable, moved(data, 0, 16)).status_code == 302
    assert slots() == {"One": 16, "Two": 14}


@pytest.mark.parametrize("sent", ["", "x", "[]", "3"])
def test_a_form_without_its_base_replaces_all(admin_client, timetable, sent):
    data = data_of(shown_form(admin_client, timetable)) | {"based_on": [sent]}
    change(Three=16)
    assert send(admin_client, timetable, data).status_code == 302
    assert slots() == {"One": 13, "Two": 14}
