"""A session made on the board: a draft, once, where this person may add one."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from events.models import SessionPage, Timetable
from home.roles import EDITORS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable():
    factories.programme_page()
    return factories.timetable(factories.slot(factories.session("One"), 13, room=factories.room()))


def sent(**more):
    return {
        "key": str(uuid4()),
        "title": "Seeds and storms",
        "kind": "workshop",
        "language": "en",
        "speaker": "",
    } | more


def make(client, timetable, data):
    return client.post(reverse("wagtailsnippets_events_timetable:board_new_session", args=[timetable.pk]), data)


def test_a_session_is_made_as_a_draft_once_however_often_it_is_sent(admin_client, admin_user, timetable):
    speaker, data = factories.speaker("Ana Lucero"), sent()
    data["speaker"] = speaker.pk
    answers = [make(admin_client, timetable, data).json() for _time in range(2)]
    page = SessionPage.objects.get(title="Seeds and storms")
    assert [answer["session"] for answer in answers] == [page.pk, page.pk]
    assert (page.live, page.kind, page.owner, page.is_original) == (False, "workshop", admin_user, True)
    assert page.latest_revision.user == admin_user
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create", user=admin_user).count() == 1
    facts = answers[1]["facts"]
    shown = facts["sessions"][str(page.pk)]
    assert (shown["title"], shown["live"], shown["language"]) == ("Seeds and storms", False, "en")
    assert [facts["speakers"][number] for number in shown["speakers"]] == ["Ana Lucero"]
    assert Timetable.objects.get().slots.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 256}, "title"), ({"title": "a\0b"}, "title"),
        ({"kind": "concert"}, "kind"), ({"language": "xx"}, "language"), ({"language": "es"}, "language"),
        ({"speaker": "99999"}, "speaker"), ({"speaker": "x"}, "speaker"), ({"key": "x"}, "key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(admin_client, timetable, wrong, field):
    """There is no programme page in Spanish here."""
    answer = make(admin_client, timetable, sent(**wrong))
    assert answer.status_code == 400
    assert answer.json()["errors"].keys() == {field}
    assert SessionPage.objects.count() == 1


def test_who_may_add_no_page_makes_no_session(client, timetable, django_user_model):
    user = django_user_model.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    assert make(client, timetable, sent(title="By an editor")).status_code == 200
    GroupPagePermission.objects.all().delete()
    assert "may not add" in make(client, timetable, sent()).json()["errors"]["language"]
    assert (
        client.get(reverse("wagtailsnippets_events_timetable:board_new_session", args=[timetable.pk])).status_code
        == 405
    )
    assert SessionPage.objects.count() == 2
