import csv
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from events.models import Theme
from events.submissions import actions
from events.submissions.admin.counts import proposal_counts
from events.submissions.models import EmailTemplate, ReviewerLanguages, Submission
from tests import factories
from tests.events.submissions.proposals import NOW, accepted, amendment_of, speaker_data, submission, team_member
from tests.events.submissions.public.test_views import sent

pytestmark = pytest.mark.django_db
LIST = "/admin/proposals/"
REFUSED = "/admin/"  # where Wagtail redirects users without the permission


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


@pytest.fixture
def reader(client, django_user_model):
    """A user who may see proposals and nothing else."""
    user = django_user_model.objects.create_user("reader", "reader@example.org", "x")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_submission"]))
    client.force_login(user)
    return user


def test_who_may_see_a_proposal_may_answer_but_not_decide(client, reader):
    factories.event_page()
    row = submission()
    address = f"{LIST}{row.pk}/"
    page = client.get(address).content.decode()
    assert row.title in page
    for text in ('value="accept"', 'value="release"', 'value="renew"', "/proposals/mine/"):
        assert text not in page
    assert 'id="bulk"' not in client.get(f"{LIST}results/").content.decode()
    for do in ("accept", "wait", "decline", "release", "renew"):
        assert client.post(address, {"do": do}).url == REFUSED
        assert client.post(f"{LIST}bulk/", {"do": do, "chosen": row.pk}).url == REFUSED
    for path in (f"late/{row.event_id}/", "person/"):
        assert client.get(LIST + path).url == REFUSED
        assert client.post(LIST + path, {"do": "erase", "address": "ana@example.org"}).url == REFUSED
    row.refresh_from_db()
    assert (row.state, row.notified_at, row.link_version, row.erased_at) == ("submitted", None, 1, None)
    client.post(address, {"do": "answer", "answer": "consent"})
    assert row.reviews.get().reviewer == reader


def test_who_may_decide_may_not_erase(client, reader):
    reader.user_permissions.add(Permission.objects.get(codename="change_submission"))
    row = submission()
    assert 'value="accept"' in client.get(f"{LIST}{row.pk}/").content.decode()
    assert "person/" not in client.get(f"{LIST}results/").content.decode()
    assert client.post(f"{LIST}person/", {"do": "erase", "address": "ana@example.org"}).url == REFUSED
    row.refresh_from_db()
    assert row.erased_at is None


def test_what_a_reviewer_reads_comes_first(client, team):
    submission(title="English")
    submission(title="Español", language="es")
    ReviewerLanguages.objects.create(user=team, languages="es")
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
    actions.add_co_speaker(submission=second, person=speaker_data("Bo Ek"), now=NOW)
    assert titles(client, "q=Second") == ["Second"], "once, however many speak"
    assert titles(client, "q=ek") == ["Second"]
    page = client.get(f"{LIST}results/").content.decode()
    assert "Ana Lucero +1" in page
    assert "objection: 1" in page


def test_many_are_decided_at_once_and_what_cannot_be_is_said(client, team):
    factories.event_page()
    good, bad = submission(title="Good"), submission(title="Bad")
    actions.answer(submission=bad, reviewer=team, answer="objection", reason="Why?", now=NOW)
    chosen = {"chosen": [good.pk, bad.pk, "nonsense", "9" * 40]}
    page = client.post(f"{LIST}bulk/", {"do": "accept", **chosen}, follow=True).content.decode()
    assert "“Bad”: an objection is still open." in page
    assert sorted(Submission.objects.values_list("title", "state")) == [("Bad", "submitted"), ("Good", "accepted")]
    shown = {f"decision_{good.pk}": Submission.objects.get(title="Good").decision}
    back = client.post(f"{LIST}bulk/", {"do": "release", "query": "language=en&p=2", **chosen, **shown})
    assert back.url == f"{LIST}?language=en&p=2", "where they were"
    assert Submission.objects.get(title="Good").notified_at == NOW


