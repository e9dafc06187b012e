"""The email of a decision before it goes: what the team adds to it."""

import pytest
from django.urls import reverse

from events.submissions import actions
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, submission, team_member

pytestmark = pytest.mark.django_db


def test_a_personal_paragraph_stands_after_the_greeting_of_this_email_alone(client):
    factories.event_page()
    row, reviewer = submission(), team_member()
    actions.accept(submission=row, user=reviewer, now=NOW)
    client.force_login(reviewer)
    address = reverse("proposals:detail", args=[row.pk])
    client.post(address, {"do": "release", "note": "Your idea about wells\r\nmade us curious.\0"})
    greeting, note, *rest = Delivery.objects.get(key__startswith=f"proposal:{row.pk}:accepted").text.split("\n\n")
    assert greeting.startswith("Dear ")
    assert note == "Your idea about wells\nmade us curious."
    assert rest
    other = accepted(submission(title="Other"), reviewer)
    assert "curious" not in Delivery.objects.get(key__startswith=f"proposal:{other.pk}:accepted").text
