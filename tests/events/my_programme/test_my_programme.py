"""A key brings saved sessions into a calendar and to a second device; the portal keeps its hash and nothing else."""

import threading
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from wagtail.models import PageViewRestriction

from events.enums import SlotStatus
from events.models import Event, SessionPage
from events.my_programme import actions
from events.my_programme.models import SavedProgramme
from home.models import RateCounter
from tests import factories

KEY, OTHER = "q" * 20 + "-_AZ09abcdef", "B" * 32
FIRST, SECOND = datetime(2021, 4, 1, tzinfo=UTC), datetime(2021, 4, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("saved", "added", "removed", "result"),
    [
        ([], [3, 1], [], [1, 3]),
        ([1, 2], [3], [1], [2, 3]),  # a star here, an unstar there: both stay
        ([1], [1], [], [1]),
        ([1], [], [9], [1]),
    ],
)
def test_changes_of_two_devices_are_put_together(saved, added, removed, result):
    assert actions.merged(saved, added, removed) == result


@pytest.fixture
def programme(db, settings):
    """Circles has two slots; Secret is a draft."""
    page = factories.programme_page()
    settings.PORTAL_AT = FIRST
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    second = factories.slot(circles, 18)
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 15), second)
    factories.session("Secret")
    return page.shown_event


def pk_of(title):
    return SessionPage.objects.get(title=title).pk


def post(client, name, *, key=KEY, expect=200, **sent):
    args = [] if name == "delete" else [Event.objects.get().pk]
    data = {"key": key, **{word: ".".join(map(str, value)) for word, value in sent.items()}}
    response = client.post(reverse(f"my_programme:{name}", args=args), data)
    assert (response.status_code, "no-store" in response.headers["Cache-Control"]) == (expect, True)
    return response.json().get("sessions") if response.headers["Content-Type"] == "application/json" else None


def calendar(client, *, key=KEY, query=""):
    response = client.get(reverse("my_programme:calendar", args=[key]) + query)
    assert response.status_code == 200
    cal = icalendar.Calendar.from_ical(response.content)
    assert not [error for part in cal.walk() for error in part.errors]
    return sorted(
        (str(one["SUMMARY"]), f"{one['DTSTART'].dt:%H:%M}", int(one["SEQUENCE"]), str(one["STATUS"]), str(one["UID"]))
        for one in cal.walk("VEVENT")
    )


def facts(client):
    return [event[:-1] for event in calendar(client)]


def move_and_cancel(programme, settings):
    """Circles begins at 14 instead of 13, Rounds is cancelled."""
    slots, rounds = programme.timetable.slots.all(), pk_of("Rounds")
    settings.PORTAL_AT = SECOND
    for slot in slots:
        hour = {13: 14, 15: 15, 18: 18}[slot.starts_at.hour]
        slot.status = SlotStatus.CANCELLED if slot.session_id == rounds else SlotStatus.CONFIRMED
        slot.starts_at, slot.ends_at = factories.utc(hour), factories.utc(hour + 1)
    factories.timetable(*slots)


def test_the_calendar_follows_stars_moves_and_cancellations(client, programme, settings):
    circles, rounds = pk_of("Circles"), pk_of("Rounds")
    assert post(client, "start", added=[circles, rounds]) == [str(circles), str(rounds)]
    before = calendar(client)
    assert facts(client) == [
        ("Circles", "13:00", 0, "CONFIRMED"),
        ("Circles", "18:00", 0, "CONFIRMED"),
        ("Rounds", "15:00", 0, "CONFIRMED"),
    ]
    move_and_cancel(programme, settings)
    assert facts(client) == [
        ("Circles", "14:00", 1, "CONFIRMED"),
        ("Circles", "18:00", 0, "CONFIRMED"),
        ("Rounds", "15:00", 1, "CANCELLED"),
    ]
    assert [event[-1] for event in calendar(client)] == [event[-1] for event in before], "the ids stay"
    assert post(client, "save", removed=[circles]) == [str(rounds)]
    assert [title for title, *_rest in facts(client)] == ["Rounds"]
    assert post(client, "save", removed=[rounds]) == []
    assert facts(client) == []


