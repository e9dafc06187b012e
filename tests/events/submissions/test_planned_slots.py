"""An accepted proposal in the draft of the timetable, before its email is sent."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from events.models import Event, SessionPage, Slot, Timetable
from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.models import PlannedSlot, Submission
from home.outbox.models import Delivery
from home.roles import EDITORS, PROGRAMME_TEAM
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission, team_member
from tests.events.timetable.test_forms import data_of, shown_form, url
from tests.factories import utc
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db

TITLE, PERSON = "Zquaccepted", "Zquperson"
NEUTRAL = "The programme team has planned something for 6 May 13:00–13:40 UTC · Oak."
NAMED = f"“{TITLE}” (6 May 13:00–13:40 UTC · Oak) is an accepted proposal."


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW


@pytest.fixture
def oak():
    factories.programme_page()
    return factories.room()


@pytest.fixture
def team(oak):
    return team_member()


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


@pytest.fixture
def row(team):
    return accept(submission(title=TITLE, people=[speaker_data(PERSON)]), team)


@pytest.fixture
def planned(row, oak, team):
    plan(row, oak, team)
    return row


@pytest.fixture
def timetable(oak):
    """A draft with one session."""
    return factories.timetable(factories.slot(factories.session("Circles"), 15, room=oak), live=False)


def accept(row, user):
    actions.accept(submission=row, user=user, now=NOW)
    return Submission.objects.get(pk=row.pk)


def plan(row, room, user, start=13, minutes=40):
    ends_at = utc(start) + timedelta(minutes=minutes)
    return actions.plan_slot(submission=row, starts_at=utc(start), ends_at=ends_at, room=room, user=user)


def release(row, user):
    actions.release_email(submission=row, user=user, now=NOW)
    return Submission.objects.get(pk=row.pk)


def test_the_team_plans_changes_and_removes_it_on_the_page_of_the_proposal(client, team, row, oak):
    client.force_login(team)
    address = reverse("proposals:detail", args=[row.pk])
    sent = {"do": "plan", "starts_at": "2021-05-06T13:00", "ends_at": "2021-05-06T13:40", "room": oak.pk}
    client.post(address, sent)
    assert str(PlannedSlot.objects.get()) == "6 May 13:00–13:40 UTC · Oak"
    assert "Planned for 6 May 13:00–13:40 UTC · Oak." in client.get(address).content.decode()
    client.post(address, {**sent, "ends_at": "2021-05-06T14:00", "room": ""})
    assert str(PlannedSlot.objects.get()) == "6 May 13:00–14:00 UTC"
    client.post(address, {"do": "free"})
    assert not PlannedSlot.objects.exists()


def test_a_time_that_cannot_be_is_said_at_its_field(client, team, row):
    client.force_login(team)
    address = reverse("proposals:detail", args=[row.pk])
    other = factories.room(name="Elm", event=factories.event(name="Other"))
    page = client.post(address, {"do": "plan", "starts_at": "tomorrow", "ends_at": "", "room": other.pk})
    assert page.content.decode().count('class="error-message"') == 3
    assert not PlannedSlot.objects.exists()


def test_only_who_may_decide_may_plan(client, editor, row, oak, django_user_model):
    sent = {"do": "plan", "starts_at": "2021-05-06T13:00", "ends_at": "2021-05-06T13:40"}
    assert client.post(reverse("proposals:detail", args=[row.pk]), sent).url == "/admin/"
    assert not PlannedSlot.objects.exists()


@pytest.mark.parametrize(("start", "minutes"), [(13, -5), (12, 90), (19.5, 60)])
def test_only_within_the_event(row, oak, team, start, minutes):
    with pytest.raises(ActionRefused):
        plan(row, oak, team, start, minutes)


def test_no_room_is_planned_twice(planned, oak, team, timetable):
    other = accept(submission(title="Other", people=[speaker_data("Bo")]), team)
    for start in (12.99, 13.5, 15.5):
        with pytest.raises(ActionRefused):
            plan(other, oak, team, max(start, 13), 40)
    plan(other, oak, team, 14, 60)
    plan(other, None, team, 13)


def test_only_an_accepted_proposal_whose_email_waits(team, oak):
    row = submission()
    with pytest.raises(ActionRefused):
        plan(row, oak, team)
    release(accept(row, team), team)
    with pytest.raises(ActionRefused):
        plan(row, oak, team)


def test_nobody_can_publish_the_timetable_meanwhile(client, editor, planned, timetable):
    data = data_of(shown_form(client, timetable))
    answer = client.post(url("edit", timetable.pk), {**data, "action-publish": "1"})
    assert answer.status_code == 200
    assert NEUTRAL in answer.content.decode()
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = client.post(url("edit", timetable.pk), {**data, "go_live_at": later, "action-publish": "1"})
    assert answer.status_code == 200
    first = reverse("events_admin:first_release", args=[timetable.pk])
    client.post(first, {"revision": timetable.latest_revision_id})
    timetable.refresh_from_db()
    assert not timetable.live
    assert client.post(url("edit", timetable.pk), data).status_code == 302, "a draft can be saved"
    assert PlannedSlot.objects.count() == 1


def test_nor_plan_anything_in_one_that_will_publish_itself(row, oak, team, timetable):
    timetable.go_live_at = timezone.now() + timedelta(days=1)
    timetable.save_revision().publish()
    with pytest.raises(ActionRefused):
        plan(row, oak, team)


def test_a_session_in_the_same_room_at_the_same_time_is_told(client, editor, planned, oak):
    sessions = [factories.session(title) for title in ("Circles", "Cancelled", "Later")]
    slots = [factories.slot(one, hour, room=oak) for one, hour in zip(sessions, (13.5, 13, 14), strict=True)]
    slots[1].status = "cancelled"
    page = shown_form(client, factories.timetable(*slots, live=False)).text_content()
    assert "“Circles” is in a room that the programme team has planned for something else at this time." in page
    assert page.count("has planned for something else") == 1


def test_editors_learn_nothing_of_the_proposal(client, editor, planned, timetable):
    """The form, preview, history, versions, overview, dashboard, reports."""
    draft = timetable.save_revision()
    pages = [
        url("edit", timetable.pk),
        url("history", timetable.pk),
        url("history_results", timetable.pk),
        url("usage", timetable.pk),
        url("preview_on_edit", timetable.pk),
        url("revisions_view", timetable.pk, draft.pk),
        url("revisions_revert", timetable.pk, draft.pk),
        url("revisions_compare", timetable.pk, "earliest", draft.pk),
        url("list"),
        reverse("wagtailsnippets_events_event:edit", args=[planned.event_id]),
        reverse("events_admin:overview", args=[planned.event_id]),
        reverse("events_admin:first_release", args=[timetable.pk]),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_pages:search") + f"?q={TITLE[:5]}",
        reverse("session_chooser:choose") + f"?q={TITLE[:5]}",
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert TITLE not in text, page
        assert PERSON not in text, page
    stored = [str(revision.content) for revision in Revision.objects.all()]
    assert not [one for one in stored if TITLE in one or f"'submission': {planned.pk}" in one]


def test_who_may_see_proposals_is_told_which(client, editor, planned, timetable):
    editor.groups.add(Group.objects.get(name=PROGRAMME_TEAM))
    for page in (url("edit", timetable.pk) + "?rows", reverse("events_admin:overview", args=[planned.event_id])):
        text = client.get(page).content.decode()
        assert NAMED in text
        assert NEUTRAL not in text


def test_the_email_moves_it_into_the_draft_of_the_timetable(planned, oak, team, timetable):
    timetable = factories.timetable(*timetable.slots.all())
    session = release(planned, team).session
    row = Timetable.objects.get()
    assert [slot.session.title for slot in row.slots.all()] == ["Circles"], "readers see no more than before"
    assert row.has_unpublished_changes
    slot = row.get_latest_revision_as_object().slots.get(session=session)
    assert (slot.starts_at, slot.ends_at - slot.starts_at) == (utc(13), timedelta(minutes=40))
    assert (slot.room, slot.languages) == (oak, {"spoken": ["es"]})
    assert not PlannedSlot.objects.exists()


def test_it_can_be_published_then(client, editor, planned, team, timetable):
    release(planned, team)
    data = data_of(shown_form(client, timetable))
    assert client.post(url("edit", timetable.pk), {**data, "action-publish": "1"}).status_code == 302


def test_the_email_makes_the_timetable_if_there_is_none(planned, team):
    session = release(planned, team).session
    timetable = Timetable.objects.get(event=planned.event)
    assert not timetable.live
    assert [slot.session_id for slot in timetable.get_latest_revision_as_object().slots.all()] == [session.pk]
    assert not Slot.objects.filter(timetable__live=True).exists()


def test_a_refused_proposal_leaves_the_timetable_with_a_warning(client, planned, team):
    client.force_login(team)
    address = reverse("proposals:detail", args=[planned.pk])
    page = client.post(address, {"do": "decline"}, follow=True)
    gone = f"“{TITLE}” was planned for 6 May 13:00–13:40 UTC · Oak. It is no longer in the draft of the timetable."
    assert gone in messages(page)
    assert not PlannedSlot.objects.exists()


def test_several_refused_ones_are_named_and_others_stay(client, planned, team, oak):
    others = [accept(submission(title=name, people=[speaker_data(name)]), team) for name in ("Bo", "Cy")]
    for number, other in enumerate(others):
        plan(other, oak, team, 14 + number)
    client.force_login(team)
    chosen = {"do": "wait", "chosen": [planned.pk, others[0].pk]}
    said = messages(client.post(reverse("proposals:bulk"), chosen, follow=True))
    assert [f"“{title}” was planned for" in said for title in (TITLE, "Bo", "Cy")] == [True, True, False]
    assert PlannedSlot.objects.get().submission == others[1]


def test_a_withdrawn_proposal_leaves_the_timetable_and_the_team_is_told(planned):
    actions.withdraw(submission=planned, now=NOW)
    assert not PlannedSlot.objects.exists()
    text = Delivery.objects.get(key__contains="withdrawn").text
    assert "It is no longer planned for 6 May 13:00–13:40 UTC · Oak" in " ".join(text.split())


def test_an_erased_proposal_leaves_the_timetable(planned):
    actions.erase_submission(submission=planned, now=NOW)
    assert not PlannedSlot.objects.exists()
    assert not SessionPage.objects.exists()
    assert Event.objects.get() == planned.event


def test_the_team_sees_the_zone_of_the_event_beside_utc(client, planned, team):
    Event.objects.update(zone="Europe/Madrid")
    client.force_login(team)
    page = client.get(reverse("proposals:detail", args=[planned.pk])).content.decode()
    assert "Planned for 6 May 15:00–15:40 (Madrid) · Oak." in page
    assert "In UTC. 13:00 UTC is 15:00 in Madrid." in page
