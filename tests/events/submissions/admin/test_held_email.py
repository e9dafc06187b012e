"""The email of a decision before it goes: what the team adds to it."""

import pytest
from django.urls import reverse
from lxml import html

from events.submissions import actions
from events.submissions.models import Submission
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
    shown = {"decision": fields_of(client.get(address), "decision")}
    client.post(address, {"do": "release", "note": "Your idea about wells\r\nmade us curious.\0", **shown})
    greeting, note, *rest = Delivery.objects.get(key__startswith=f"proposal:{row.pk}:accepted").text.split("\n\n")
    assert greeting.startswith("Dear ")
    assert note == "Your idea about wells\nmade us curious."
    assert rest
    other = accepted(submission(title="Other"), reviewer)
    assert "curious" not in Delivery.objects.get(key__startswith=f"proposal:{other.pk}:accepted").text


def test_the_email_of_another_decision_than_the_one_that_was_shown_is_not_sent(client):
    factories.event_page()
    row, reviewer = submission(), team_member()
    actions.decline(submission=row, user=reviewer, now=NOW)
    client.force_login(reviewer)
    address, everybody = reverse("proposals:detail", args=[row.pk]), reverse("proposals:results")
    shown = {
        name: fields_of(client.get(page), name)
        for page, name in ((address, "decision"), (everybody, f"decision_{row.pk}"))
    }
    actions.accept(submission=row, user=reviewer, now=NOW)
    page = client.post(address, {"do": "release", "note": "A pity.", **shown}).content.decode()
    assert "the decision was changed meanwhile" in page and "A pity." in page
    page = client.post(reverse("proposals:bulk"), {"do": "release", "chosen": row.pk, **shown}, follow=True)
    assert "the decision was changed meanwhile" in page.content.decode()
    assert Submission.objects.get().notified_at is None
    unnamed = client.post(address, {"do": "release", "note": "A pity."}).content.decode()
    assert "the decision was changed meanwhile" in unnamed and "A pity." in unnamed
    page = client.post(reverse("proposals:bulk"), {"do": "release", "chosen": row.pk}, follow=True)
    assert "the decision was changed meanwhile" in page.content.decode()
    assert Submission.objects.get().notified_at is None
    shown["decision"] = fields_of(client.get(address), "decision")
    client.post(address, {"do": "release", **shown})
    assert Submission.objects.get().notified_at


def fields_of(page, name):
    (value,) = html.fromstring(page.content).xpath(f"//input[@name='{name}']/@value")
    return value
