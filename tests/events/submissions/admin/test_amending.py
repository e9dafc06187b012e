"""The team amends a proposal for those who sent it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from lxml import html

from events.submissions import actions
from events.submissions.models import Speaker, Submission
from events.submissions.tokens import private_link
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, amendment_of, speaker_data, submission, team_member
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    call = factories.call_page()
    user = team_member()
    client.force_login(user)
    return call and user


@pytest.fixture
def row(team):
    found = submission(title="Wells", language="es", people=[speaker_data("Ana"), speaker_data("Bo")])
    Delivery.objects.all().delete()
    return found


def data_of(client, row):
    return data_of_page(client.get(reverse("proposals:change", args=[row.pk])))


def data_of_page(page):
    (form,) = [form for form in html.fromstring(page.content).forms if "title" in form.fields]
    found = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def send(client, row, data):
    return client.post(reverse("proposals:change", args=[row.pk]), data, follow=True)


def test_the_change_is_marked_as_the_teams_and_its_sender_is_told(client, team, row):
    ana, bo = row.speakers.all()
    data = data_of(client, row) | {"title": "Deep wells", f"speaker-{bo.pk}-biography": "Digs."}
    page = send(client, row, data | {f"speaker-{ana.pk}-email": "thief@example.org"})
    assert "an email tells whoever sent it" in messages(page)
    assert "Amended by the programme team (reviewer)" in " ".join(page.content.decode().split())
    assert Submission.objects.get().title == "Deep wells"
    assert Speaker.objects.get(pk=bo.pk).biography == "Digs."
    assert Speaker.objects.get(pk=ana.pk).email == "ana@example.org", "addresses are not the team's to change"
    mail = Delivery.objects.get()
    assert (mail.address, mail.language) == ("ana@example.org", "es")
    assert "Qué se cambió: Título, Biografía breve." in mail.text
    assert "wells" not in mail.text, "nobody knows yet whose address it is"
    client.logout()
    assert "El equipo del programa cambió" in client.get(private_link(row, ana)).content.decode()


def test_without_a_difference_nothing_happens(client, team, row):
    page = send(client, row, data_of(client, row))
    assert "Nothing was changed, so nobody is told." in messages(page)
    assert not Delivery.objects.exists()
    assert actions.changed_by_team_at(row) is None


def test_what_is_refused_stays_as_it_was(client, team, row):
    data = data_of(client, row) | {"title": ""}
    assert send(client, row, data).redirect_chain == []
    actions.decline(submission=row, user=team, now=NOW)
    send(client, row, data | {"title": "Deep wells"})
    assert Submission.objects.get().title == "Wells"
    with pytest.raises(actions.ActionRefused):
        actions.amend(**amendment_of(Submission.objects.get(), title="Other"), now=NOW, by=team)


def test_what_others_changed_while_the_form_lay_open_stays(client, team, row):
    _ana, bo = row.speakers.all()
    data = data_of(client, row) | {f"speaker-{bo.pk}-biography": "Digs."}
    actions.amend(**amendment_of(row, title="Deep wells", language="es"), now=NOW)
    assert "an email tells whoever sent it" in messages(send(client, row, data))
    assert Submission.objects.get().title == "Deep wells"
    assert Speaker.objects.get(pk=bo.pk).biography == "Digs."
    assert "Qué se cambió: Biografía breve." in Delivery.objects.get(key__contains="changed").text


def test_what_two_people_changed_at_once_is_shown_and_not_saved(client, team, row):
    data = data_of(client, row) | {"title": "Dry wells", "abstract": "No water."}
    actions.amend(**amendment_of(row, title="Deep wells", language="es"), now=NOW)
    page = send(client, row, data)
    assert "changed the same meanwhile: Title. Nothing of yours was saved." in page.content.decode()
    assert data_of_page(page)["title"] == ["Dry wells"], "it can be copied"
    assert (Submission.objects.get().title, Submission.objects.get().abstract) == ("Deep wells", row.abstract)
    assert "changed the same meanwhile" in send(client, row, data_of_page(page)).content.decode()


@pytest.mark.parametrize("shown", ["", "[]", "{", '{"idea": 1}', '{"idea": {"title": []}}', "[" * 5000])
def test_nonsense_about_what_was_shown_breaks_nothing(client, team, row, shown):
    assert send(client, row, data_of(client, row) | {"shown": shown}).status_code == 200


def test_who_only_reviews_may_not_change_it(client, row, django_user_model):
    reviewer = django_user_model.objects.create_user("only", password="x")
    names = ["access_admin", "view_submission"]
    reviewer.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(reviewer)
    assert client.get(reverse("proposals:detail", args=[row.pk])).status_code == 200
    assert client.get(reverse("proposals:change", args=[row.pk])).status_code == 302
