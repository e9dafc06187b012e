"""Changes that the board sends: saved into the draft, merged with a colleague's, and never an error page."""

import json
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from events.models import ProgrammePage, Slot, Timetable
from events.submissions import actions
from events.submissions.models import PlannedSlot
from events.timetable.board.changes import SlotChange, apply_changes
from events.timetable.board.rows import read_values, values_of
from events.timetable.merge import name_of
from home.roles import EDITORS, PROGRAMME_TEAM, translators_group_name
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission
from tests.factories import utc
from tests.programmes import programme_of, stranger_programme
from tests.strangers import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable():
    """Three sessions in Oak, published."""
    factories.programme_page()
    oak = factories.room()
    sessions = [factories.session(title) for title in ("One", "Two", "Three")]
    return factories.timetable(
        *(factories.slot(one, 13 + hour, room=oak) for hour, one in enumerate(sessions)),
    )


def address(timetable, name="edit"):
    return reverse(f"wagtailsnippets_events_timetable:{name}", args=[timetable.pk])


def shown(client, timetable):
    return client.get(address(timetable)).context["data"]


def send(client, timetable, changes, **more):
    sent = {"changes": changes, **more}
    return client.post(address(timetable, "board_save"), json.dumps(sent), content_type="application/json")


def values(slot, **changed):
    """What a browser sends of a slot that it was shown."""
    return {name: value for name, value in slot.items() if name not in ("id", "session")} | changed


def moved(key, slot, hour=18):
    after = values(slot, starts_at=f"2021-05-06T{hour}:00:00Z", ends_at=f"2021-05-06T{hour + 1}:00:00Z")
    return {"key": key, "before": values(slot), "after": after}


def draft_hours(timetable):
    draft = Timetable.objects.get(pk=timetable.pk).get_latest_revision_as_object()
    return {slot.session.title: slot.starts_at.hour for slot in draft.slots.all()}


def test_moves_are_saved_as_one_revision_of_a_sitting_and_readers_see_nothing(admin_client, timetable):
    data = shown(admin_client, timetable)
    (first, one), (second, two), _third = data["slots"].items()
    answer = send(admin_client, timetable, [moved(first, one)], version=data["version"]).json()
    assert "slots" not in answer
    assert not answer["refused"]
    revisions = Revision.objects.count()
    next_one = send(
        admin_client, timetable, [moved(second, two, 19)], version=answer["version"], sitting=answer["sitting"]
    ).json()
    assert "slots" not in next_one
    assert Revision.objects.count() == revisions
    assert draft_hours(timetable) == {"Three": 15, "One": 18, "Two": 19}
    assert sorted(slot.starts_at.hour for slot in Slot.objects.all()) == [13, 14, 15]


def test_a_revision_that_is_published_or_somebody_else_s_is_not_overwritten(admin_client, timetable):
    (first, one), (second, two), _third = shown(admin_client, timetable)["slots"].items()
    answer = send(admin_client, timetable, [moved(first, one)]).json()
    Revision.objects.get(pk=answer["sitting"]).publish()
    assert send(admin_client, timetable, [moved(second, two)], sitting=answer["sitting"]).status_code == 200
    assert Slot.objects.get(session__title="Two").starts_at.hour == 14
    assert Timetable.objects.get().latest_revision_id != answer["sitting"]


def test_a_colleague_s_change_is_merged_where_it_touches_other_slots_and_shown_where_not(
    admin_client, client, timetable, django_user_model
):
    colleague = django_user_model.objects.create_superuser("beatriz")
    client.force_login(colleague)
    data = shown(admin_client, timetable)
    (first, one), (second, two), _third = data["slots"].items()
    send(client, timetable, [moved(first, one, 17), moved(second, two, 16)])
    mine = [moved(first, one, 18), moved(_third[0], _third[1], 19)]
    answer = send(admin_client, timetable, mine, version=data["version"]).json()
    assert draft_hours(timetable) == {"One": 17, "Two": 16, "Three": 19}
    assert [refused["key"] for refused in answer["refused"]] == [first]
    assert answer["slots"][first]["starts_at"] == "2021-05-06T17:00:00Z"
    assert answer["slots"][second]["starts_at"] == "2021-05-06T16:00:00Z"
    assert answer["who"] == "beatriz"