def test_the_private_calendar_is_kept_by_nobody(client, programme):
    post(client, "start", added=[pk_of("Circles")])
    for _again in range(2):
        response = client.get(reverse("my_programme:calendar", args=[KEY]))
        control = response.headers["Cache-Control"]
        assert "no-store" in control and "private" in control and "public" not in control
        assert (response.headers["Referrer-Policy"], response.headers["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert KEY not in str(SavedProgramme.objects.values()) + str(RateCounter.objects.values())
    assert b"VALARM" in client.get(reverse("my_programme:calendar", args=[KEY]) + "?alarm").content


def test_two_tabs_that_begin_at_once_make_one_programme(client, programme, monkeypatch):
    def slowly(saved, added, removed):
        SavedProgramme.objects.get_or_create(key_hash=actions.hash_of(KEY), event=programme)
        return sorted({*saved, *added} - {*removed})

    monkeypatch.setattr(actions, "merged", slowly)
    assert post(client, "start", added=[pk_of("Circles")]) == [str(pk_of("Circles"))]


def test_a_deleted_key_is_gone_and_does_not_come_back(client, programme):
    circles = pk_of("Circles")
    post(client, "start", added=[circles])
    post(client, "start", key=OTHER, added=[circles])
    post(client, "delete")
    assert client.get(reverse("my_programme:calendar", args=[KEY])).status_code == 404
    assert post(client, "save", added=[circles], expect=410) is None
    assert [event[0] for event in calendar(client, key=OTHER)] == ["Circles", "Circles"]


def test_a_star_of_the_moment_in_which_a_key_is_deleted_does_not_bring_it_back(transactional_db, monkeypatch):
    """The star is in another edition, whose row a deletion that did not wait would not see."""
    event, other = factories.event(), factories.event(name="Other")
    SavedProgramme.objects.create(key_hash=actions.hash_of(KEY), event=event)
    is_saving, is_deleted, failed = threading.Event(), threading.Event(), []

    def slowly(saved, added, removed):
        is_saving.set()
        is_deleted.wait(1)  # in vain, where the deletion waits for this star
        return []

    def run(action, **arguments):
        try:
            action(key=KEY, **arguments)
        except BaseException as error:  # noqa: BLE001  told by the assertion below
            failed.append(error)
        finally:
            connection.close()

    def delete(*, key):
        is_saving.wait(60)
        actions.delete(key=key)
        is_deleted.set()

    monkeypatch.setattr(actions, "merged", slowly)
    monkeypatch.setattr(actions, "released", lambda event, sessions: {1})
    star = {"event": other, "added": [1], "removed": [], "is_new": False, "now": FIRST}
    threads = [
        threading.Thread(target=run, args=(actions.save,), kwargs=star),
        threading.Thread(target=run, args=(delete,)),
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failed == []
    assert not actions.saved_under(KEY).exists()


def test_only_what_readers_have_seen_is_saved(client, programme):
    wanted = [pk_of("Circles"), pk_of("Secret"), 999_999]
    assert post(client, "start", added=wanted) == [str(pk_of("Circles"))]
    for odd in ("", "short", "x" * 33, "é" * 32):
        post(client, "start", key=odd, added=wanted, expect=400)
    assert SavedProgramme.objects.count() == 1


def test_a_private_edition_is_in_no_calendar(client, programme):
    post(client, "start", added=[pk_of("Circles")])
    edition = SessionPage.objects.get(title="Circles").get_parent().get_parent()
    PageViewRestriction.objects.create(page=edition, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    assert facts(client) == []


def test_starting_and_saving_have_limits_of_their_own(client, programme):
    post(client, "start")
    RateCounter.objects.update(count=10_000)
    post(client, "start", key=OTHER, expect=429)
    assert post(client, "save") == []
    RateCounter.objects.update(count=10_000)
    post(client, "save", expect=429)
    post(client, "save", key=OTHER, expect=410)
    post(client, "delete")
    assert not SavedProgramme.objects.exists(), "deleting is always possible"


def test_from_other_sites_nothing_is_taken(client, programme):
    for name, args in (("start", [programme.pk]), ("save", [programme.pk]), ("delete", [])):
        address = reverse(f"my_programme:{name}", args=args)
        assert client.post(address, {"key": KEY}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert client.get(address).status_code == 405
    assert not SavedProgramme.objects.exists()


def test_a_programme_is_forgotten_a_year_after_its_edition_and_its_last_change(client, programme, time_machine):
    year, second = actions.KEPT_FOR, timedelta(seconds=1)
    time_machine.move_to(programme.ends_at + year, tick=False)
    post(client, "start", added=[pk_of("Circles")])
    assert actions.forget_expired(now=programme.ends_at + year + second) == 0, "made long after the edition"
    time_machine.shift(year)
    post(client, "save", added=[], removed=[pk_of("Circles")])
    assert actions.forget_expired(now=programme.ends_at + 2 * year + second) == 0, "changed since"
    assert actions.forget_expired(now=programme.ends_at + 3 * year) == 0
    assert actions.forget_expired(now=programme.ends_at + 3 * year + second) == 1


def test_an_earlier_edition_stays_as_long_as_a_later_one_under_the_same_key(programme):
    """A browser with the key would take the answer without it for the wish to remove its stars."""
    later = factories.event(name="Later", ends_at=programme.ends_at + timedelta(days=300))
    for key, event in ((KEY, programme), (KEY, later), (OTHER, programme)):
        SavedProgramme.objects.create(key_hash=actions.hash_of(key), event=event, saved_at=programme.ends_at)
    assert actions.forget_expired(now=programme.ends_at + actions.KEPT_FOR + timedelta(days=1)) == 1
    assert actions.saved_under(KEY).count() == 2
    assert actions.forget_expired(now=later.ends_at + actions.KEPT_FOR + timedelta(days=1)) == 2


def test_the_code_leads_a_second_device_to_the_page_with_the_key_in_its_fragment(client, programme, monkeypatch):
    """Browsers do not send the fragment, so the address is in no log and in no Referer."""
    drawn = []
    monkeypatch.setattr("events.my_programme.views.qr_code", lambda address: drawn.append(address) or "data:")
    data = {"key": KEY, "shown": "1"}
    markup = client.post(reverse("my_programme:start", args=[programme.pk]), data).json()["address"]
    link = f"http://localhost/en/programme/{programme.pk}/mine/#key={KEY}"
    assert drawn == [link]
    assert 'src="data:"' in markup and f'href="{link}"' in markup
    assert f'href="webcal://localhost/en/programme/mine/{KEY}.ics"' in markup
