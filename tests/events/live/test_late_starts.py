"""A session that starts late: pages and join links move with it at once; feeds and SEQUENCE stay as published."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from events.feeds import jsonld
from events.live.models import LateStart
from events.models import Event, Slot
from events.programme.now_and_next import find_now_and_next
from events.programme.queries import load_programme
from tests import factories
from tests.factories import utc

JOIN = "https://meet.example.org/oak"
TEN = timedelta(minutes=10)


@pytest.fixture
def slot(request):
    """Circles, from 13:00 to 14:00 in Oak, then Rounds to 15:00; in both languages."""
    programme = factories.programme_page()
    pages = [factories.session(title, programme) for title in ("Circles", "Rounds")]
    factories.home_page("es")
    for page in (programme.get_parent().specific, programme, *pages):
        factories.translated(page, "es")
    Event.objects.update(released_at=utc(0, day=1), ends_at=utc(15))
    oak = factories.room(join_url=JOIN)
    factories.timetable(*(factories.slot(page, 13 + number, room=oak) for number, page in enumerate(pages)))
    return Slot.objects.get(session=pages[0])


def be_late(slot, minutes=10):
    event = slot.timetable.event
    return LateStart.objects.create(event=event, session=slot.session, starts_at=slot.starts_at, minutes=minutes)


def feeds(client, event):
    names = ("calendar", "schedule_xml", "schedule_json", "changes_feed")
    return [client.get(reverse(f"events:{name}", args=[event.pk])).content for name in names]


@pytest.mark.django_db
def test_feeds_robots_and_releases_do_not_notice(client, slot):
    event = slot.timetable.event
    before, jsons = feeds(client, event), []
    for minutes in (0, 10):
        if minutes:
            be_late(slot, minutes)
        entry = load_programme(event, "en", "/").entries[0]
        jsons.append(jsonld.session(event, entry, "/image.png"))
    assert entry.starts_at == utc(13) + TEN and entry.late_minutes == 10
    assert jsons[0] == jsons[1]
    assert feeds(client, event) == before
    assert client.get("/en/better-systems/programme/circles/").content.decode().count("Starts 10 minutes late") == 1


@pytest.mark.django_db
def test_now_moves_and_goes_on_after_the_event_has_ended(slot):
    event = slot.timetable.event
    be_late(slot)
    rounds = Slot.objects.exclude(pk=slot.pk).get()
    be_late(rounds, 20)
    programme = load_programme(event, "en", "/")

    def titles(now):
        found = find_now_and_next(programme, now)
        return [one.page.title for one in found.now], [one.page.title for one in found.next], found.until

    assert titles(utc(13)) == ([], ["Circles"], utc(13) + TEN)
    assert titles(utc(14)) == (["Circles"], ["Rounds"], utc(14) + timedelta(minutes=5))  # Rounds can be joined
    assert titles(utc(15)) == (["Rounds"], [], utc(15) + 2 * TEN)
    assert titles(utc(15) + 2 * TEN)[:2] == ([], [])


@pytest.mark.django_db
def test_a_release_that_moves_the_slot_ends_what_was_said_about_it(slot):
    be_late(slot)
    rounds = Slot.objects.exclude(pk=slot.pk).get()
    factories.timetable(factories.slot(slot.session, 15.5, room=slot.room), factories.slot(rounds.session, 14))
    assert [one.late_minutes for one in load_programme(slot.timetable.event, "en", "/").entries] == [0, 0]


@pytest.mark.timeout(300, func_only=True)
@pytest.mark.parametrize("kept_pages", ["one machine"], indirect=True)
def test_join_links_move_on_kept_pages_and_back(kept_pages, slot):
    reader, event = Client(), slot.timetable.event
    addresses = [
        f"/{code}/better-systems/{path}" for code in ("en", "es") for path in ("programme/", "programme/circles/")
    ]
    for code in ("en", "es"):
        with override(code):
            addresses.append(reverse("events:my_programme", args=[event.pk]) + f"?s={slot.session_id}")
            addresses.append(reverse("events:now_and_next", args=[event.pk]))

    def shown(minute, second=0):
        at = datetime(2021, 5, 6, 12, tzinfo=UTC) + timedelta(minutes=minute, seconds=second)
        with time_machine.travel(at, tick=False):
            found = {JOIN in reader.get(address).content.decode() for address in addresses}
        assert len(found) == 1, at
        return found.pop()

    assert [shown(44, 59), shown(45)] == [False, True]
    row = be_late(slot)
    assert [shown(45, 1), shown(54, 59), shown(55)] == [False, False, True]
    row.delete()
    assert shown(45, 2)
