"""A suggestion for a timetable: asked for, worked out by the worker, taken in part."""

import json
from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.enums import SessionKind
from events.models import SchedulingRun, SchedulingState, SessionPage, SessionSpeaker, Slot, SpeakerAvailability
from events.submissions import actions
from events.submissions.models import PlannedSlot
from events.timetable.board.changes import SlotChange
from events.timetable.board.rows import values_of
from events.timetable.board.saving import save_changes
from events.timetable.drafts import slots_of_draft
from events.timetable.scheduling.problem import Place, stretch
from events.timetable.suggestions import runs
from events.timetable.suggestions.asking import Wishes, problem_of
from home.roles import EDITORS
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission
from tests.factories import utc
from tests.programmes import programme_of

pytestmark = pytest.mark.django_db

HEARD = [{"kind": "interpretation", "language": "es", "address": "https://example.org", "note": ""}]


@pytest.fixture
def timetable():
    """One in Oak at 13:00, published; a break at 14:00; Ana, in Auckland, can speak at 15:00 and has no slot."""
    factories.programme_page()
    oak = factories.room(name="Oak")
    ana = factories.speaker("Ana Lucero")
    one, pause = factories.session("One"), factories.session("Tea", kind=SessionKind.BREAK)
    timetable = factories.timetable(
        factories.slot(one, 13, room=oak, languages={"spoken": ["en"], "interpreted": ["es", "fr"]}),
        factories.slot(pause, 14, 30),
    )
    factories.session("Two", speakers=[ana])
    hours = {"zone": "Pacific/Auckland", "hours": ["2021-05-06T15:00Z"]}
    SpeakerAvailability.objects.create(event=timetable.event, speaker=ana, **hours)
    return timetable


def url(name, *args):
    return reverse(f"wagtailsnippets_events_timetable:{name}", args=args)


def sent(client, timetable, **changed):
    """The form as it is shown, with changes."""
    form = client.get(url("suggestions", timetable.pk)).context["form"]
    data = {field.name: field.value() for field in form}
    return {name: value for name, value in (data | changed).items() if value is not None}


def asked(client, timetable, **changed):
    client.post(url("suggestions", timetable.pk), sent(client, timetable, **changed))
    return SchedulingRun.objects.first()


def worked_out(run):
    while runs.do_portion():
        pass
    run.refresh_from_db()
    return run


def test_from_the_form_to_the_draft(timetable, admin_client):
    run = asked(admin_client, timetable)
    page = url("suggestion", timetable.pk, run.pk)
    assert "A timetable is being worked out." in admin_client.get(page).content.decode()
    assert worked_out(run).state == SchedulingState.DONE
    (change,) = admin_client.get(url("suggestion_data", timetable.pk, run.pk)).json()["changes"]
    assert (change["title"], change["before"]) == ("Two", None)
    assert (change["after"]["starts_at"], change["after"]["ends_at"]) == (
        "2021-05-06T15:00:00Z",
        "2021-05-06T15:45:00Z",
    )
    assert "It is within the times of Ana Lucero." in change["why"]
    shown = admin_client.get(page).content.decode()
    assert "Thu 6 May 15:00–15:45 UTC · Oak" in shown
    assert "“Two” (6 May 15:00–15:45 UTC) is at night for one of its speakers (Ana Lucero)." in shown
    assert len(slots_of_draft(timetable)) == 2
    assert change["after"]["languages"] == {"spoken": ["en"]}
    admin_client.post(page, {"take": [change["key"], "999:"]})
    timetable.refresh_from_db()
    assert [(slot.session.title, f"{slot.starts_at:%H:%M}") for slot in slots_of_draft(timetable)] == [
        ("One", "13:00"),
        ("Tea", "14:00"),
        ("Two", "15:00"),
    ]
    assert Slot.objects.count() == 2  # readers see nothing of it


