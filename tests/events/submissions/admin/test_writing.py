"""The programme team writes to a group of people."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from events.submissions import actions
from events.submissions.actions.privacy import mails_to
from events.submissions.models import Speaker, Submission
from events.submissions.recipients import RecipientGroup, Wanted, people_of
from home.outbox.models import Delivery
from home.roles import EDITORS
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, event, photo, speaker_data, submission, team_member
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    factories.programme_page()
    factories.speakers_page()
    return team_member()


@pytest.fixture
def proposals(team):
    """Title → proposal: two accepted ones, one confirmed, one whose decision nobody has been told."""
    people = {"Wells": ["Ana", "Bo"], "Rivers": ["Cleo"], "Hills": ["Dan"], "Secret": ["Eve"]}
    rows = {
        title: submission(title=title, people=[speaker_data(one) for one in names]) for title, names in people.items()
    }
    Speaker.objects.update(confirmed_at=NOW)
    for title in ("Wells", "Rivers"):
        rows[title] = accepted(rows[title], team)
    actions.confirm(submission=rows["Rivers"], now=NOW)
    actions.accept(submission=rows["Secret"], user=team, now=NOW)
    Delivery.objects.all().delete()
    return rows


def names(**wanted):
    people, others = people_of(event(), Wanted(**wanted))
    return " ".join(one.name for one in people), others


def test_groups_follow_what_people_were_told(proposals):
    assert names() == ("Ana Bo Cleo", 0)
    assert names(group=RecipientGroup.UNCONFIRMED, senders_only=True) == ("Ana", 0)
    assert names(group=RecipientGroup.CONFIRMED) == ("Cleo", 0)
    assert names(group=RecipientGroup.UNDECIDED) == ("Dan Eve", 0), "nobody is told of a decision by whom we write to"
    assert names(group=RecipientGroup.ALL, language="es") == ("", 0)


def test_by_the_day_of_the_draft_and_by_photo(proposals):
    first, second = (Submission.objects.get(title=title).session for title in ("Wells", "Rivers"))
    factories.timetable(factories.slot(first, 13), factories.slot(second, 14, status="cancelled"), live=False)
    assert names(day=date(2021, 5, 6)) == ("Ana Bo", 0)
    assert names(day=date(2021, 5, 7)) == ("", 0)
    with_photo = Speaker.objects.get(name="Ana")
    with_photo.photo.save("me.jpg", photo())
    assert names(without_photo=True) == ("Bo Cleo", 0)


def test_nobody_is_written_to_whose_sender_has_not_confirmed(proposals):
    Speaker.objects.filter(name="Ana").update(confirmed_at=None)
    assert names() == ("Cleo", 2)


def hidden(page):
    """What the button to send would post."""
    return {name: value for name, value in page.context["form"].data.items() if name not in ("do", "to")}


def test_from_the_group_to_the_history(client, team, proposals):
    client.force_login(team)
    address = reverse("proposals:write") + "?group=unconfirmed&start=practical"
    page = client.get(address)
    text = page.context["form"].initial
    assert "{title}" in text["body_en"]
    to = [one.pk for one, _chosen in page.context["people"]]
    typed = {**text, "body_en": "Dear {name},\r\n\r\n“{title}” is near: {link}", "do": "preview", "to": to}
    page = client.post(address, typed)
    shown = page.content.decode()
    assert "Dear Ana," in shown and "Dear Bo," in shown and "Send 2 emails" in shown
    assert not Delivery.objects.exists()
    page = client.post(address, {**hidden(page), "do": "send", "to": to}, follow=True)
    assert "The email is on its way to 2 people." in messages(page)
    mail = Delivery.objects.get(address="bo@example.org")
    assert mail.text.startswith("Dear Bo,\n\n“Wells” is near: http")
    again = client.post(address, {**typed, "do": "send"}, follow=True)
    assert "This email was sent already." in messages(again)
    assert Delivery.objects.count() == 2
    history = " ".join(client.get(reverse("proposals:detail", args=[proposals["Wells"].pk])).content.decode().split())
    assert "Email by the programme team (ana) (to 2 people)" in history.replace(team.get_username(), "ana")
    entry = ModelLogEntry.objects.get(action="submissions.write")
    assert entry.data == {"count": 2}, "the text may name somebody, and nobody would find it here"


def test_only_those_chosen_and_only_with_places_that_there_are(client, team, proposals):
    client.force_login(team)
    address = reverse("proposals:write")
    text = client.get(address).context["form"].initial
    cleo = Speaker.objects.get(name="Cleo").pk
    page = client.post(address, {**text, "body_en": "{nmae}", "to": cleo})
    assert "nmae" in page.context["form"].errors["body_en"][0]
    Submission.objects.filter(title="Rivers").update(confirm_by=None)
    page = client.post(address, {**text, "body_en": "{deadline}", "to": cleo})
    assert "deadline" in page.context["form"].errors["body_en"][0]
    page = client.post(address, {**text, "body_en": "Typed for an hour", "do": "send"})
    assert "Please choose at least one person." in messages(page)
    assert "Typed for an hour" in page.content.decode()
    assert not any(is_chosen for _person, is_chosen in page.context["people"])
    outside = Speaker.objects.get(name="Dan").pk
    client.post(address, {**text, "do": "send", "to": [cleo, outside]})
    assert [mail.address for mail in Delivery.objects.all()] == ["cleo@example.org"]


def test_a_text_that_nobody_ticked_reads_is_kept(client, team, proposals):
    Submission.objects.filter(title="Rivers").update(language="es")
    client.force_login(team)
    address = reverse("proposals:write")
    text = client.get(address).context["form"].initial
    typed = {"subject_es": "", "body_es": "Escrito en una hora", "to": Speaker.objects.get(name="Ana").pk}
    page = client.post(address, {**text, **typed, "do": "preview"})
    assert [email.to.name for email in page.context["previewed"]] == ["Ana"]
    assert "Escrito en una hora" in page.content.decode()


def test_a_text_that_names_no_proposal_goes_once_to_each_person(team, proposals):
    other = submission(title="Second", people=[speaker_data("Cleo")])
    Speaker.objects.update(confirmed_at=NOW)
    accepted(other, team)
    Delivery.objects.all().delete()
    people, _others = people_of(event(), Wanted())
    assert len(people) == 4
    assert (
        actions.write(
            event=event(), people=people, texts={"en": ("Hi", "All of {event}")}, occasion="a", user=team, now=NOW
        )
        == 3
    )
    assert (
        actions.write(event=event(), people=people, texts={"en": ("Hi", "{title}")}, occasion="b", user=team, now=NOW)
        == 4
    )


def test_the_email_belongs_to_the_data_of_its_reader_alone(team):
    row = submission(title="Wells", people=[speaker_data("Ana"), speaker_data("Bo", email="ana@example.org")])
    Speaker.objects.update(confirmed_at=NOW)
    row = accepted(row, team)
    Delivery.objects.all().delete()
    people, _others = people_of(event(), Wanted())
    actions.write(
        event=event(), people=people, texts={"en": ("Hi", "Dear {name}, {title}")}, occasion="a", user=team, now=NOW
    )
    for one in people:
        assert [mail.text for mail in mails_to("ana@example.org", [one])] == [f"Dear {one.name}, Wells\n"]


def test_the_page_is_for_the_team_and_asks_as_much_for_many(client, team, proposals, django_user_model):
    client.force_login(team)
    address = reverse("proposals:write") + "?group=all"

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    cost()
    few = cost()
    for number in range(3):
        submission(title=f"More {number}", people=[speaker_data(f"Person{number}")], entered_by=team)
    assert cost() == few
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    assert client.get(address).status_code in (302, 403)
