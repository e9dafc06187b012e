"""The form that makes the next edition, and the page after it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from events.models import EditionCopy, Event, EventPage
from tests import factories

pytestmark = pytest.mark.django_db
FORM = {"name": "Conference 2022", "first_day": "2022-05-05", "pages": "on", "kinds": ["break"]}


@pytest.fixture
def event():
    return factories.call_page().shown_event


def address(name="next_edition", *args):
    return reverse(f"events_admin:{name}", args=args)


def test_the_form_starts_with_the_latest_edition_a_year_later(admin_client, event, settings):
    settings.PORTAL_AT = factories.utc(12, 7)
    form = admin_client.get(address()).context["form"]
    assert form["source"].value() == event.pk
    assert str(form["first_day"].value()) == "2022-05-05"
    assert form["pages"].value() and "break" in form["kinds"].value()


def test_the_first_day_has_its_calendar(admin_client, event):
    """The browser's own, which closes by itself; Wagtail's would stay open above the button."""
    page = html.fromstring(admin_client.get(address()).content.decode())
    (field,) = page.xpath("//input[@name='first_day']")
    assert field.get("type") == "date" and date.fromisoformat(field.get("value"))


def test_another_edition_can_be_asked_for(admin_client, event):
    later = factories.event(name="Later", starts_at=factories.utc(13, 20), ends_at=factories.utc(15, 20))
    assert admin_client.get(address()).context["form"]["source"].value() == later.pk
    asked = admin_client.get(address() + f"?from={event.pk}").context["form"]
    assert asked["source"].value() == event.pk


def test_it_makes_the_edition_and_shows_what_is_left_to_do(admin_client, event):
    response = admin_client.post(address(), {**FORM, "source": event.pk})
    copy = EditionCopy.objects.get()
    assert response.url == address("edition_copied", copy.pk)
    page = admin_client.get(response.url)
    assert "2 pages as drafts" in page.content.decode()
    assert "is still called “Better systems”" in page.content.decode()
    assert "Refresh" not in page.headers
    assert EventPage.objects.get(event=copy.target).title == "Better systems"


def test_it_is_undone(admin_client, event):
    admin_client.post(address(), {**FORM, "source": event.pk})
    response = admin_client.post(address("edition_copied", EditionCopy.objects.get().pk))
    assert "with 2 pages" in " ".join(map(str, get_messages(response.wsgi_request)))
    assert Event.objects.get() == event


def test_progress_is_shown_while_the_worker_has_the_rest(admin_client, event, monkeypatch):
    monkeypatch.setattr("events.editions.copying.REQUEST_SECONDS", 0)
    response = admin_client.post(address(), {**FORM, "source": event.pk})
    page = admin_client.get(response.url)
    assert "16 % is done" in page.content.decode()
    assert page.headers["Refresh"]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "Conference 2021"}, {"first_day": "5/5"}, {"source": "99"}])
def test_mistakes_are_told_and_nothing_is_made(admin_client, event, wrong):
    response = admin_client.post(address(), {**FORM, "source": event.pk, **wrong})
    assert response.status_code == 200 and response.context["form"].errors
    assert Event.objects.count() == 1


def test_only_those_who_may_add_events_and_pages(client, event, django_user_model):
    client.force_login(django_user_model.objects.create_user("someone"))
    for method in (client.get, client.post):
        assert method(address()).status_code in (302, 403)
    assert Event.objects.count() == 1


def test_pages_of_an_edition_are_not_copied_by_hand(admin_client, event):
    programme = factories.programme_page(EventPage.objects.get())
    for page in (EventPage.objects.get(), factories.session(parent=programme)):
        assert admin_client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).status_code in (302, 403)
        listing = admin_client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
        assert reverse("wagtailadmin_pages:copy", args=[page.pk]) not in listing
    about = factories.standard_page()
    assert admin_client.get(reverse("wagtailadmin_pages:copy", args=[about.pk])).status_code == 200


def test_without_an_edition_there_is_nothing_to_start_from(admin_client):
    assert admin_client.get(address()).status_code == 200
    assert not Page.objects.filter(depth=3).exists()
