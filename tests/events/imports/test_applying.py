"""Imports in a database: what is there afterwards, the second time, and after undoing."""

from datetime import timedelta

import pytest
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation

from events.imports import actions
from events.imports.models import ImportRun, ImportStep, RunState, SourceId
from events.imports.plan import Choices
from events.models import Room, SessionPage, SpeakerPage, Theme, Timetable
from events.submissions.fields import PROPOSAL_FIELDS, FormContext
from home.translations.models import StringMark, TranslationStatus
from home.translations.sync.sources import has_same_content, source_of
from tests import factories
from tests.events.imports.conftest import NOW, ONE, finish, imported, problems, upload
from tests.events.submissions.proposals import submission


def session(title):
    return SessionPage.objects.get(title=title, locale__language_code="en")


def slots_by_title(event):
    draft = Timetable.objects.get(event=event).get_latest_revision_as_object()
    return {slot.session.title: slot for slot in draft.slots.all()}


def test_everything_of_a_row_has_its_place(event, editor):
    run = imported(event, ONE, editor)
    assert problems(run) == []
    page = session("Slow circles")
    assert (page.live, page.kind, page.abstract, page.slug) == (False, "workshop", "Why.", "slow-circles")
    assert page.body[0].value["text"].source == "<ul><li>one</li><li><b>two</b></li></ul>"
    assert [row.speaker.title for row in page.session_speakers.all()] == ["Ana Lucero"]
    assert [row.tag.name for row in page.session_themes.all()] == ["Deciding"]
    assert [row.url for row in page.recordings.all()] == ["https://video.example.org/1"]
    slot = slots_by_title(event)["Slow circles"]
    assert (slot.starts_at, slot.ends_at - slot.starts_at) == (factories.utc(13), timedelta(hours=1))
    assert (slot.room.name, slot.languages) == ("Oak", {"spoken": ["en"], "interpreted": ["es"]})
    assert not Timetable.objects.get(event=event).live


def offered_themes(event, row=None):
    field = PROPOSAL_FIELDS.form_fields(FormContext(event, row=row))["themes"]
    return [name for _slug, name in field.choices]


def test_the_call_does_not_offer_themes_that_only_drafts_of_an_import_have(event, editor):
    factories.theme("Listening")
    imported(event, ONE, editor)
    assert offered_themes(event) == ["Listening"]
    row = submission()
    row.themes.add(Theme.objects.filter(name="Deciding").earliest("pk"))
    assert offered_themes(event, row) == ["Deciding", "Listening"]

    session("Second").get_latest_revision().publish()
    assert offered_themes(event) == ["Deciding", "Listening"]


def test_the_call_offers_a_theme_of_an_import_that_somebody_edited(event, editor):
    imported(event, ONE, editor)
    Theme.objects.filter(name="Deciding").earliest("pk").save_revision().publish()
    assert offered_themes(event) == ["Deciding"]


def test_a_translation_of_the_file_stands_as_a_draft_to_be_checked(event, editor):
    imported(event, ONE, editor)
    target = SessionPage.objects.get(
        translation_key=session("Slow circles").translation_key, locale__language_code="es"
    )
    draft = target.get_latest_revision_as_object()
    assert (draft.title, draft.slug, target.live) == ("Círculos lentos", "circulos-lentos", False)
    assert StringMark.objects.filter(translation__data="Círculos lentos").exists()


def test_translations_are_done_where_an_editor_says_so(event, editor):
    imported(event, ONE, editor, choices={"checks_translations": False})
    assert StringTranslation.objects.filter(data="Círculos lentos").exists()
    assert not StringMark.objects.exists()


def test_the_same_file_again_writes_nothing(event, editor):
    imported(event, ONE, editor)
    revisions, pages = Revision.objects.count(), Page.objects.count()
    run = imported(event, ONE, editor)
    assert run.steps.count() == 0
    assert (Revision.objects.count(), Page.objects.count()) == (revisions, pages)


