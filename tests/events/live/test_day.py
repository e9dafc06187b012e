"""The team's page on the day: what it shows, each press, and who may press."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from events.live.models import LateStart, Notice
from events.live.rooms import live_rooms
from events.models import Event, Slot
from events.programme.queries import load_programme
from events.roster.queries import shifts_of
from home.roles import EDITORS, PROGRAMME_TEAM, TRANSLATORS
from tests import factories
from tests.events.roster import people
from tests.factories import utc

pytestmark = pytest.mark.django_db
CHANNEL = {"kind": "interpretation", "language": "es", "address": "https://meet.example.org/es", "note": ""}


@pytest.fixture
def slots():
    """In Oak Circles, interpreted into Spanish, from 13:00, then Rounds at 14:00; a break for all at 15:00."""
    programme = factories.programme_page()
    Event.objects.update(released_at=utc(0, day=1))
    oak = factories.room(join_url="https://meet.example.org/oak")
    both = {"spoken": ["en"], "interpreted": ["es"]}
    circles, rounds = (factories.session(title, programme) for title in ("Circles", "Rounds"))
    pause = factories.session("Tea", programme, kind="break")
    factories.timetable(
        factories.slot(circles, 13, room=oak, languages=both),
        factories.slot(rounds, 14, room=oak),
        factories.slot(pause, 15),
    )
    return list(Slot.objects.order_by("starts_at"))


def address():
    return reverse("live_admin:day", args=[Event.objects.get().pk])


def in_words(now):
    event, found = Event.objects.get(), []
    for one in live_rooms(load_programme(event, "en", "/"), shifts_of(event), now):
        parts = [[(live.entry.page.title, live.minutes, live.missing) for live in part] for part in (one.now, one.next)]
        found.append((str(one.room or "all"), *parts))
    return found


def test_what_runs_and_what_is_missing(slots):
    unheard, nobody = "No way in to hear it in Español.", "Nobody is named: interpret, Español."
    tea, rounds = ("Tea", 90, []), ("Rounds", 30, [])
    assert in_words(utc(13.5)) == [("all", [], [tea]), ("Oak", [("Circles", 30, [unheard, nobody])], [rounds])]
    ana = people.helper()
    people.assign(people.shift(slots[0]), ana)
    slots[0].room.ways_in = [CHANNEL]
    slots[0].room.save()
    assert in_words(utc(13.5))[1] == ("Oak", [("Circles", 30, [])], [rounds])
    assert in_words(utc(16)) == []


def test_late_notices_and_presence_are_one_press_each(admin_client, client, settings, slots):
    settings.PORTAL_AT = utc(12.9)
    event = Event.objects.get()
    shift = people.assign(people.shift(slots[0]), people.helper())
    page = admin_client.get(address()).content.decode()
    assert "Ana Ruiz" in page and "not here yet" in page and "in 6 minutes" in page
    name = f"{slots[0].session_id}:"
    late = admin_client.post(address(), {"slot": name, "minutes": "10"}, follow=True).content.decode()
    assert "“Circles” starts 10 minutes late." in late and "in 16 minutes" in late
    admin_client.post(address(), {"slot": name, "minutes": "15"})
    assert LateStart.objects.get().minutes == 15
    admin_client.post(address(), {"slot": name, "minutes": "0"})
    assert not LateStart.objects.exists()

    admin_client.post(address(), {"here": shift.pk})
    shift.refresh_from_db()
    assert shift.here_at == utc(12.9)
    admin_client.post(address(), {"away": shift.pk})
    shift.refresh_from_db()
    assert shift.here_at is None

    sent = {"notice": "1", "text_en": "Lunch is early", "session": "", "minutes": "30"}
    assert "Type the notice" in admin_client.post(address(), {**sent, "text_en": " "}).content.decode()
    assert "Lunch is early" in admin_client.post(address(), sent, follow=True).content.decode()
    notice = Notice.objects.get()
    assert (notice.texts, notice.ends_at) == ({"en": "Lunch is early"}, utc(12.9) + timedelta(minutes=30))
    assert "Lunch is early" in client.get("/en/better-systems/programme/").content.decode()
    admin_client.post(address(), {"end": notice.pk})
    assert "Lunch is early" not in client.get("/en/better-systems/programme/").content.decode()
    assert event.notices.count() == 1


@pytest.mark.parametrize("minutes", ["", "-5", "241", "x", "²", "1" * 30])
@pytest.mark.parametrize("slot", ["", "x", "99:", None])
def test_nothing_that_is_sent_is_an_error_page(admin_client, slots, slot, minutes):
    sent = {"minutes": minutes} | ({"slot": slot} if slot is not None else {"slot": f"{slots[0].session_id}:"})
    assert admin_client.post(address(), sent).status_code == 302
    assert not LateStart.objects.exists()


def test_who_may_open_it_and_who_sees_names(client, settings, slots, django_user_model):
    settings.PORTAL_AT = utc(13.5)
    people.assign(people.shift(slots[0]), people.helper())
    seen = {}
    for group in (EDITORS, PROGRAMME_TEAM, f"{TRANSLATORS} Español"):
        user = django_user_model.objects.create_user(group, password="x")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        response = client.get(address())
        seen[group] = (response.status_code, "Ana Ruiz" in response.content.decode())
        if response.status_code == 200:
            assert "The day" in html.fromstring(response.content).find(".//h1").text_content()
        menu = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (address() in menu) == (response.status_code == 200)
    assert list(seen.values()) == [(200, False), (200, True), (302, False)]
    client.logout()
    assert client.get(address()).status_code == 302


def test_queries_do_not_grow(admin_client, settings, slots):
    settings.PORTAL_AT = utc(13.5)

    def queries():
        """After a change, when the programme is read, and from then on."""
        found = []
        for _again in range(2):
            with CaptureQueriesContext(connection) as captured:
                assert admin_client.get(address()).status_code == 200
            found.append(len(captured))
        return found

    people.assign(people.shift(slots[0]), people.helper())
    queries()
    Event.objects.get().save()
    with_one = queries()
    for number in range(3):
        people.assign(people.shift(slots[1]), people.helper(f"Helper{number} X"))
        Notice.objects.create(
            event=Event.objects.get(), texts={"en": "x"}, session=slots[0].session, created_at=utc(13), ends_at=utc(14)
        )
    assert queries() == with_one
    assert with_one[0] <= 32 and with_one[1] <= 20