def test_what_somebody_changed_meanwhile_stays(timetable, admin_client, admin_user):
    """One has to leave 13:00, where its new speaker is not free."""
    eve = factories.speaker("Eve Ortiz")
    one = Slot.objects.get(session__title="One")
    SessionSpeaker.objects.create(page=one.session, speaker=eve)
    hours = ["2021-05-06T16:00Z"]
    SpeakerAvailability.objects.create(event=timetable.event, speaker=eve, hours=hours)
    run = worked_out(asked(admin_client, timetable, scope="few"))
    found = {suggested.title: suggested for suggested in runs.suggestions(run, admin_user)}
    assert found["One"].change.after["starts_at"] == "2021-05-06T16:00:00Z"
    before = values_of(one)
    after = {**before, "starts_at": "2021-05-06T18:00:00Z", "ends_at": "2021-05-06T19:00:00Z"}
    colleague = [SlotChange(f"{one.session_id}:", before, after)]
    save_changes(timetable=timetable, changes=colleague, user=admin_user, sitting=None)
    keys = [*(suggested.change.key for suggested in found.values()), "none of them"]
    count, refused = runs.take(run=run, keys=keys, user=admin_user)
    assert [suggested.title for suggested in refused] == ["One"]
    assert count == len(found) - 1
    timetable.refresh_from_db()
    assert [f"{slot.starts_at:%H:%M}" for slot in slots_of_draft(timetable)] == ["14:00", "15:00", "18:00"]


def test_one_that_is_stopped_says_what_it_has_found(timetable, admin_client, admin_user):
    run = asked(admin_client, timetable)
    page = url("suggestion", timetable.pk, run.pk)
    admin_client.post(page, {"cancel": "1"})
    run.refresh_from_db()
    assert (run.state, runs.suggestions(run, admin_user)) == (SchedulingState.CANCELLED, [])
    run = asked(admin_client, timetable, weight_hours=4)  # which cannot be kept, so the search goes on
    runs.do_portion()
    admin_client.post(url("suggestion", timetable.pk, run.pk), {"cancel": "1"})
    run.refresh_from_db()
    assert (run.state, run.steps_done < run.steps) == (SchedulingState.DONE, True)
    assert [suggested.title for suggested in runs.suggestions(run, admin_user)] == ["Two"]
    assert runs.do_portion() == 0


def test_asking_again_stops_the_one_before(timetable, admin_client):
    first = asked(admin_client, timetable)
    second = asked(admin_client, timetable)
    first.refresh_from_db()
    assert (first.state, second.state) == (SchedulingState.CANCELLED, SchedulingState.RUNNING)