def test_a_second_file_changes_instead_of_doubling(event, editor):
    imported(event, ONE, editor)
    before = session("Second")
    run = imported(event, ONE.replace("B,Second", "B,Renamed").replace("15:00", "16:00").replace("Elm", "Ash"), editor)
    assert problems(run) == []
    after = SessionPage.objects.get(pk=before.pk)
    assert (after.title, after.slug, after.translation_key) == ("Renamed", "second", before.translation_key)
    slot = slots_by_title(event)["Renamed"]
    assert (slot.starts_at, slot.room.name) == (factories.utc(16), "Ash")
    assert SessionPage.objects.filter(locale__language_code="en").count() == 2


def test_published_pages_and_timetables_stay_as_readers_know_them(event, editor):
    imported(event, ONE, editor)
    for page in (session("Second"), SpeakerPage.objects.get(title="Ana Lucero")):
        page.latest_revision.publish()
    timetable = Timetable.objects.get(event=event)
    timetable.latest_revision.publish()
    imported(
        event, ONE.replace("B,Second", "B,Renamed").replace("15:00", "16:00").replace("Ana Lucero", "Ana Luz"), editor
    )
    page = session("Second")
    assert page.has_unpublished_changes and page.get_latest_revision_as_object().title == "Renamed"
    assert SpeakerPage.objects.get(title="Ana Lucero").get_latest_revision_as_object().title == "Ana Luz"
    live = Timetable.objects.get(event=event)
    assert {slot.starts_at for slot in live.slots.all()} == {factories.utc(13), factories.utc(15)}
    assert slots_by_title(event)["Second"].starts_at == factories.utc(16)


def test_what_a_colleague_moved_after_the_preview_stays_and_is_said(event, editor):
    imported(event, ONE, editor)
    run = upload(event, ONE.replace("15:00", "16:00").replace("13:00", "12:00"), editor)
    actions.start(run)
    draft = Timetable.objects.get(event=event).get_latest_revision_as_object()
    for slot in draft.slots.all():
        if slot.session.title == "Second":
            slot.starts_at, slot.ends_at = factories.utc(18), factories.utc(19)
    draft.save_revision()
    run = finish(run)
    assert slots_by_title(event)["Second"].starts_at == factories.utc(18)
    assert slots_by_title(event)["Slow circles"].starts_at == factories.utc(12)
    assert problems(run) == [("Timetable", ["It was moved after the preview and stays: Second"])]


def test_a_locked_timetable_is_not_changed(event, editor):
    timetable = factories.timetable(event=event, live=False)
    timetable.locked = True
    timetable.save()
    run = imported(event, ONE, editor)
    assert "locked" in dict(problems(run))["Timetable"]
    assert slots_by_title(event) == {}


def test_a_session_that_is_gone_is_cancelled_on_request_and_keeps_its_slot(event, editor):
    imported(event, ONE, editor)
    pk = session("Second").pk
    imported(event, "\n".join(ONE.split("\n")[:3]) + "\n", editor, choices={"cancel": [str(pk)]})
    assert slots_by_title(event)["Second"].status == "cancelled"
    assert SessionPage.objects.filter(pk=pk).exists()


def snapshot():
    """Every row that an import may write, without when it was written."""
    left_out = {"created_at", "updated_at", "latest_revision_created_at", "last_published_at", "path", "url_path"}
    models = [Page, SessionPage, SpeakerPage, Room, Theme, Timetable, SourceId, StringTranslation, StringMark]
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in left_out and (name, model) != ("id", StringMark)}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


def undone(run):
    actions.start_undoing(run)
    run = finish(run)
    assert run.state == RunState.UNDONE
    return run


