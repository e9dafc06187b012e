"""What the team notes about a speaker who sent no proposal: address and answers about recordings."""

import pytest
from django.urls import reverse
from lxml.html import fromstring

from events.consents import actions, mail
from events.consents.models import RecordingConsent, SpeakerContact
from home.outbox.models import Delivery
from tests import factories
from tests.events.consents.test_showing import LATER, NOW, contact_for, note
from tests.events.submissions.proposals import event, team_member
from tests.markup import values_of

pytestmark = pytest.mark.django_db
LEFT = {"email": "", "language": "es", "zone": ""}


@pytest.fixture
def ana(client):
    factories.programme_page()
    page = factories.speaker("Ana")
    factories.session(speakers=[page])
    client.force_login(team_member())
    return page


def url(page):
    return reverse("speaker_contacts:edit", args=[event().pk, page.pk])


def shown_form(client, page):
    forms = fromstring(client.get(url(page)).content).forms
    return next(values for form in forms if "zone" in (values := values_of(form)))


def waiting():
    return list(Delivery.objects.filter(kind="speaker link", state="queued").values_list("address", flat=True))


def test_a_form_that_was_open_for_long_changes_only_what_its_reader_changed(ana, client):
    contact, session = contact_for(ana, confirmed_at=None), ana.session_speakers.get().page
    actions.give_answer(contact=contact, session=session, answer="yes", language="en", now=NOW)
    opened = shown_form(client, ana)
    actions.give_answer(contact=contact, session=session, answer="no", language="en", now=LATER)
    SpeakerContact.objects.update(email="new@example.org", confirmed_at=LATER)
    client.post(url(ana), opened | {"zone": "Europe/Madrid"})
    assert actions.latest_answer(session, ana) == "no"
    contact.refresh_from_db()
    assert (contact.email, contact.zone, contact.confirmed_at) == ("new@example.org", "Europe/Madrid", LATER)


def test_an_answer_that_came_meanwhile_is_not_replaced_by_one_of_the_team(ana, client):
    contact, session = contact_for(ana), ana.session_speakers.get().page
    field = f"answer-{session.pk}"
    opened = shown_form(client, ana)
    actions.give_answer(contact=contact, session=session, answer="no", language="en", now=NOW)
    response = client.post(url(ana), opened | {field: "yes"}, follow=True)
    assert "has changed meanwhile" in response.content.decode()
    assert actions.latest_answer(session, ana) == "no"
    client.post(url(ana), shown_form(client, ana) | {field: "yes"})
    assert RecordingConsent.objects.last().noted_by is not None
    assert actions.latest_answer(session, ana) == "yes"


def test_a_corrected_address_gets_its_link_and_the_wrong_one_gets_none(ana, client):
    for address in ("typo@example.org", "right@example.org", "typo@example.org", "right@example.org"):
        client.post(url(ana), shown_form(client, ana) | {"email": address, "language": "es", "send": "1"})
        assert waiting() == [address]


def test_an_address_that_is_forgotten_is_in_no_mail(ana, client):
    mail.send_private_link(contact_for(ana), event(), now=NOW)
    client.post(url(ana), shown_form(client, ana) | {"email": ""})
    assert not SpeakerContact.objects.exists()
    assert [(one.address, one.state) for one in Delivery.objects.all()] == [("", "cancelled")]


def test_an_address_that_was_forgotten_meanwhile_does_not_come_back(ana, client):
    contact = contact_for(ana)
    opened = shown_form(client, ana)
    contact.delete()
    client.post(url(ana), opened | {"zone": "Europe/Madrid"})
    assert not SpeakerContact.objects.exists()
    note(ana, ana.session_speakers.get().page, "yes")
