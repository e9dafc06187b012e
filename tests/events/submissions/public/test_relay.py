"""Nobody can use the forms to write to others."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.submissions import actions
from events.submissions.emails.messages import delivery_key
from events.submissions.jobs import erase_old_proposals
from events.submissions.models import Submission
from events.submissions.tokens import token_of
from home.characters import lines
from home.forms.public import FORMS
from home.forms.rate_limit import allow
from home.jobs.background import do_background_tasks
from home.models import RateCounter
from home.outbox.addresses import mailbox
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, proposal_data, speaker_data, submission, team_member
from tests.events.submissions.public.test_views import sent
from tests.home.forms.test_proof import solve
from tests.home.forms.test_public_forms import SIGN_UP
from tests.newsletter.conftest import newsletter  # noqa: F401  fixture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def propose(client):
    event = factories.call_page().get_parent().specific.event

    def propose(**fields):
        return client.post(reverse("submissions:propose", args=[event.pk]), sent(**fields))

    return propose


def recipients():
    return sorted(Delivery.objects.values_list("address", flat=True))


def link_of(row, name="proposal"):
    return reverse(f"submissions:{name}", args=[token_of(row, row.submitter)])


def test_nobody_but_the_sender_is_written_to_until_a_button_behind_the_link_is_pressed(client):
    row = submission(people=[speaker_data(), speaker_data("Bo Ek"), speaker_data("Cleo Dahl")])
    actions.send_lost_links(address="bo@example.org", now=NOW)
    client.get(link_of(row))
    client.post(reverse("submissions:proposal", args=[token_of(row)]))
    assert recipients() == ["ana@example.org"], "a link of the team and one that is only opened prove nothing"
    assert "Confirm my email address" in client.get(link_of(row)).content.decode()
    for _twice in range(2):
        assert client.post(link_of(row)).url == link_of(row)
    assert recipients() == ["ana@example.org", "bo@example.org", "cleo@example.org"]
    assert "Confirm my email address" not in client.get(link_of(row)).content.decode()


def test_a_co_speaker_who_confirms_first_says_nothing_about_the_sender(client):
    row = submission(people=[speaker_data(), speaker_data("Bo Ek"), speaker_data("Cleo Dahl")])
    actions.confirm_address(speaker=row.speakers.all()[1], now=NOW)
    assert recipients() == ["ana@example.org"]


def test_whom_the_team_writes_down_is_informed_at_once():
    people = [speaker_data(), speaker_data("Bo Ek")]
    submission(people=people, entered_by=team_member())
    assert recipients() == ["ana@example.org", "bo@example.org"]


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_decision_repeats_to_no_unconfirmed_address_what_was_typed(client, is_confirmed):
    row, team = submission(title="Visit evil example"), team_member()
    if is_confirmed:
        client.post(link_of(row))
    actions.decline(submission=row, user=team, now=NOW)
    client.force_login(team)
    page = client.get(reverse("proposals:detail", args=[row.pk])).content.decode()
    assert ("repeats neither the name nor the title" in page) is not is_confirmed
    actions.release_email(submission=row, user=team, now=NOW)
    mail = Delivery.objects.get(kind="proposal decision")
    for typed in ("Visit evil example", "Ana Lucero"):
        assert (typed in mail.subject + mail.text) is is_confirmed
    assert is_confirmed or (f"“{row.number}”" in mail.subject and "Dear ana@example.org," in mail.text)


@pytest.mark.parametrize("address", ['"ana"@example.org', '"a\\na"@example.org', '"ana+1"@example.org'])
def test_a_mailbox_is_not_written_to_under_names_in_quotes(client, propose, newsletter, address):  # noqa: F811
    propose(**{"speaker-0-email": address})
    client.post(reverse("newsletter:sign_up"), {**SIGN_UP, "address": address})
    do_background_tasks(now=timezone.now())
    assert recipients() == []


def test_a_new_address_of_the_sender_has_to_be_confirmed_before_somebody_is_added(client):
    row = submission()
    client.post(link_of(row))
    changed = [speaker_data(email="victim@example.org", pk=row.submitter.pk)]
    old = link_of(row, "add_speaker")
    actions.amend(submission=row, idea=proposal_data(), people=changed, now=NOW)
    client.post(old, {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"]})
    assert recipients() == ["ana@example.org", "victim@example.org"]


def test_a_former_mailbox_is_out_once_the_new_one_is_confirmed(client):
    row = submission()
    old = link_of(row)
    client.post(old)
    changed = [speaker_data(email="new@example.org", pk=row.submitter.pk)]
    actions.amend(submission=row, idea=proposal_data(), people=changed, now=NOW)
    assert client.get(old).status_code == 200, "a typo locks nobody out"
    client.post(link_of(Submission.objects.get()))
    assert client.get(old).status_code == 404
    assert client.get(link_of(Submission.objects.get())).status_code == 200


def test_all_forms_together_write_to_a_mailbox_three_times_a_day(client, propose, newsletter, django_user_model):  # noqa: F811
    django_user_model.objects.create_user("ana", "ana@example.org", "secret")
    for number in range(3):
        address = f"Ana+{number}@example.org"
        propose(title=f"Number {number}", **{"speaker-0-email": address})
        for name in ("newsletter:sign_up", "newsletter:request_link", "submissions:request_link"):
            client.post(reverse(name), {**SIGN_UP, "address": address, "email": address})
        client.post("/admin/password_reset/", {"email": "ana@example.org"})
        do_background_tasks(now=timezone.now())
    soon = timezone.now() + timedelta(hours=23)
    assert {mailbox(address) for address in recipients()} == {"ana@example.org"}
    assert len(set(Delivery.objects.values_list("kind", flat=True))) > 1
    strangers = Delivery.objects.exclude(kind="password reset")
    assert strangers.filter(due_at__lt=soon).count() == 3
    assert strangers.count() == 6
    assert Delivery.objects.get(kind="password reset").due_at < soon, "the account's own"


def test_a_known_proposer_gets_every_link_whatever_strangers_cause(client, propose, newsletter):  # noqa: F811
    client.post(link_of(submission()))
    for number in range(7):
        client.post(reverse("newsletter:sign_up"), {**SIGN_UP, "address": f"ana+{number}@example.org"})
    do_background_tasks(now=timezone.now())
    Delivery.objects.all().delete()
    for number in range(8):
        propose(title=f"Number {number}")
    client.post(reverse("submissions:request_link"), {"email": "ana@example.org"})
    do_background_tasks(now=timezone.now())
    today = Delivery.objects.filter(due_at__lte=timezone.now())
    assert today.filter(key__endswith=":received").count() == 8
    assert today.filter(key__contains=":link:").count() == 9


def test_proposals_in_somebodys_name_do_not_hide_their_own_links(client, propose):
    own = submission(title="My own")
    Submission.objects.filter(pk=own.pk).update(submitted_at=NOW)
    for number in range(25):
        propose(title=f"Number {number}")
    last = Submission.objects.order_by("pk").last()
    last.speakers.update(confirmed_at=NOW)
    Delivery.objects.all().delete()
    actions.send_lost_links(address="ana@example.org", now=NOW)
    assert Delivery.objects.filter(key__startswith=delivery_key(last, "link:"), due_at__lte=NOW).exists()


def test_a_confirmed_sender_writes_to_ten_co_speakers_a_day(client):
    for title in ("One", "Two"):
        row = submission(title=title)
        client.post(link_of(row))
        for post in range(5):
            sender, *others = row.speakers.all()
            people = [
                speaker_data(one.name, email=f"{title}{post}{one.pk}@example.org".lower(), pk=one.pk) for one in others
            ] or [speaker_data(f"Bo {number}") for number in range(5)]
            changed = [speaker_data(pk=sender.pk), *people]
            actions.amend(submission=row, idea=proposal_data(title=title), people=changed, now=NOW)
    notices = Delivery.objects.filter(kind="proposal co-speaker")
    assert notices.filter(due_at__lte=NOW).count() == 10
    assert notices.count() == 20, "ten more the next day"


def test_names_and_titles_make_no_lines_in_an_email_to_a_co_speaker(client):
    row = submission(title="A\u2028B", people=[speaker_data("Ana\u2028http://evil.example"), speaker_data("Bo\x85Ek")])
    client.post(link_of(row))
    text = lines(Delivery.objects.get(kind="proposal co-speaker").text)
    assert "“A B”" in text
    assert "Ana http://evil.example has proposed" in text
    assert "Dear Bo Ek," in text


def test_what_waits_for_the_next_day_is_not_sent_once_it_is_needed_no_more(client):
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    client.post(link_of(row))
    Delivery.objects.update(due_at=NOW + timedelta(days=1))
    other = submission(title="Another")
    client.post(link_of(row))
    assert Delivery.objects.get(address="bo@example.org").state == DeliveryState.QUEUED
    row.speakers.update(confirmed_at=None)
    client.post(link_of(row))
    states = dict(Delivery.objects.values_list("key", "state"))
    assert states[delivery_key(row, "received")] == DeliveryState.CANCELLED, "the link was opened"
    assert states[delivery_key(other, "received")] == DeliveryState.QUEUED
    people = [speaker_data(pk=row.submitter.pk)]
    actions.amend(submission=row, idea=proposal_data(), people=people, without=[row.speakers.last().pk], now=NOW)
    assert Delivery.objects.get(address="bo@example.org").state == DeliveryState.CANCELLED, "is not named any more"


def flood():
    allow("proposal|all", FORMS["proposal"].total, now=timezone.now())
    RateCounter.objects.update(count=FORMS["proposal"].total.count)


def test_without_a_proof_a_flooded_call_holds_a_proposal_until_its_address_is_confirmed(client, propose):
    flood()
    page = propose().url
    assert "confirm your email address" in client.get(page).content.decode()
    row = Submission.objects.get()
    team = Client()
    team.force_login(team_member())
    assert team.get(reverse("proposals:detail", args=[row.pk]), follow=True).status_code == 404
    assert row.title not in team.get(reverse("proposals:list")).content.decode()
    assert "the programme team sees this one after that" in client.get(link_of(row)).content.decode()
    client.post(link_of(row))
    assert team.get(reverse("proposals:detail", args=[row.pk])).status_code == 200
    assert erase_old_proposals(now=NOW + timedelta(days=8)) == 0


def test_with_a_proof_a_flooded_call_is_as_open_as_ever(client, propose):
    flood()
    asked = client.get(reverse("form_challenge"), {"form": "proposal"}).json()
    assert "held" not in propose(proof=solve(asked)).url
    assert Submission.objects.received().exists()


def test_what_is_held_is_forgotten_after_a_week(propose):
    flood()
    propose()
    assert erase_old_proposals(now=NOW + timedelta(days=7)) == 0
    assert erase_old_proposals(now=NOW + timedelta(days=7, seconds=1)) == 1
    assert not Submission.objects.kept().exists()