@pytest.mark.parametrize("translates", [True, False])
def test_undoing_a_second_import_restores_every_row(event, editor, translates):
    imported(event, ONE, editor)
    before, drafts = snapshot(), slots_by_title(event)["Second"].starts_at
    changed = (
        ONE.replace("B,Second", "B,Renamed")
        .replace("15:00", "16:00")
        .replace("Oak", "Ash")
        .replace("Ana Lucero", "Ana Luz")
    )
    if translates:
        changed = changed.replace("Círculos lentos", "Círculos serenos")
    run = undone(imported(event, changed + "C,Third,,,Talk,Else,en,p2,Bo,Oak,2021-05-06 17:00,30,,,Tercera\n", editor))
    assert problems(run) == []
    after = snapshot()
    if translates:  # the draft of the translation is saved once more, with the words that it had
        for row in (row for rows in (*before.values(), *after.values()) for row in rows):
            row.pop("latest_revision_id", None)
    assert after == before
    assert slots_by_title(event)["Second"].starts_at == drafts


def test_translators_have_the_published_text_again_when_its_draft_is_taken_back(event, editor):
    imported(event, ONE, editor)
    session("Slow circles").get_latest_revision().publish()
    changed = ONE.replace("Slow circles", "Quick circles").replace("Círculos lentos", "Círculos rápidos")
    run = imported(event, changed, editor)
    page = session("Slow circles")
    assert not has_same_content(source_of(page), page)
    assert problems(undone(run)) == []
    assert has_same_content(source_of(page), page)
    assert not TranslationStatus.objects.filter(
        translation__source__object_id=page.translation_key, awaits_original=True
    )


def test_undoing_the_first_import_leaves_nothing_of_it(event, editor):
    run = undone(imported(event, ONE, editor))
    assert problems(run) == []
    assert not SessionPage.objects.exists() and not SpeakerPage.objects.exists()
    assert not any(model.objects.exists() for model in (Room, Theme, Timetable, SourceId))


def test_what_was_edited_since_stays_with_what_it_needs(event, editor):
    run = imported(event, ONE, editor)
    draft = session("Second").get_latest_revision_as_object()
    draft.abstract = "Written by hand."
    draft.save()
    draft.save_revision()
    said = dict(problems(undone(run)))
    assert said["Second"] == ["It was edited or published since."]
    assert said["Ana Lucero"] == ["This person speaks in a session that stays."]
    assert said["Deciding"] == ["It is in use."]
    assert [page.title for page in SessionPage.objects.all()] == ["Second"]


def test_a_worker_that_dies_between_two_steps_loses_and_doubles_nothing(event, editor, monkeypatch):
    run = upload(event, ONE, editor)
    actions.start(run)
    monkeypatch.setattr("home.jobs.portions.PORTION_SECONDS", 0)
    while actions.do_portion(now=NOW):
        pass
    assert ImportRun.objects.get(pk=run.pk).state == RunState.APPLIED
    assert SessionPage.objects.filter(locale__language_code="en").count() == 2


def test_a_step_that_fails_is_named_and_holds_up_no_other(event, editor, monkeypatch):
    run = upload(event, ONE, editor)
    actions.start(run)
    step = ImportStep.objects.filter(kind="session").first()
    step.data = {**step.data, "language": "fr"}
    step.save()
    assert "pages in this language" in dict(problems(finish(run)))["Slow circles"]
    assert session("Second")


@pytest.mark.parametrize("rows", [1, 3])
def test_comparing_asks_a_constant_number_of_queries(event, editor, rows, django_assert_num_queries):
    lines = "".join(
        f"X{n},Title {n},,,Talk,Deciding,en,q{n},Person {n},Oak,2021-05-06 1{n}:30,20,,,\n" for n in range(rows)
    )
    imported(event, ONE + lines, editor)
    run = upload(event, ONE + lines, editor)
    incoming = actions.understand(run)
    with django_assert_num_queries(14):
        actions.compare(run, incoming)


def test_choices_can_be_stored(event, editor):
    run = upload(event, ONE, editor)
    run.choices = {"same": {"person:p1": ""}, "matches_names": True}
    assert Choices(**run.choices).matches_names