def test_a_slot_that_comes_back_is_the_same_one(admin_client, timetable):
    """Removing it and undoing that changes nothing for calendars."""
    before = shown(admin_client, timetable)["slots"]
    key, slot = next(iter(before.items()))
    send(admin_client, timetable, [{"key": key, "before": values(slot), "after": None}])
    assert key not in shown(admin_client, timetable)["slots"]
    send(admin_client, timetable, [{"key": key, "before": None, "after": values(slot)}])
    assert shown(admin_client, timetable)["slots"] == before


@pytest.mark.skipif(not FOLDER.exists(), reason="the programmes are not here")
def test_undoing_everything_returns_the_same_slots_with_their_ids(admin_client):
    """60 sessions in two languages: moved, swapped, cancelled, removed and placed once more, then all of it undone."""
    stranger_programme("XL.en")
    timetable, choose, done = Timetable.objects.get(), Random(7), []
    before = now = shown(admin_client, timetable)["slots"]
    assert len(before) == 60
    for number in range(40):
        key, other = choose.sample(sorted(now), 2)
        one, two = values(now[key]), values(now[other])
        step = {
            0: {key: one | {name: two[name] for name in ("starts_at", "ends_at", "room")}, other: two | {"room": None}},
            1: {key: one | {"status": "cancelled", "pinned": True, "languages": {}}},
            2: {key: None},
            3: {f"{now[key]['session']}:{UUID(int=choose.getrandbits(128), version=4)}": one},
        }[number % 4]
        changes = [
            {"key": name, "before": values(now[name]) if name in now else None, "after": step[name]} for name in step
        ]
        assert not send(admin_client, timetable, changes).json()["refused"]
        done.append(changes)
        now = shown(admin_client, timetable)["slots"]
    assert sum(now.get(key) != slot for key, slot in before.items()) > 25
    for changes in reversed(done):
        undone = [{"key": one["key"], "before": one["after"], "after": one["before"]} for one in changes]
        assert not send(admin_client, timetable, undone).json()["refused"]
    assert shown(admin_client, timetable)["slots"] == before


def test_a_duplicate_keeps_the_key_that_the_board_gave_it(admin_client, timetable):
    slot = next(iter(shown(admin_client, timetable)["slots"].values()))
    key = f"{slot['session']}:{uuid4()}"
    after = values(slot, starts_at="2021-05-06T19:00:00Z", ends_at="2021-05-06T20:00:00Z")
    send(admin_client, timetable, [{"key": key, "before": None, "after": after}])
    assert key in shown(admin_client, timetable)["slots"]


def test_a_session_of_another_edition_is_refused(admin_client, timetable):
    slot = next(iter(shown(admin_client, timetable)["slots"].values()))
    page = factories.event_page(title="Other", slug="other", event=factories.event(name="Other"))
    stranger = factories.session("Strange", factories.add(page, ProgrammePage(title="Programme", slug="programme")))
    change = {"key": f"{stranger.pk}:", "before": None, "after": values(slot)}
    assert send(admin_client, timetable, [change]).status_code == 400
    assert "Strange" not in draft_hours(timetable)


def test_nothing_that_is_sent_is_an_error_page(admin_client, timetable):
    key, slot = next(iter(shown(admin_client, timetable)["slots"].items()))
    good = values(slot)
    bad_values = [
        {"starts_at": "yesterday"}, {"starts_at": None}, {"starts_at": "0001-01-01T00:00:00Z"}, {"ends_at": 7},
        {"room": "Oak"}, {"room": 10**30}, {"room": [1]}, {"room": 4711}, {"status": "maybe"}, {"status": []},
        {"languages": ["en"]}, {"languages": {"sung": ["en"]}}, {"languages": {"spoken": ["?"]}},
        {"languages": {"spoken": "en"}}, {"ways_in": "x"}, {"ways_in": [{"kind": "boat"}]},
        {"ways_in": [{"kind": "chat", "address": "javascript:alert(1)"}]},
        {"ways_in": [{"kind": "chat", "address": "https://example.org", "note": "x" * 999}]},
    ]  # fmt: skip
    bad_changes = [{"key": key, "before": good, "after": good | bad} for bad in bad_values]
    bad_changes += [{"key": one, "before": None, "after": good} for one in ("", "x", "1", ":", "99999:", "1:x", "p", 7)]
    bad_changes += [None, 7, "x", {}, {"key": key, "before": 7}]
    for change in bad_changes:
        answer = send(admin_client, timetable, [change])
        assert answer.status_code == 400, change
        assert answer.json()["error"].endswith("."), change
    for body in ("", "[]", "{", "[" * 100_000, '{"changes": {}}', '{"changes": NaN}'):
        answer = admin_client.post(address(timetable, "board_save"), body, content_type="application/json")
        assert answer.status_code == 400, body[:20]
    assert draft_hours(timetable) == {"One": 13, "Two": 14, "Three": 15}


