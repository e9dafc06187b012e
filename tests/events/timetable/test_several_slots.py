"""A session at several times: the first keeps the identity of the session, each further one has its own, stored."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.urls import reverse
from lxml import etree, html

from events.enums import SlotStatus
from events.models import Event, Slot, give_keys
from events.programme.queries import load_programme
from tests import factories
from tests.events.timetable.test_forms import data_of
from tests.markup import unwrapped

FIRST, SECOND = datetime(2021, 4, 1, tzinfo=UTC), datetime(2021, 4, 20, tzinfo=UTC)
OWN = UUID("7b0fd9d8-7f55-4e5f-a4a5-6d2b7d6d2c11")


def test_only_further_slots_of_a_session_get_a_key_and_keep_it():
    slots = [Slot(session_id=1), Slot(session_id=2), Slot(session_id=1, key=OWN), Slot(session_id=1)]
    assert give_keys(slots)
    keys = [slot.key for slot in slots]
    assert keys[:3] == [None, None, OWN] and keys[3] not in (None, OWN)
    assert not give_keys(slots) and [slot.key for slot in slots] == keys


def test_a_copied_key_is_replaced():
    slots = [Slot(session_id=1), Slot(session_id=1, key=OWN), Slot(session_id=1, key=OWN)]
    assert give_keys(slots) and len({slot.key for slot in slots}) == 3


@pytest.fixture
def circles(db, settings):
    """Circles at 13 and at 17 h, released."""
    settings.PORTAL_AT = FIRST
    session = factories.session("Circles", factories.programme_page())
    factories.timetable(factories.slot(session, 13), factories.slot(session, 17))
    return session


def released(session):
    rows = session.releases.order_by("starts_at")
    return [(row.starts_at.hour, row.key is None, row.status, row.sequence) for row in rows]


def entries():
    return load_programme(Event.objects.get(), "en", "/").entries


def test_each_slot_has_its_own_release_and_sequence(circles, settings):
    assert released(circles) == [(13, True, "confirmed", 0), (17, False, "confirmed", 0)]
    settings.PORTAL_AT = SECOND
    _first, second = Slot.objects.order_by("starts_at")
    moved = factories.slot(circles, 18, key=second.key)
    factories.timetable(factories.slot(circles, 13), moved)
    assert released(circles) == [(13, True, "confirmed", 0), (18, False, "confirmed", 1)]
    factories.timetable(moved)
    assert released(circles) == [(13, True, "cancelled", 1), (18, False, "confirmed", 1)]
    assert [(entry.starts_at.hour, entry.is_cancelled) for entry in entries()] == [(13, True), (18, False)]


def test_the_first_is_known_by_the_session_and_the_other_by_its_key_in_every_file(circles, client):
    first, second = entries()
    assert first.key == str(circles.translation_key) and first.number == circles.pk
    assert second.key != first.key and 2**30 <= second.number < 2**31
    event = Event.objects.get()
    calendar = client.get(reverse("events:calendar", args=[event.pk])).content.decode().replace("\r\n ", "")
    assert calendar.count("UID:") == 2
    assert f"UID:{first.key}@" in calendar and f"UID:{second.key}@" in calendar
    schedule = json.loads(client.get(reverse("events:schedule_json", args=[event.pk])).content)
    rows = [row for rooms in schedule["schedule"]["conference"]["days"][0]["rooms"].values() for row in rooms]
    assert [(row["guid"], row["id"]) for row in rows] == [(one.key, one.number) for one in (first, second)]
    tree = etree.fromstring(client.get(reverse("events:schedule_xml", args=[event.pk])).content)
    assert [row.get("guid") for row in tree.iter("event")] == [first.key, second.key]


def test_the_sessions_page_and_calendar_have_all_times_and_stars_are_of_the_session(circles, client):
    path = "/en/better-systems/programme/"
    page = unwrapped(client.get(f"{path}circles/").content.decode())
    assert page.count("data-hour>13:00</time>") == 1 and page.count("data-hour>17:00</time>") == 1
    assert page.count(f'data-star="{circles.pk}"') == 1
    assert page.count("application/ld+json") == 2
    event = Event.objects.get()
    calendar = client.get(reverse("events:session_calendar", args=[event.pk, circles.translation_key])).content
    assert calendar.count(b"BEGIN:VEVENT") == 2
    listed = client.get(path).content.decode()
    assert listed.count(f'data-star="{circles.pk}"') == 2
    mine = html.fromstring(client.get(reverse("events:my_programme", args=[event.pk]), {"s": circles.pk}).content)
    assert len(mine.find_class("start-time")) == 2
    assert len(mine.xpath("//input[@name='s'][@type='checkbox']")) == 1
    assert mine.xpath("//a[@data-calendar]/@href")[0].endswith(f"?s={circles.pk}")


def test_one_cancelled_time_does_not_cancel_the_session(circles, client, settings):
    settings.PORTAL_AT = SECOND
    key = Slot.objects.get(starts_at=factories.utc(17)).key
    cancelled = factories.slot(circles, 17, key=key, status=SlotStatus.CANCELLED)
    factories.timetable(factories.slot(circles, 13), cancelled)
    page = client.get("/en/better-systems/programme/circles/").content.decode()
    assert "This time of the session has been cancelled:" in page
    assert "This session has been cancelled." not in page and 'class="struck"' not in page


def test_keys_outlive_the_form_whatever_is_moved_or_added(circles, admin_client):
    url = reverse("wagtailsnippets_events_timetable:edit", args=[Event.objects.get().timetable.pk])
    key = Slot.objects.get(starts_at=factories.utc(17)).key
    data = data_of(html.fromstring(admin_client.get(f"{url}?rows").content))
    new = {name.replace("slots-0-", "slots-2-"): value for name, value in data.items() if name.startswith("slots-0-")}
    new |= {"slots-2-id": [""], "slots-2-known_as": [""]}
    new |= {"slots-2-starts_at": ["2021-05-06 15:00"], "slots-2-ends_at": ["2021-05-06 15:40"]}
    moved = {"slots-1-starts_at": ["2021-05-06 13:10"], "slots-1-ends_at": ["2021-05-06 13:40"]}
    data |= {**new, **moved, "slots-TOTAL_FORMS": ["3"], "slots-0-starts_at": ["2021-05-06 18:00"]}
    data |= {"slots-0-ends_at": ["2021-05-06 19:00"], "action-publish": ["1"]}
    for _time in range(2):
        assert admin_client.post(url, data).status_code == 302
        slots = {slot.starts_at.hour: slot.key for slot in Slot.objects.all()}
        assert (slots[18], slots[13]) == (None, key) and slots[15] not in (None, key)
        data = data_of(html.fromstring(admin_client.get(f"{url}?rows").content)) | {"action-publish": ["1"]}
        key = slots[13]
    assert len(released(circles)) == 3


def test_a_session_twice_at_the_same_time_is_an_error(circles, admin_client):
    url = reverse("wagtailsnippets_events_timetable:edit", args=[Event.objects.get().timetable.pk])
    data = data_of(html.fromstring(admin_client.get(f"{url}?rows").content))
    data |= {"slots-1-starts_at": ["2021-05-06 13:30"], "action-publish": ["1"]}
    assert "“Circles” has two slots at the same time." in admin_client.post(url, data).content.decode()
