import csv
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.submissions import actions
from events.submissions.models import Letter, Reader, Submission
from tests import factories
from tests.events.submissions.helpers import NOW, submission, team_member

pytestmark = pytest.mark.django_db
LIST = "/admin/proposals/"


@pytest.fixture
def team(client):
    user = team_member()
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW


def titles(client, query=""):
    response = client.get(f"{LIST}results/?{query}")
    assert response.status_code == 200
    return [row.title for row in response.context["object_list"]]


def test_only_the_programme_team_sees_proposals(client, django_user_model):
    row = submission()
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    for path in ("", "results/", f"{row.pk}/", "person/", f"late/{row.event_id}/", f"photo/{row.speakers.get().pk}/"):
        assert client.get(LIST + path).status_code in (302, 403)
    for path in ("bulk/", "reading/", f"{row.pk}/"):
        assert client.post(LIST + path, {"do": "accept"}).status_code in (302, 403)
    assert row.title not in client.get("/admin/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "submitted"


def test_what_a_reviewer_reads_comes_first(client, team):
    submission(title="English")
    submission(title="Español", language="es")
    Reader.objects.create(user=team, languages="es")
    assert titles(client) == ["Español", "English"]
    client.post(f"{LIST}reading/", {"languages": ["en", "xx"]})
    assert titles(client) == ["English", "Español"]


def test_filters(client, team):
    factories.event_page()
    first, second = submission(title="First"), submission(title="Second", language="es", kind="panel")
    second.themes.add(factories.theme("Trust"))
    actions.answer(submission=first, reviewer=team, answer="objection", reason="Why?", now=NOW)
    assert titles(client, "language=es") == ["Second"]
    assert titles(client, "kind=panel") == ["Second"]
    assert titles(client, f"themes={second.themes.get().pk}") == ["Second"]
    assert titles(client, "mine=missing") == ["Second"]
    assert titles(client, "mine=open") == ["First"]
    assert titles(client, "state=accepted") == []
    assert titles(client, "q=Sec") == ["Second"]


def test_many_are_decided_at_once_and_what_cannot_be_is_said(client, team):
    factories.event_page()
    good, bad = submission(title="Good"), submission(title="Bad")
    actions.answer(submission=bad, reviewer=team, answer="objection", reason="Why?", now=NOW)
    chosen = {"chosen": [good.pk, bad.pk, "nonsense", "9" * 40]}
    page = client.post(f"{LIST}bulk/", {"do": "accept", **chosen}, follow=True).content.decode()
    assert "“Bad”: an objection is still open." in page
    assert sorted(Submission.objects.values_list("title", "state")) == [("Bad", "submitted"), ("Good", "accepted")]
    client.post(f"{LIST}bulk/", {"do": "release", **chosen})
    assert Submission.objects.get(title="Good").told_at == NOW


def test_the_export_is_no_place_for_formulas(client, team):
    submission(title="=1+1")
    response = client.get(f"{LIST}?export=csv")
    rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0]["Title"] == "'=1+1"
    assert rows[0]["People"] == "Ana Lucero <ana@example.org>"


def test_the_reading_view_takes_answers_comments_and_decisions(client, team):
    factories.event_page()
    row = submission()
    address = f"{LIST}{row.pk}/"
    client.post(address, {"do": "answer", "answer": "objection", "reason": "Too broad"})
    client.post(address, {"do": "comment", "text": "Shall we ask?"})
    page = client.get(address).content.decode()
    assert "Too broad" in page
    assert "Shall we ask?" in page
    assert "Objection raised" in page
    assert "objection is still open" in client.post(address, {"do": "accept"}, follow=True).content.decode()
    client.post(address, {"do": "close"})
    client.post(address, {"do": "accept"})
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_late_idea_is_entered_in_the_same_form(client, team, settings):
    call = factories.call_page()
    event = call.get_parent().specific.event
    settings.PORTAL_AT = event.call_closes_at
    address = f"{LIST}late/{event.pk}/"
    assert 'name="title"' in client.get(address).content.decode()
    fields = {
        "title": "Late", "kind": "talk", "abstract": "Still burning.", "spoken": ["en"], "language": "en",
        "zone": "Europe/Madrid", "consent": "on", "speaker-0-name": "Bo Ek", "speaker-0-email": "bo@example.org",
        "speaker-0-biography": "Sings.", "speaker-0-languages": ["en"], "go": "send",
    }  # fmt: skip
    client.post(address, fields)
    assert Submission.objects.get().is_late


def test_letters_are_previewed_with_real_data_only_for_the_team(client, team, rf):
    row = submission(title="The well")
    letter = Letter.objects.get(kind="accepted", locale__language_code="en")
    request = rf.get("/")
    request.user = team
    shown = letter.serve_preview(request, "").content.decode()
    assert "The well" in shown
    assert str(row.uuid.hex) not in shown, "the private link stays private"
    request.user = AnonymousUser()
    assert "The well" not in letter.serve_preview(request, "").content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(client, team):
    costs = []
    for number in range(3):
        row = submission(title=f"title {number}")
        for name in "abc":
            reviewer = team_member(f"{name}{number}")
            actions.answer(submission=row, reviewer=reviewer, answer="consent", now=NOW)
        client.get(f"{LIST}results/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}results/")
        costs.append(len(queries))
    assert costs[0] == costs[2]
    assert costs[0] <= 15


def test_the_event_tells_numbers_and_days_left(client, django_user_model):
    row = submission()
    submission(title="Otra", language="es", kind="panel")
    row.themes.add(factories.theme("Trust"))
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    page = client.get(f"/admin/snippets/events/event/edit/{row.event_id}/").content.decode()
    for text in ("submitted: 2", "English: 1, Español: 1", "panel: 1, talk: 1", "Trust: 1", "closes: 13"):
        assert text in page