def test_only_who_may_change_the_timetable_does_and_nobody_while_it_is_locked(client, timetable, django_user_model):
    user = django_user_model.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=translators_group_name("es")))
    client.force_login(user)
    assert client.get(address(timetable)).status_code == 302  # to the admin's home, with a message
    assert send(client, timetable, []).status_code in (302, 403)
    user.groups.add(Group.objects.get(name=EDITORS))
    key, slot = next(iter(shown(client, timetable)["slots"].items()))
    Timetable.objects.update(locked=True)
    assert shown(client, timetable)["locked"]
    answer = send(client, timetable, [moved(key, slot)])
    assert (answer.status_code, "locked" in answer.json()["error"]) == (400, True)
    assert draft_hours(timetable)["One"] == 13


def test_the_programme_team_alone_plans_on_the_board_and_is_led_nowhere_it_may_not_go(
    client, timetable, django_user_model
):
    user = django_user_model.objects.create_user("dora")
    user.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    client.force_login(user)
    answer = client.get(address(timetable))
    key, slot = next(iter(answer.context["data"]["slots"].items()))
    assert not send(client, timetable, [moved(key, slot)]).json()["refused"]
    assert draft_hours(timetable)["One"] == 18
    page = answer.content.decode()
    assert "data-new-session" not in page and "data-publish" not in page
    assert answer.context["data"]["session_url"] == ""
    crumbs = [crumb["url"] for crumb in answer.context["breadcrumbs_items"] if crumb["url"]]
    assert [client.get(url).status_code for url in crumbs] == [200]
    for name in ("edit", "suggestions", "history"):
        assert client.get(address(timetable, name)).status_code == 200, name
    assert client.get(f"{address(timetable)}?rows").status_code == 200
    client.post(address(timetable, "board_publish"))
    assert sorted(slot.starts_at.hour for slot in Slot.objects.all()) == [13, 14, 15]
    assert crumbs[0] in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_accepted_proposal_is_planned_on_the_board_by_those_who_may_see_it(
    admin_client, admin_user, client, timetable, django_user_model, settings
):
    settings.PORTAL_AT = NOW
    row = submission(title="Zquaccepted")
    actions.accept(submission=row, user=admin_user, now=NOW)
    data = shown(admin_client, timetable)
    key, after = f"p{row.pk}", values(next(iter(data["slots"].values())), languages={})
    assert (data["sessions"][key]["title"], data["sessions"][key]["spoken"]) == ("Zquaccepted", "es")
    answer = send(admin_client, timetable, [{"key": key, "before": None, "after": after}]).json()
    assert "Something else is planned in this room" in answer["refused"][0]["text"]
    after |= {"starts_at": "2021-05-06T18:00:00Z", "ends_at": "2021-05-06T19:00:00Z"}
    answer = send(admin_client, timetable, [{"key": key, "before": None, "after": after}]).json()
    assert not answer["refused"]
    assert PlannedSlot.objects.get().starts_at == utc(18)
    slot = shown(admin_client, timetable)["slots"][key]
    assert (slot["session"], slot["languages"]) == (key, {"spoken": ["es"]})

    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    page = client.get(address(timetable)).content.decode()
    assert "Zquaccepted" not in page
    send(client, timetable, [{"key": key, "before": after, "after": None}])
    assert PlannedSlot.objects.count() == 1
    send(admin_client, timetable, [{"key": key, "before": after, "after": None}])
    assert PlannedSlot.objects.count() == 0


def test_two_planned_proposals_swap_or_both_stay(admin_client, admin_user, timetable, settings):
    settings.PORTAL_AT = NOW
    keys = []
    for title in ("Zquone", "Zqutwo"):
        row = submission(title=title, people=[speaker_data(title, email=f"{title}@example.org")])
        actions.accept(submission=row, user=admin_user, now=NOW)
        keys.append(f"p{row.pk}")
    room = timetable.event.rooms.get().pk
    early, late = (
        read_values({"starts_at": f"2021-05-06T{hour}:00Z", "ends_at": f"2021-05-06T{hour + 1}:00Z", "room": room})
        for hour in (17, 18)
    )
    longer = late | {"ends_at": "2021-05-06T19:30:00Z"}
    one, other = keys
    placed = [{"key": one, "before": None, "after": early}, {"key": other, "before": None, "after": late}]
    assert not send(admin_client, timetable, placed).json()["refused"]
    overlap = early | {"ends_at": "2021-05-06T18:30:00Z"}
    both = [{"key": one, "before": early, "after": longer}, {"key": other, "before": late, "after": overlap}]
    assert len(send(admin_client, timetable, both).json()["refused"]) == 2
    swap = [{"key": one, "before": early, "after": late}, {"key": other, "before": late, "after": early}]
    assert not send(admin_client, timetable, swap).json()["refused"]
    assert {f"p{slot.submission_id}": slot.starts_at for slot in PlannedSlot.objects.all()} == {
        one: utc(18),
        other: utc(17),
    }


