"""The screens of an import, as an editor goes through them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.imports import actions
from events.imports.models import ImportRun, RunState
from events.models import Event, Room, SessionPage
from home.roles import EDITORS
from tests import factories
from tests.events.imports.conftest import ONE, finish, imported


@pytest.fixture
def client(client, db):
    user = User.objects.create_user("ed", "ed@example.org")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def send(client, event, text=ONE, name="ours.csv", **more):
    url = reverse("events_imports:list", args=[event.pk])
    return client.post(
        url, {"file": SimpleUploadedFile(name, text.encode()), "second_language": "es", **more}, follow=True
    )


def test_from_the_file_to_the_report_in_four_posts(client, event):
    page = send(client, event)
    assert b"What was understood" in page.content and b"CSV" in page.content
    run = ImportRun.objects.get()
    fields = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    fields |= dict(page.context["form"].initial.items())
    page = client.post(reverse("events_imports:reading", args=[event.pk, run.pk]), fields, follow=True)
    assert page.context["plan"].of("new", "session") and not SessionPage.objects.exists()
    assert b"Slow circles" in page.content and b"do not take place within the edition" not in page.content
    Event.objects.update(ends_at=run.event.starts_at + timedelta(hours=1))
    page = client.get(reverse("events_imports:run", args=[event.pk, run.pk]))
    assert b"do not take place within the edition" in page.content
    page = client.post(reverse("events_imports:run", args=[event.pk, run.pk]), {"apply": "1"}, follow=True)
    assert b'data-under-way="yes"' in page.content
    finish(run)
    page = client.get(reverse("events_imports:run", args=[event.pk, run.pk]))
    assert page.context["new"] == 6 and page.context["failed"] == []
    client.post(reverse("events_imports:undo", args=[event.pk, run.pk]))
    assert finish(run).state == RunState.UNDONE
    assert not SessionPage.objects.exists()
    assert b"This import was undone." in client.get(reverse("events_imports:run", args=[event.pk, run.pk])).content


def test_the_first_line_of_the_report_says_that_a_part_stayed_or_failed(client, event, editor):
    run = imported(event, ONE, editor)
    url = reverse("events_imports:run", args=[event.pk, run.pk])
    draft = SessionPage.objects.get(title="Second").get_latest_revision_as_object()
    draft.save_revision()
    client.post(reverse("events_imports:undo", args=[event.pk, run.pk]))
    finish(run)
    first = " ".join(client.get(url).content.decode().split())
    assert "This import was undone, except for 3 parts that stayed; see below." in first
    run.steps.update(error="")
    step = run.steps.first()
    step.error, step.notes = "No.", []
    step.save()
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.APPLIED)
    assert "1 part could not be imported; see below." in " ".join(client.get(url).content.decode().split())


def test_a_broken_file_is_refused_at_the_field_and_kept_nowhere(client, event):
    page = send(client, event, "<schedule><day>")
    assert "broken" in page.context["form"].errors["file"][0]
    assert not ImportRun.objects.exists()


def test_the_preview_marks_words_and_takes_decisions(client, event, editor):
    imported(event, ONE, editor)
    send(client, event, ONE.replace("B,Second", "C,Second").replace("Why.", "Why not."))
    run = ImportRun.objects.first()
    url = reverse("events_imports:run", args=[event.pk, run.pk])
    page = client.get(url)
    assert b"<ins" in page.content or b'class="addition"' in page.content
    assert [item.label for item in page.context["gone"]] == ["Second"]
    item, decided, candidates = page.context["doubtful"][0]
    assert (item.label, decided, candidates[0][1]) == ("Second", "?", "Ana Lucero")
    page = client.post(url, {f"same|{item.name}": str(item.candidates[0].pk)}, follow=True)
    assert page.context["plan"].of("new", "session") == [] and page.context["gone"] == []
    page = client.post(url, {"cancel": str(SessionPage.objects.get(title="Second").pk)}, follow=True)
    assert [item.state for item in page.context["gone"]] == ["cancelled"]


def test_a_file_can_be_removed_before_it_is_applied_only(client, event, editor):
    send(client, event)
    run = ImportRun.objects.get()
    client.post(reverse("events_imports:delete", args=[event.pk, run.pk]))
    assert not ImportRun.objects.exists()
    applied = imported(event, ONE, editor)
    client.post(reverse("events_imports:delete", args=[event.pk, applied.pk]))
    assert ImportRun.objects.get() == applied


def test_an_event_without_a_page_in_the_language_says_so_first(client, event):
    send(client, event, "id,title,language\nA,Uno,es\n")
    run = ImportRun.objects.get()
    event.pages.filter(locale__language_code="es").delete()
    url = reverse("events_imports:run", args=[event.pk, run.pk])
    assert client.get(url).context["missing"] == ["Español"]
    client.post(url, {"apply": "1"})
    assert ImportRun.objects.get().state == RunState.PREVIEW


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_empty_table_is_understood_without_a_question(client, event, ending):
    body = client.get(reverse(f"events_imports:template_{ending}", args=[event.pk])).content
    run_page = client.post(
        reverse("events_imports:list", args=[event.pk]),
        {"file": SimpleUploadedFile(f"sessions.{ending}", body), "second_language": "es"},
        follow=True,
    )
    labelled = run_page.context["incoming"].labelled
    assert [one.label for one in labelled if not one.field] == []
    assert run_page.context["incoming"].findings == []


def test_somebody_who_may_not_edit_events_reaches_nothing(client, event):
    User.objects.get(username="ed").groups.clear()
    assert client.get(reverse("events_imports:list", args=[event.pk])).status_code in (302, 403)
    assert not Room.objects.exists()


def test_a_file_that_earlier_decisions_would_make_unreadable_is_read_without_them(client, event, editor):
    imported(event, "Titel,Title\nOne,x\n", editor, options={"fields": {"Titel": "title", "Title": ""}})
    assert b"What was understood" in send(client, event, "Title\nTwo\n").content


def read_as(client, event, run, **decided):
    url = reverse("events_imports:reading", args=[event.pk, run.pk])
    form = client.get(url).context["form"]
    fields = {name: field.initial or "" for name, field in form.fields.items()} | dict(form.initial.items())
    return client.post(url, fields | decided, follow=True)


def test_the_zone_is_the_events_as_long_as_nobody_chooses_another(client, event):
    send(client, event)
    first = ImportRun.objects.get()
    page = read_as(client, event, first).content.decode()
    assert "They are read in the zone UTC." in page and "The edition is in the zone" not in page
    Event.objects.update(zone="Europe/Madrid")
    page = client.get(reverse("events_imports:run", args=[event.pk, first.pk])).content.decode()
    assert "They are read in the zone Europe/Madrid." in page  # read anew
    client.post(reverse("events_imports:run", args=[event.pk, first.pk]), {"apply": "1"})
    finish(first)

    send(client, event)
    second = ImportRun.objects.exclude(pk=first.pk).get()
    assert actions.options_of(second).zone == "Europe/Madrid"
    page = read_as(client, event, second, zone="Asia/Kolkata").content.decode()
    assert "The edition is in the zone Europe/Madrid, but times without a zone are read in Asia/Kolkata" in page


def test_equal_remarks_are_one_line_and_what_is_left_out_comes_first(client, event):
    rows = "".join(f"{number},Talk {number},pt,,\n" for number in range(3))
    page = send(client, event, f"id,title,language,start,end\n{rows}X,Late,en,2021-05-06 15:00,2021-05-06 14:00\n")
    assert [(one.message, one.places) for one in page.context["remarks"]] == [
        ("No slot: “2021-05-06 15:00–2021-05-06 14:00” ends before it starts.", ["row 5"]),
        ("This event has no pages in “pt”: the text is filed under “en”.", ["row 2", "row 3", "row 4"]),
    ]
    assert "3 places" in page.content.decode()


def test_a_question_says_which_of_two_people_of_one_name_is_meant(client, event):
    programme = factories.programme_page(event.pages.get(locale__language_code="en"))
    factories.session("Rounds", programme, speakers=[factories.speaker("Ana Lucero")])
    factories.speaker("Ana Lucero", slug="ana-2", role="Weaver in Oaxaca")
    send(client, event)
    page = client.get(reverse("events_imports:run", args=[event.pk, ImportRun.objects.get().pk]))
    (candidates,) = [found for item, _decided, found in page.context["doubtful"] if item.kind == "person"]
    assert [about for _one, about in candidates] == ["“Rounds”", "Weaver in Oaxaca"]
