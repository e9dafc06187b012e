"""The form of an event: its zone by the name of a city, its languages by ticks, its place."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import html

from events.models import Event
from tests import factories
from tests.events.timetable.test_forms import data_of

pytestmark = pytest.mark.django_db


def edit_url(event):
    return reverse("wagtailsnippets_events_event:edit", args=[event.pk])


def form_of(client, event):
    return html.fromstring(client.get(edit_url(event)).content)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Auckland", "Pacific/Auckland"), ("ciudad de méxico", "America/Mexico_City"), ("", "UTC"), ("utc", "UTC")],
)
def test_the_zone_is_typed_as_a_city_and_empty_is_utc(admin_client, typed, zone):
    event = factories.event(zone="Europe/Madrid")
    tree = form_of(admin_client, event)
    assert tree.get_element_by_id("id_zone").value == "Madrid"
    assert admin_client.post(edit_url(event), data_of(tree) | {"zone": [typed]}).status_code == 302
    assert Event.objects.get().zone == zone


def test_an_unknown_zone_is_refused_at_the_field(admin_client):
    event = factories.event()
    response = admin_client.post(edit_url(event), data_of(form_of(admin_client, event)) | {"zone": ["Atlantis"]})
    assert "“Atlantis” is not in the list" in response.content.decode()
    with pytest.raises(ValidationError, match="not a time zone"):
        factories.event(name="Other", zone="Mars/Olympus").full_clean()


def test_languages_of_an_edition_are_ticked_and_none_means_all(admin_client):
    event = factories.event()
    tree = form_of(admin_client, event)
    assert tree.xpath("//input[@name='languages']/@value") == ["en", "es"]
    assert event.language_codes == ["en", "es"]
    assert admin_client.post(edit_url(event), data_of(tree) | {"languages": ["en"]}).status_code == 302
    event = Event.objects.get()
    assert event.language_codes == ["en"]
    assert form_of(admin_client, event).xpath("//input[@name='languages' and @checked]/@value") == ["en"]


def test_a_language_that_the_portal_no_longer_has_does_not_count():
    assert Event(languages="fr, es").language_codes == ["es"]
    assert Event(languages="fr").language_codes == ["en", "es"]


@pytest.mark.parametrize("fields", [{"place_address": "High Street 1"}, {"on_site_only": True}])
def test_an_address_or_on_site_only_needs_the_name_of_the_place(fields):
    with pytest.raises(ValidationError) as refused:
        factories.event(**fields).full_clean()
    assert list(refused.value.message_dict) == ["place_name"]