def test_the_number_of_queries_does_not_grow(admin_client):
    counts = []
    programme_of(1)
    for size in (2, 1, 3, 484):  # the first one fills the caches
        _fill_up(size)
        timetable = Timetable.objects.get()
        key, slot = next(iter(shown(admin_client, timetable)["slots"].items()))
        with CaptureQueriesContext(connection) as opening:
            shown(admin_client, timetable)
        with CaptureQueriesContext(connection) as saving:
            assert send(admin_client, timetable, [moved(key, slot)]).status_code == 200
        with CaptureQueriesContext(connection) as opening_a_draft:
            shown(admin_client, timetable)
        with CaptureQueriesContext(connection) as opening_rows:
            admin_client.get(f"{address(timetable)}?rows")
        counts.append((len(opening), len(saving), len(opening_a_draft), len(opening_rows)))
        Timetable.objects.get().latest_revision.publish()
    assert counts[1] == counts[2] == counts[3]
    opening_it, _saving_it, opening_a_draft_of_it, opening_rows_of_it = counts[3]
    assert max(opening_it, opening_a_draft_of_it) <= 25
    assert opening_rows_of_it <= 40


def test_the_number_of_queries_does_not_grow_with_proposals_whose_emails_are_held(
    client, admin_user, timetable, django_user_model, settings
):
    """The programme team's own rows, for who is an editor as well."""
    settings.PORTAL_AT = NOW
    user = django_user_model.objects.create_user("somebody")
    user.groups.set(Group.objects.filter(name__in=[EDITORS, PROGRAMME_TEAM]))
    client.force_login(user)
    theme, counts, keys = factories.theme("Zquonly"), [], []
    for count in (1, 1, 3):  # the first one fills the caches
        while len(keys) < count:
            title = f"Zqu{len(keys)}"
            row = submission(title=title, people=[speaker_data(title, email=f"{title}@example.org")])
            row.themes.add(theme)
            actions.accept(submission=row, user=admin_user, now=NOW)
            keys.append(f"p{row.pk}")
            PlannedSlot.objects.create(submission=row, starts_at=utc(17), ends_at=utc(18))
        with CaptureQueriesContext(connection) as opening:
            data = shown(client, timetable)
        counts.append(len(opening))
        assert set(keys) <= set(data["slots"])
        assert sum(one["kind"] == "planned" for one in data["problems"]) == count
        assert [data["themes"][number] for number in data["sessions"][keys[-1]]["themes"]] == ["Zquonly"]
    assert counts[1] == counts[2] <= 26


def _fill_up(size):
    """Further slots of the same session, and sessions without one, up to `size` each."""
    timetable = Timetable.objects.get()
    (slot,) = list(timetable.slots.all())[:1]
    sessions = [slot.session, *(factories.session(f"More {number} of {size}") for number in range(2))]
    times = [slot.starts_at + timedelta(minutes=20 * number) for number in range(size)]
    factories.timetable(
        *(factories.slot(sessions[number % 3], starts_at=time, minutes=20) for number, time in enumerate(times))
    )


def test_changes_are_applied_to_what_they_were_based_on_only():
    slot = Slot(session_id=1, starts_at=utc(13), ends_at=utc(14))
    before, after = values_of(slot), values_of(Slot(session_id=1, starts_at=utc(15), ends_at=utc(16)))
    assert [values_of(one) for one in apply_changes([slot], [SlotChange("1:", before, after)], {}).slots] == [after]
    assert apply_changes([slot], [SlotChange("1:", before, None)], {}).refused  # it is at 15:00 by now
    assert apply_changes([slot], [SlotChange("1:", before, after)], {}).written == []  # somebody has done the same
    assert [name_of(one) for one in apply_changes([], [SlotChange("2:", None, after)], {"2:": 7}).slots] == ["2:"]