def test_the_export_is_no_place_for_formulas(client, team):
    submission(title="=1+1")
    response = client.get(f"{LIST}?export=csv")
    rows = list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0]["Title"] == "'=1+1"
    assert rows[0]["Times, in UTC"] == "2021-05-06T13:00Z"
    assert rows[0]["Speakers"] == "Ana Lucero <ana@example.org>"


def test_the_export_asks_as_much_for_three_as_for_one(client, team):
    factories.theme("Trust")
    costs = []
    for number in range(3):
        row = submission(title=f"title {number}", people=[speaker_data(), speaker_data("Bo Ek")])
        row.themes.set(Theme.objects.all())
        for name in "ab":
            actions.answer(submission=row, reviewer=team_member(f"{name}{number}"), answer="consent", now=NOW)
        client.get(f"{LIST}?export=csv")
        with CaptureQueriesContext(connection) as queries:
            rows = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode()
        assert rows.count("b0: consent") == 1
        costs.append(len(queries))
    assert costs[0] == costs[2]
    assert costs[0] <= 12


def test_the_reading_view_takes_answers_comments_and_decisions(client, team):
    factories.event_page()
    row = submission()
    address = f"{LIST}{row.pk}/"
    client.post(address, {"do": "answer", "answer": "objection", "reason": "Too broad"})
    client.post(address, {"do": "comment", "text": f"{'Long. ' * 2000}Shall we ask?"})
    page = client.get(address).content.decode()
    assert "Too broad" in page
    assert "Shall we ask?" in page
    assert "Objection raised" in page
    assert "objection is still open" in client.post(address, {"do": "accept"}, follow=True).content.decode()
    client.post(address, {"do": "close"})
    client.post(address, {"do": "accept"})
    row.refresh_from_db()
    assert row.state == "accepted"
    held = client.get(address).content.decode()
    assert "Please confirm by Monday, 29 March 2021, 12:00 UTC" in held, "as it would go out now"
    assert "/proposals/mine/" in held
    assert f"/admin/pages/{row.session_id}/edit/" not in held, "the team alone may not edit pages"
    client.post(address, {"do": "release", "decision": row.decision})
    assert "Please confirm by" not in client.get(address).content.decode()


def test_a_refused_answer_gives_back_what_was_typed(client, team):
    row, other = submission(), submission(title="The next one")
    page = client.post(f"{LIST}{row.pk}/", {"do": "answer", "answer": "objection", "reason": " "}).content.decode()
    assert "Please give the reason" in page
    assert 'value="objection" checked' in page
    assert f'{LIST}{other.pk}/"' in page, "what to read next"
    client.post(f"{LIST}{other.pk}/", {"do": "answer", "answer": "aside"})
    assert f'{LIST}{other.pk}/"' not in client.get(f"{LIST}{row.pk}/").content.decode()
    typed = client.post(f"{LIST}{row.pk}/", {"do": "answer", "answer": "x", "reason": "Long words"}).content.decode()
    assert "Long words" in typed


def test_editors_are_led_from_a_proposal_to_its_pages_and_what_changed_on_them(client, team):
    team.groups.add(Group.objects.get(name="Editors"))
    factories.event_page()
    row = accepted(submission(), team)
    row.session.save_revision().publish()
    actions.amend(**amendment_of(row, title="Renamed"), now=NOW)
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert f"/admin/pages/{row.session_id}/edit/" in page
    compare = f"/admin/pages/{row.session_id}/revisions/compare/live...latest/"
    assert compare in page
    assert "Renamed" in client.get(compare).content.decode()


def test_the_first_page_tells_the_team_what_waits_and_nobody_else(client, team, django_user_model):
    row = submission()
    page = client.get("/admin/").content.decode()
    assert "1 waits for your answer" in page
    assert f"{LIST}late/{row.event_id}/" in page
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    assert "1 waits for your answer" in client.get("/admin/").content.decode()
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert "waits for your answer" not in client.get("/admin/").content.decode()


