"""Kind, themes and languages of many sessions at once."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from events.models import SessionPage, Slot, Timetable
from home.roles import EDITORS, translators_group_name
from tests import factories
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, db):
    user = User.objects.create_user("ed", "ed@example.org")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


@pytest.fixture
def sessions(db):
    factories.programme_page()
    return [factories.session(title, kind="talk") for title in ("One", "Two", "Three")]


def send(client, pages, **sent):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'change_sessions'])}?{ids}&next=/admin/", sent
    )


def draft(page):
    return SessionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_what_is_chosen_is_saved_as_a_draft_and_the_rest_stays(client, sessions):
    trust, money = factories.theme("Trust"), factories.theme("Money")
    one, two, _three = sessions
    send(client, [one], kind="", add=[money.pk])
    said = messages(send(client, [one, two], kind="workshop", add=[trust.pk, money.pk]))
    assert "2 sessions were changed, as drafts." in said
    assert [draft(page).kind for page in sessions] == ["workshop", "workshop", "talk"]
    names = [sorted(tag.tag.name for tag in draft(page).session_themes.all()) for page in sessions]
    assert names == [["Money", "Trust"], ["Money", "Trust"], []]
    assert SessionPage.objects.get(pk=one.pk).kind == "talk", "readers see it once it is published"
    assert "nothing was changed" in messages(send(client, [one], kind="workshop", add=[trust.pk]))
    send(client, [one], kind="", remove=[money.pk])
    assert [tag.tag for tag in draft(one).session_themes.all()] == [trust]


def test_languages_go_into_the_draft_of_the_timetable(client, sessions):
    one, two, three = sessions
    both = {"spoken": ["en"], "captioned": ["en"]}
    timetable = factories.timetable(
        *(factories.slot(page, 13 + at, languages=both) for at, page in enumerate(sessions))
    )
    said = messages(send(client, [one, two], kind="", languages_spoken=["es"], languages_interpreted=["en"]))
    assert "2 slots were changed in the draft of the timetable." in said
    slots = {
        slot.session_id: slot.languages for slot in Timetable.objects.get().get_latest_revision_as_object().slots.all()
    }
    changed = {"spoken": ["es"], "interpreted": ["en"], "captioned": ["en"]}
    assert slots == {one.pk: changed, two.pk: changed, three.pk: both}
    assert {str(slot.languages) for slot in Slot.objects.all()} == {str(both)}
    Timetable.objects.update(locked=True, locked_by=User.objects.create_user("other"))
    assert "is locked and stays as it is" in messages(send(client, [three], kind="", languages_spoken=["es"]))
    assert Timetable.objects.get().latest_revision_id != timetable.latest_revision_id


def test_only_original_sessions_and_only_with_something_to_change(client, sessions):
    factories.home_page("es")
    factories.translated(sessions[0].get_parent().get_parent().specific, slug="mejores")
    factories.translated(sessions[0].get_parent().specific, slug="programa")
    spanish = factories.translated(sessions[0], slug="uno", title="Uno")
    page = send(client, [sessions[0], spanish, sessions[0].get_parent()], kind="")
    assert "Please choose what to change." in page.content.decode()
    assert [row["item"].title for row in page.context["items"]] == ["One"]
    assert {row["item"].title for row in page.context["items_with_no_access"]} == {
        "Uno",
        sessions[0].get_parent().title,
    }


def test_who_may_not_edit_changes_nothing(client, sessions):
    translator = User.objects.create_user("translator")
    factories.home_page("es")
    translator.groups.add(Group.objects.get(name=translators_group_name("es")))
    client.force_login(translator)
    send(client, sessions, kind="panel")
    assert {draft(page).kind for page in sessions} == {"talk"}