def test_only_for_those_who_may_change_timetables(timetable, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody"))
    for name in ("suggestions", "suggestion", "suggestion_data"):
        args = [timetable.pk] if name == "suggestions" else [timetable.pk, 1]
        assert client.get(url(name, *args)).status_code in (302, 403)
    assert not SchedulingRun.objects.exists()


def wishes(**changed):
    defaults = {"chosen": frozenset(), "staying": frozenset(), "begins": time(13), "ends": time(20), "minutes": 45}
    return Wishes(**{**defaults, **changed})


def test_what_the_search_is_told(timetable, admin_user):
    """The event is from 13:00 to 20:00; steps are of five minutes."""
    oak = timetable.event.rooms.get()
    oak.ways_in = HEARD
    oak.save()
    two = {str(pk) for pk in SessionPage.objects.filter(title="Two").values_list("pk", flat=True)}
    asked = problem_of(timetable, wishes(chosen=frozenset(two), begins=time(14), ends=time(16)), admin_user)
    talk, pause, new = asked.problem.sessions
    assert (talk.now, talk.length, talk.is_pinned, talk.languages) == (Place(0, 0), 12, False, {"en", "es", "fr"})
    assert talk.needs == {"es"}  # nobody can hear French anywhere
    assert (pause.now, pause.is_break, pause.is_pinned) == (Place(-1, 12), True, True)
    assert (new.now, new.length, new.languages, new.available) == (None, 9, {"en"}, stretch(24, 12))
    assert new.asleep == stretch(0, 72)  # 01:00 to 07:00 in Auckland
    assert asked.problem.opening == stretch(12, 24)


def test_a_slot_that_begins_between_two_steps_takes_all_it_touches(admin_user):
    factories.programme_page()
    start = utc(13) + timedelta(minutes=3)
    slot = factories.slot(factories.session("One"), minutes=45, starts_at=start, room=factories.room())
    (talk,) = problem_of(factories.timetable(slot), wishes(), admin_user).problem.sessions
    assert (talk.now, talk.length) == (Place(0, 0), 10), "until 13:48"


def test_hours_over_midnight(timetable, admin_user):
    opening = problem_of(timetable, wishes(begins=time(19), ends=time(14)), admin_user).problem.opening
    assert opening == stretch(0, 12) | stretch(72, 12)


def test_the_queries_of_the_form_do_not_grow(admin_client, queries_with):
    few, many = (
        queries_with(count, admin_client, lambda page: url("suggestions", page.shown_event.timetable.pk))
        for count in (3, 30)
    )
    assert many == few <= 30


def test_the_queries_of_a_search_do_not_grow(admin_client, django_assert_max_num_queries):
    timetable = programme_of(30).shown_event.timetable
    data = sent(admin_client, timetable, scope="all")
    with django_assert_max_num_queries(45):
        admin_client.post(url("suggestions", timetable.pk), data)
    with django_assert_max_num_queries(10):
        runs.do_portion()


def test_what_is_pinned_on_the_board_stays_until_it_is_unpinned(timetable, admin_client, admin_user):
    one = Slot.objects.get(session__title="One")
    pin = [SlotChange(f"{one.session_id}:", values_of(one), {**values_of(one), "pinned": True})]
    save_changes(timetable=timetable, changes=pin, user=admin_user, sitting=None)
    form = admin_client.get(url("suggestions", timetable.pk)).context["form"]
    assert form["staying"].value() == [f"{one.session_id}:"]
    asked(admin_client, timetable, scope="all")
    assert SchedulingRun.objects.first().problem["sessions"][0]["is_pinned"]


def test_an_accepted_proposal_gets_a_place_and_only_those_who_may_see_it_learn_of_it(
    timetable, admin_client, admin_user, settings, django_user_model
):
    settings.PORTAL_AT = NOW
    row = submission(title="Zquaccepted", people=[speaker_data("Zquperson")], hours=["2021-05-06T17:00Z"])
    actions.accept(submission=row, user=admin_user, now=NOW)
    run = worked_out(asked(admin_client, timetable))
    found = {suggested.title: suggested for suggested in runs.suggestions(run, admin_user)}
    assert found["Zquaccepted"].change.after["starts_at"] == "2021-05-06T17:00:00Z"
    stored = json.dumps([run.problem, run.slots, run.reasons, run.not_kept])
    assert "Zqu" not in stored
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name=EDITORS))
    key = found["Zquaccepted"].change.key
    assert [one.title for one in runs.suggestions(run, editor)] == ["Two"]
    runs.take(run=run, keys=[key], user=editor)
    assert not PlannedSlot.objects.exists()
    assert runs.take(run=run, keys=[key], user=admin_user) == (1, [])
    assert PlannedSlot.objects.get().starts_at == utc(17)


def test_a_planned_proposal_keeps_its_speakers_from_being_put_beside_it(
    timetable, admin_user, settings, django_user_model
):
    settings.PORTAL_AT = NOW
    people = [speaker_data()]
    planned, other = (submission(title=title, people=people) for title in ("Planned", "Other"))
    for row in (planned, other):
        actions.accept(submission=row, user=admin_user, now=NOW)
    actions.plan_slot(submission=planned, starts_at=utc(15), ends_at=utc(16), room=None, user=admin_user)
    asked = problem_of(timetable, wishes(chosen=frozenset({f"p{other.pk}"})), admin_user).problem.sessions
    _one, _pause, there, new = asked
    assert (there.key, there.now, there.length, there.is_pinned) == (f"p{planned.pk}", Place(-1, 24), 12, True)
    assert there.speakers.keys() == new.speakers.keys()
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name=EDITORS))
    hidden = problem_of(timetable, wishes(), editor).problem.sessions[-1]
    assert (hidden.key, hidden.speakers, hidden.now, hidden.length) == ("", {}, Place(-1, 24), 12)


def test_after_the_event_has_got_other_times_it_is_to_be_asked_again(timetable, admin_client, admin_user):
    run = worked_out(asked(admin_client, timetable))
    timetable.event.starts_at -= timedelta(hours=3)
    timetable.event.save()
    page = admin_client.get(url("suggestion", timetable.pk, run.pk)).content.decode()
    text = "The times of the event have changed since then. Please ask for another suggestion."
    assert text in page and "Save what is ticked" not in page
    found = admin_client.get(url("suggestion_data", timetable.pk, run.pk)).json()
    assert (found["changes"], found["not_kept"]) == ([], [text])
    key = f"{SessionPage.objects.get(title='Two').pk}:"
    run = SchedulingRun.objects.get()
    assert runs.take(run=run, keys=[key], user=admin_user) == (0, [])