def test_a_late_idea_is_entered_in_the_same_form(client, team, settings):
    call = factories.call_page()
    event = call.get_parent().specific.event
    settings.PORTAL_AT = event.call_closes_at
    address = f"{LIST}late/{event.pk}/"
    assert 'name="title"' in client.get(address).content.decode()
    for step in ({"title": ""}, {"go": "people"}, {"consent": ""}):
        assert f'action="{address}' in client.post(address, sent(**step)).content.decode()
    client.post(address, sent())
    assert Submission.objects.get().is_late


def test_emails_are_previewed_with_real_data_only_for_the_team(client, team, rf):
    row = submission(title="The well")
    row.speakers.update(confirmed_at=row.submitted_at)
    email = EmailTemplate.objects.get(kind="accepted", locale__language_code="en")
    request = rf.get("/")
    request.user = team
    shown = email.serve_preview(request, "").content.decode()
    assert "The well" in shown
    assert str(row.uuid.hex) not in shown, "the private link stays private"
    request.user = AnonymousUser()
    assert "The well" not in email.serve_preview(request, "").content.decode()


def test_the_form_of_a_new_email_has_a_preview_and_says_who_else_edits_one(client, team):
    """Its preview knew no language, and the admin asks every few seconds who else is there."""
    url = "/admin/snippets/submissions/emailtemplate/preview/"
    assert client.get(f"{url}?in_preview_panel=true").status_code == 200
    client.post(url, {"subject": "Zqudraft"})
    assert client.get(f"{url}?in_preview_panel=true").status_code == 200
    email = EmailTemplate.objects.get(kind="accepted", locale__language_code="en")
    session = EditingSession.objects.create(content_object=email, user=team, last_seen_at=timezone.now())
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["submissions", "emailtemplate", email.pk, session.pk])
    assert client.post(ping).status_code == 200


def test_the_list_asks_as_much_for_three_as_for_one(client, team):
    costs = []
    for number in range(3):
        row = submission(title=f"title {number}")
        for name in "abc":
            reviewer = team_member(f"{name}{number}")
            actions.answer(submission=row, reviewer=reviewer, answer="consent", now=NOW)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST).content.decode()
        assert "consent: 3" in page
        costs.append(len(queries))
    assert costs[0] == costs[2]
    assert costs[0] <= 17


def test_the_event_tells_numbers_and_days_left(client, django_user_model):
    row = submission()
    submission(title="Otra", language="es", kind="panel")
    row.themes.add(factories.theme("Trust"))
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    page = client.get(f"/admin/snippets/events/event/edit/{row.event_id}/").content.decode()
    for text in ("submitted: 2", "English: 1, Español: 1", "panel: 1, talk: 1", "Trust: 1", "closes: 13"):
        assert text in page


def test_a_held_decision_is_in_no_number_that_others_see(client, team, django_user_model):
    factories.event_page()
    row = submission()
    actions.accept(submission=row, user=team, now=NOW)
    editor = django_user_model.objects.create_user("eve")
    editor.groups.add(Group.objects.get(name="Editors"))
    address = f"/admin/snippets/events/event/edit/{row.event_id}/"
    client.force_login(editor)
    page = client.get(address).content.decode()
    assert "submitted: 1" in page
    assert "accepted: 1" not in page
    held, told = (dict(proposal_counts(row.event, with_held=one)["state"]) for one in (True, False))
    assert (held, told) == ({"accepted": 1}, {"submitted": 1})
    actions.release_email(submission=row, user=team, now=NOW)
    assert proposal_counts(row.event, with_held=False)["state"] == [("accepted", 1)]


def test_the_edition_is_a_column_where_several_have_proposals(client, team):
    def columns(query=""):
        return [column.name for column in client.get(f"{LIST}results/?{query}").context["table"].columns.values()]

    first = submission()
    assert "event" not in columns()
    other = factories.event(name="Conference 2022", starts_at=factories.utc(13, 20), ends_at=factories.utc(14, 20))
    submission(event=other, people=[speaker_data(email="other@example.org")])
    assert "event" in columns()
    assert "Conference 2022" in client.get(f"{LIST}results/").content.decode()
    assert "event" not in columns(f"event={first.event_id}")
