"""The first publication of a timetable asks once and says who is told; later ones do not ask."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html

from events.models import Event, Timetable
from events.timetable.board.saving import version_of
from home.newsletter.enums import SubscriberState
from home.newsletter.models import NewsletterPage, Subscriber
from home.outbox.models import Delivery
from tests import factories
from tests.events.timetable.test_forms import answer_yes, data_of, messages, shown_form, url

pytestmark = pytest.mark.django_db


SESSIONS = [("One", True, 13), ("Two", False, 14)]


@pytest.fixture
def timetable():
    """A draft with a live session and one whose page is a draft."""
    page = factories.programme_page()
    slots = [factories.slot(factories.session(title, page, live=live), hour) for title, live, hour in SESSIONS]
    return factories.timetable(*slots, live=False)


def press_publish(client, timetable):
    data = data_of(shown_form(client, timetable)) | {"action-publish": ["1"]}
    return client.post(url("edit", timetable.pk), data)


def test_it_asks_and_names_whom_it_tells(admin_client, timetable):
    response = press_publish(admin_client, timetable)
    assert response.url == reverse("events_admin:first_release", args=[timetable.pk])
    text = " ".join(html.fromstring(admin_client.get(response.url).content).text_content().split())
    assert "Readers see 1 session at once" in text
    assert "The programme has a published page in: English." in text
    assert "1 session is still a draft" in text
    assert Event.objects.get().released_at is None
    assert not Delivery.objects.exists()


def test_subscribers_are_named_with_their_number(admin_client, timetable):
    factories.add(factories.home_page(), NewsletterPage(title="News", slug="news", intro="Hear.", consent_text="Yes."))
    dates = {"requested_at": factories.utc(1), "changed_at": factories.utc(1)}
    for number, state in enumerate([SubscriberState.CONFIRMED, SubscriberState.CONFIRMED, SubscriberState.PENDING]):
        Subscriber.objects.create(address=f"{number}@example.org", language="en", state=state, **dates)
    response = press_publish(admin_client, timetable)
    assert "prepared for 2 subscribers" in admin_client.get(response.url).content.decode()


def test_after_a_yes_it_is_published_and_nobody_is_asked_again(admin_client, timetable):
    done = answer_yes(admin_client, press_publish(admin_client, timetable))
    assert "The programme of “Conference 2021” is published." in messages(done)
    assert Event.objects.get().released_at is not None
    assert press_publish(admin_client, timetable).url != reverse("events_admin:first_release", args=[timetable.pk])
    asked = admin_client.get(reverse("events_admin:first_release", args=[timetable.pk]))
    assert asked.url == url("edit", timetable.pk)


def test_a_draft_that_changed_meanwhile_is_not_published(admin_client, timetable):
    response = press_publish(admin_client, timetable)
    shown = timetable.latest_revision_id
    Timetable.objects.get(pk=timetable.pk).save_revision()
    done = admin_client.post(response.url, {"revision": shown})
    assert "Somebody has changed the draft meanwhile." in messages(done)
    assert not Timetable.objects.get().live


def test_a_draft_with_errors_is_not_published_by_this_way_either(admin_client, timetable):
    room = factories.room()
    timetable.slots = [factories.slot(factories.session(title), 13, room=room) for title in ("A", "B")]
    revision = timetable.save_revision()
    address = reverse("events_admin:first_release", args=[timetable.pk])
    assert "This draft cannot be published yet." in messages(admin_client.post(address, {"revision": revision.pk}))
    asked = admin_client.post(url("board_publish", timetable.pk), {"version": version_of(Timetable.objects.get())})
    assert asked.url == url("edit", timetable.pk), "the board says so before it asks"
    assert not Timetable.objects.get().live


def test_who_may_not_publish_it_is_refused(client, timetable, django_user_model):
    user = django_user_model.objects.create_user("t", password="p")
    user.groups.add(Group.objects.get(name="Programme team"))
    client.force_login(user)
    answer = client.post(reverse("events_admin:first_release", args=[timetable.pk]), {"revision": "1"})
    assert answer.status_code in (302, 403)
    assert not Timetable.objects.get().live
