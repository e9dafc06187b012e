"""Before something is deleted, the admin says what readers will see; what calendars must learn of is not deleted."""

import pytest
from django.urls import reverse
from lxml import html

from events.models import Event, SessionPage
from events.roster.models import Helper
from home.outbox.models import Delivery
from tests import factories
from tests.events.roster import people
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Released, with a room and a speaker."""
    page = factories.session("Circles", factories.programme_page(), speakers=[factories.speaker("Ana Lucero")])
    factories.timetable(factories.slot(page, room=factories.room()))
    return page


def shown(client, name, *args):
    tree = html.fromstring(client.get(reverse(name, args=args)).content)
    return " ".join(tree.text_content().split())


def test_a_room_says_which_sessions_lose_it(admin_client, session):
    room = session.releases.get().room
    text = shown(admin_client, "wagtailsnippets_events_room:delete", room.pk)
    assert "Readers see 1 session in this room. It stays in the programme, but without a room" in text
    empty = factories.room(name="Empty")
    assert "Readers see" not in shown(admin_client, "wagtailsnippets_events_room:delete", empty.pk)


def test_a_published_timetable_says_that_readers_lose_the_programme(admin_client, session):
    timetable = session.slots.get().timetable
    assert "Readers see this programme with 1 session." in shown(
        admin_client, "wagtailsnippets_events_timetable:delete", timetable.pk
    )
    timetable.unpublish()
    assert "Readers see" not in shown(admin_client, "wagtailsnippets_events_timetable:delete", timetable.pk)


def test_a_released_session_is_refused_before_anybody_is_asked(admin_client, session):
    for method in (admin_client.get, admin_client.post):
        assert method(reverse("wagtailadmin_pages:delete", args=[session.pk])).status_code == 302
    assert SessionPage.objects.filter(pk=session.pk).exists()


def test_nor_does_a_bulk_action_delete_it(admin_client, session):
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for page in (session, session.get_parent()):
        assert admin_client.post(f"{path}?id={page.pk}", {"wagtail_site_name": "x"}).status_code == 302
    assert SessionPage.objects.filter(pk=session.pk).exists()


def test_a_bulk_action_names_the_pages_that_keep_it_from_deleting(admin_client, session):
    other = factories.session("Never published")
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    said = messages(admin_client.post(f"{path}?id={other.pk}&id={session.pk}", {"wagtail_site_name": "x"}))
    assert f"Nothing was deleted: “{session.title}” contains sessions that have been published." in said
    assert SessionPage.objects.filter(pk=other.pk).exists()


def test_a_page_says_what_readers_will_see(admin_client, session):
    ana = session.session_speakers.get().speaker
    text = shown(admin_client, "wagtailadmin_pages:delete", ana.pk)
    assert "Readers see 1 page that goes with it. Its address will say “Page not found”" in text
    assert "1 session will be without this speaker." in text
    draft = factories.standard_page(live=False)
    assert "Page not found" not in shown(admin_client, "wagtailadmin_pages:delete", draft.pk)


@pytest.mark.parametrize("by", ["form", "bulk action"])
def test_an_event_with_helpers_is_not_deleted(admin_client, by):
    event = factories.event()
    people.assign(people.shift(kind="host"), people.helper())
    path = reverse("wagtailsnippets_events_event:delete", args=[event.pk])
    if by == "bulk action":
        path = f"{reverse('wagtail_bulk_action', args=['events', 'event', 'delete'])}?id={event.pk}"
    for method in (admin_client.get, admin_client.post):
        text = html.fromstring(method(path, follow=True).content).text_content()
        assert "“Conference 2021” was not deleted" in text
        assert "Helpers (1), Shifts (1)" in text
    assert (Event.objects.count(), Helper.objects.count()) == (1, 1)
    Helper.objects.all().delete()
    event.shifts.all().delete()
    event.cities.create(zone="Europe/Madrid")
    assert admin_client.post(path).status_code == 302
    assert not Event.objects.exists()


@pytest.mark.parametrize("ancestor", [False, True])
def test_helpers_of_a_deleted_session_are_told(admin_client, settings, ancestor):
    settings.PORTAL_AT = people.NOW
    draft = factories.session("Circles", factories.programme_page(), live=False)
    slot = factories.slot(draft, hour=14)
    factories.timetable(slot, live=False)
    shift = people.shift(slot, event=Event.objects.get())
    people.assign(shift, people.helper(), told_ends_at=factories.utc(15))
    people.assign(people.shift(slot, event=Event.objects.get()), people.helper("Bo Ek"), state="offered")
    page = draft.get_parent() if ancestor else draft
    text = shown(admin_client, "wagtailadmin_pages:delete", page.pk)
    assert "1 helper has a shift in it, which is taken away, and gets an email" in text
    assert admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302
    mail = Delivery.objects.get()
    assert mail.address == "ana@example.org" and "Circles" in mail.text
