"""Times that editors type for speakers."""

import pytest
from django.urls import reverse

from events.models import Event, SpeakerAvailability
from events.timetable.availability import availability_in
from tests import factories

pytestmark = pytest.mark.django_db


def test_typed_shown_and_removed(admin_client):
    ana = factories.speaker("Ana Lucero")
    factories.session("One", speakers=[ana])
    event = Event.objects.get()
    listing, form = (
        reverse("events_admin:speaker_times", args=[event.pk]),
        reverse("events_admin:edit_speaker_times", args=[event.pk, ana.pk]),
    )
    assert "not known" in admin_client.get(listing).content.decode()
    sent = {"zone": "Pacific/Auckland", "hours": ["2021-05-06T15:00Z", "2021-05-06T13:00Z"]}
    assert admin_client.post(form, sent).status_code == 302
    assert [hour.hour for hour in sorted(availability_in(event)[ana.translation_key].hours)] == [13, 15]
    shown = admin_client.get(form).content.decode()
    assert "Friday May 7, 03:00–04:00" in shown or "Friday 7 May, 03:00–04:00" in shown
    assert "certain times" in admin_client.get(listing).content.decode()
    assert admin_client.post(form, {**sent, "hours": ["2021-05-09T15:00Z"]}).status_code == 200  # not of this event
    admin_client.post(form, {"forget": "1"})
    assert not SpeakerAvailability.objects.exists()


def test_only_for_those_who_may_change_timetables(client, django_user_model):
    ana = factories.speaker("Ana Lucero")
    factories.session("One", speakers=[ana])
    event = Event.objects.get()
    client.force_login(django_user_model.objects.create_user("nobody"))
    client.post(reverse("events_admin:edit_speaker_times", args=[event.pk, ana.pk]), {"zone": ""})
    assert not SpeakerAvailability.objects.exists()


def test_the_queries_do_not_grow(admin_client, queries_with):
    def address(page):
        return reverse("events_admin:speaker_times", args=[page.shown_event.pk])

    few, many = (queries_with(count, admin_client, address) for count in (3, 20))
    assert many == few


def test_two_people_of_one_name_are_told_apart(admin_client):
    one, other = factories.speaker("Ana Lucero"), factories.speaker("Ana Lucero", slug="ana-2")
    rounds = factories.session("Rounds", speakers=[one, factories.speaker("Bo")])
    factories.session("Circles", speakers=[other])
    page = admin_client.get(reverse("events_admin:speaker_times", args=[rounds.shown_event.pk]))
    assert {row[1] for row in page.context["rows"]} == {"Ana Lucero (“Rounds”)", "Ana Lucero (“Circles”)", "Bo"}
