"""Two speaker pages of one person become one, and nothing that leads there breaks."""

import pytest
from django.contrib.auth.models import Group

from events.models import SessionSpeaker, SpeakerPage
from events.submissions import actions
from events.submissions.models import Speaker
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, speaker_data, submission, team_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user("eve")
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return user


@pytest.fixture
def pages():
    """The page that goes, with a Spanish version that the other one lacks, and the one that stays."""
    factories.home_page("es")
    stays = factories.speaker("Ana Lucero", biography="As published.")
    goes = factories.speaker("Ana Lucero Paz", parent=stays.get_parent().specific, slug="paz", biography="Another.")
    return goes, stays


def merge(client, goes, stays):
    return client.post(f"/admin/proposals/merge/{goes.pk}/", {"into": stays.pk})


def speakers_of(session):
    return [one.speaker.pk for one in session.session_speakers.all()]


def test_sessions_and_their_drafts_name_the_page_that_stays(client, editor, pages):
    goes, stays = pages
    public, both, drafted = (
        factories.session(title, speakers=speakers)
        for title, speakers in (("One", [goes]), ("Two", [stays, goes]), ("Three", []))
    )
    for session in (public, both):
        session.save_revision()
    drafted.session_speakers = [SessionSpeaker(speaker=goes)]
    drafted.save_revision()
    assert merge(client, goes, stays).status_code == 302
    assert not SpeakerPage.objects.filter(pk=goes.pk).exists()
    for session in (public, both):
        session.refresh_from_db()
        assert speakers_of(session) == [stays.pk]
        assert speakers_of(session.get_latest_revision_as_object()) == [stays.pk]
    drafted.refresh_from_db()
    assert speakers_of(drafted.get_latest_revision_as_object()) == [stays.pk]


def test_old_addresses_lead_to_the_page_that_stays_in_every_language(client, editor, pages):
    goes, stays = pages
    factories.localized(goes, {})
    factories.localized(stays, {})
    old = [client.get(goes.url), client.get(goes.get_translation(factories.locale("es")).url)]
    assert [response.status_code for response in old] == [200, 200]
    merge(client, goes, stays)
    for response in old:
        moved = client.get(response.wsgi_request.path, follow=True)
        assert moved.status_code == 200
        assert "As published." in moved.content.decode()
        assert moved.redirect_chain[0][1] == 301


def test_a_language_that_only_the_other_page_has_moves_over_at_its_address(client, editor, pages):
    goes, stays = pages
    spanish = factories.localized(goes, {"Another.": "En español."})
    merge(client, goes, stays)
    moved = SpeakerPage.objects.get(pk=spanish.pk)
    assert moved.translation_key == stays.translation_key
    assert moved.original == stays
    assert "En español." in client.get(spanish.url).content.decode()
    moved.save_revision().publish()
    assert SpeakerPage.objects.get(pk=spanish.pk).translation_key == stays.translation_key


def test_after_merging_a_new_proposal_from_either_address_finds_the_page(client, editor):
    factories.event_page()
    first, second = submission(), submission(title="Two", people=[speaker_data(email="ana@example.net")])
    for row in (first, second):
        accepted(row, team_member(row.title))
        actions.confirm_address(speaker=row.speakers.get(), now=NOW)
    goes, stays = second.speakers.get().page, first.speakers.get().page
    merge(client, goes, stays)
    for number, address in enumerate(("ana@example.org", "ana@example.net")):
        row = submission(title=f"Later {number}", people=[speaker_data(email=address)])
        accepted(row, team_member(f"other {number}"))
        assert row.speakers.get().page == stays
    assert actions.erase_person(address="ana@example.net", now=NOW).kept_pages == [stays]
    assert Speaker.objects.filter(page=stays).count() == 2


@pytest.mark.parametrize("group", ["Programme team", "Translators Español"])
def test_whoever_may_not_delete_the_page_cannot_merge_it(client, django_user_model, pages, group):
    user = django_user_model.objects.create_user("eve")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    merge(client, *pages)
    assert SpeakerPage.objects.filter(pk=pages[0].pk).exists()


def test_editors_find_it_on_the_page(client, editor, pages):
    goes, stays = pages
    address = f"/admin/proposals/merge/{goes.pk}/"
    assert address in client.get(f"/admin/pages/{goes.pk}/edit/").content.decode()
    page = client.get(address).content.decode()
    assert f'value="{stays.pk}"' in page
    assert f'value="{goes.pk}"' not in page
