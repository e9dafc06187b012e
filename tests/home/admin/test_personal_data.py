"""What people entrust to the programme team appears at no address of the admin to anybody else."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from events.models import Event, EventPage
from events.roster import actions as helping
from events.submissions import actions
from events.submissions.models import Comment, Submission
from home.newsletter.models import Subscriber
from home.outbox.models import Delivery
from tests.events.roster import people
from tests.events.submissions.proposals import NOW, proposal_data, speaker_data, submission, team_member
from tests.home.admin.access import Samples, make_user, patterns

pytestmark = pytest.mark.django_db

MARK, BEGINNING = "zqentrustedzq", "zqentr"


@pytest.fixture
def samples(settings) -> Samples:
    """A row for every address; beside it a proposal, accepted and planned, whose texts all have the mark."""
    settings.PORTAL_AT = NOW
    samples = Samples()
    event = Event.objects.get()
    assert EventPage.objects.filter(event=event).exists()
    texts = {name: f"{MARK} {name}" for name in ("title", "abstract", "practice", "hard")}
    person = speaker_data(MARK, email=f"{MARK}@example.org", biography=MARK, pronouns=MARK)
    row = submission(**texts, people=[person])
    reviewer = team_member()
    actions.answer(submission=row, reviewer=reviewer, answer="objection", reason=MARK, now=NOW)
    actions.amend(submission=row, idea=proposal_data(**texts), people=[person], now=NOW)
    Comment.objects.create(submission=row, author=reviewer, text=MARK, written_at=NOW)
    row.reviews.all().delete()
    actions.accept(submission=row, user=reviewer, now=NOW)
    ends_at = event.starts_at + timedelta(hours=1)
    values = {"starts_at": event.starts_at, "ends_at": ends_at, "room": samples.rows["room"]}
    actions.plan_slot(submission=row, user=reviewer, **values)
    gone = submission(**{**texts, "title": f"{MARK} gone"}, people=[person])
    actions.withdraw(submission=gone, now=NOW)
    Subscriber.objects.create(address=f"{MARK}@example.net", language="es", requested_at=NOW, changed_at=NOW)
    helper = people.helper(MARK, email=f"{MARK}@example.com")
    people.assign(people.shift(starts_at=event.starts_at, ends_at=event.ends_at), helper)
    helping.cancel(helper=helper, now=NOW)
    Delivery.objects.filter(key__startswith="proposal:").update(subject=MARK)
    assert Delivery.objects.filter(subject=MARK).exists()
    return samples


@pytest.mark.parametrize("role", ["login", "translator", "editor"])
def test_nobody_else_sees_what_was_proposed_and_by_whom(samples, role):
    client, shown = Client(raise_request_exception=False), []
    client.force_login(make_user(role))
    words = f"?q={BEGINNING}&term={BEGINNING}&search={BEGINNING}&id=1&fields=*&state=&kind=&export=csv"
    for pattern in sorted(set(patterns())):
        address = samples.address(pattern)
        if address.startswith("/admin/") and not address.startswith("/admin/log"):  # which would end the session
            for method in ("get", "post"):
                with transaction.atomic():
                    answer = getattr(client, method)(address + words)
                    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                    transaction.set_rollback(True)
                if MARK in body.decode("utf-8", "replace").lower() + answer.headers.get("Location", "").lower():
                    shown.append(f"{method} {pattern}")
    assert shown == []


def test_the_team_sees_it_where_it_belongs(samples, client):
    client.force_login(make_user("team"))
    row = Submission.objects.get(state="accepted")
    for address in ("/admin/proposals/", f"/admin/proposals/{row.pk}/", "/admin/newsletter/readers/"):
        assert MARK in client.get(address).content.decode(), address
