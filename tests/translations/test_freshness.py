from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import StandardPage
from home.translations.jobs import sync_translations
from home.translations.models import StringMark, SyncFailure, TranslationStatus
from home.translations.publishing.publish import publish_translation, unchecked_marks
from home.translations.status import translation_statuses
from home.translations.sync.freshness import missing_strings, stale_originals, sync
from tests import factories
from tests.translations.helpers import SPANISH, fill, line, opened, save, target


@pytest.fixture
def published(about, translator, django_capture_on_commit_callbacks):
    """The Spanish of `about`, published."""
    with django_capture_on_commit_callbacks(execute=True):
        about.save_revision().publish()
    translation = opened(about)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation, user=translator)
    return translation


def test_first_publication_opens_every_language(about, change):
    change(about)

    translation = Translation.objects.get(source__object_id=about.translation_key)
    assert translation.target_locale.language_code == "es"
    assert not target(translation).live


def test_trap_publishing_the_english_page_changes_nothing_in_spanish(about, published, change):
    change(about, intro="We meet online, twice a year.")

    published.refresh_from_db()
    assert line(published, "We meet online, twice a year.").is_to_check
    assert TranslationStatus.objects.get(translation=published).outdated_since is not None
    assert not stale_originals(Page).filter(pk=about.pk).exists()


def test_trap_changing_one_character_discards_the_finished_translation(about, published, change):
    change(about, intro="We meet online!")

    changed = line(published, "We meet online!")
    assert changed.text == "Nos encontramos en línea."
    assert changed.mark.old_source == "We meet online."
    assert target(published).intro == "Nos encontramos en línea."
    assert target(published).live


def test_unchanged_strings_stay_done(about, published, change):
    change(about, intro="We meet online!")

    assert not line(published, "About us").is_to_check
    assert [mark.translation.data for mark in StringMark.objects.all()] == ["Nos encontramos en línea."]


def test_a_second_change_keeps_the_source_the_translation_was_made_from(about, published, change):
    change(about, intro="We meet online!")
    change(about, intro="We meet online, all of us!")

    assert line(published, "We meet online, all of us!").mark.old_source == "We meet online."


def test_a_change_taken_back_is_done_again(about, published, change):
    change(about, intro="We meet online!")
    change(about, intro="We meet online.")

    assert not line(published, "We meet online.").is_to_check
    assert not unchecked_marks(published).exists()
    assert TranslationStatus.objects.get(translation=published).outdated_since is None


def test_saving_the_string_settles_it(about, published, change):
    change(about, intro="We meet online!")
    save(published, line(published, "We meet online!"), "¡Nos encontramos en línea!")

    assert not unchecked_marks(published).exists()


def test_trap_renaming_the_english_slug_overwrote_the_spanish_slug(about, published, change):
    change(about, slug="who-we-are")

    assert target(published).slug == "sobre-nosotros"
    assert line(published, "who-we-are").text == "sobre-nosotros"
    assert not unchecked_marks(published).exists()


def test_a_slug_that_nobody_knows_yet_is_to_be_checked_with_that_of_the_original(about, change):
    translation = opened(about)
    fill(translation)
    change(about, slug="who-we-are")

    slug = line(translation, "who-we-are")
    assert (slug.text, slug.mark.kind, slug.mark.old_source) == ("sobre-nosotros", "changed", "about")

    save(translation, slug, "quienes-somos")
    assert not unchecked_marks(translation).exists()


def test_a_new_paragraph_waits_and_the_live_text_stays_whole(about, published, change):
    change(about, body=[{"type": "heading", "id": "h1", "value": {"text": "New"}}], title="About all of us")

    copy = target(published)
    assert (copy.title, list(copy.body)) == ("Sobre nosotros", [])
    assert TranslationStatus.objects.get(translation=published).outdated_since is not None


def test_what_is_copied_along_with_the_words_follows_at_once(
    about, translator, change, django_capture_on_commit_callbacks
):
    def body(url: str):
        value = {"text": "Do it.", "label": "Now", "url": url, "page": None}
        return [{"type": "call_to_action", "id": "c1", "value": value}]

    page = change(about, body=body("https://example.org/old"))
    translation = opened(page)
    fill(translation, {**SPANISH, "Do it.": "Háganlo.", "Now": "Ahora"})
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation, user=translator)

    change(page, body=body("https://example.org/new"), intro="We meet online!")

    copy = target(translation)
    assert copy.body[0].value["url"] == "https://example.org/new"
    assert (copy.body[0].value["label"], copy.intro) == ("Ahora", "Nos encontramos en línea.")


def test_words_a_translator_has_not_published_do_not_go_live_by_themselves(about, published, change):
    save(published, line(published, "About us"), "Quiénes somos (borrador)")
    StringTranslation.objects.filter(data__contains="borrador").update(updated_at=timezone.now() + timedelta(seconds=9))

    change(about, show_in_menus=False)

    assert target(published).title == "Sobre nosotros"
    assert TranslationStatus.objects.get(translation=published).outdated_since is not None


def test_publishing_without_a_change_writes_no_revision(about, published, change):
    before = target(published).latest_revision_id
    change(about)
    assert target(published).latest_revision_id == before


def test_trap_strings_are_keyed_by_block_path(about, translator, change, django_capture_on_commit_callbacks):
    """The same sentence in a block that was cut and pasted (a new id) keeps its translation."""
    page = change(about, body=[{"type": "heading", "id": "old", "value": {"text": "What works?"}}])
    translation = opened(page)
    fill(translation, {**SPANISH, "What works?": "¿Qué funciona?"})

    change(page, body=[{"type": "heading", "id": "new", "value": {"text": "What works?"}}])

    moved = line(translation, "What works?")
    assert (moved.text, moved.is_to_check) == ("¿Qué funciona?", False)


def test_sentences_of_one_text_find_their_own_predecessors(about, change):
    def body(*sentences: str):
        text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        return [{"type": "text", "id": "t1", "value": {"text": text}}]

    page = change(about, body=body("Come and see us.", "Bring a good question."))
    translation = opened(page)
    fill(translation, {"Come and see us.": "Vengan a vernos.", "Bring a good question.": "Traigan una pregunta."})

    change(page, body=body("Something new altogether.", "Bring a very good question.", "Come and see us."))

    assert line(translation, "Something new altogether.").is_missing
    assert line(translation, "Bring a very good question.").text == "Traigan una pregunta."
    assert not line(translation, "Come and see us.").is_to_check


def test_a_carried_translation_that_no_longer_fits_is_kept_and_not_published(about, translator, change):
    page = change(about, intro="Write to us.")
    translation = opened(page)
    fill(translation, {"Write to us.": "Escríbannos."})

    change(page, intro="Write to ideas@example.org.")

    carried = line(translation, "Write to ideas@example.org.")
    assert (carried.text, carried.is_to_check) == ("Escríbannos.", True)
    assert carried.segment in missing_strings(translation)


def test_what_failed_is_found_by_the_worker(about, change, monkeypatch, caplog):
    monkeypatch.setattr("home.translations.sync.freshness.store_source", lambda *args, **kwargs: 1 / 0)
    change(about)
    assert "could not sync" in caplog.text
    monkeypatch.undo()
    assert about.pk in set(stale_originals(Page).values_list("pk", flat=True))

    while sync_translations(now=timezone.now() + timedelta(minutes=1)):
        pass

    assert Translation.objects.filter(source__object_id=about.translation_key).exists()
    assert not stale_originals(Page).exists()
    assert not SyncFailure.objects.exists()


def test_a_large_page_is_left_to_the_worker(about, change, monkeypatch):
    monkeypatch.setattr("home.translations.sync.freshness.MAX_IMMEDIATE_CHARACTERS", 10)
    change(about)

    assert not TranslationSource.objects.filter(object_id=about.translation_key).exists()
    assert stale_originals(Page).filter(pk=about.pk).exists()


@pytest.fixture
def broken(monkeypatch):
    """Keys of originals that cannot be synced."""
    keys = set()

    def unless_broken(instance, **kwargs):
        if instance.translation_key in keys:
            raise RuntimeError("no luck")
        return sync(instance, **kwargs)

    monkeypatch.setattr("home.translations.sync.freshness.sync", unless_broken)
    return keys


def test_originals_that_fail_do_not_keep_the_worker_from_the_others(about, broken):
    broken |= {factories.standard_page(title=f"Bad {n}", slug=f"bad-{n}").translation_key for n in range(31)}
    other = factories.standard_page(title="Other", slug="other")
    now = timezone.now()
    for _turn in range(3):
        sync_translations(now=now)

    keys = set(Translation.objects.values_list("source__object_id", flat=True))
    assert other.translation_key in keys and not keys & broken


@time_machine.travel(datetime(2021, 3, 15, 12, tzinfo=UTC), tick=False)
def test_what_fails_again_is_logged_once_and_tried_ever_more_seldom(about, broken, caplog):
    broken.add(about.translation_key)
    pauses = []
    for turn in range(1, 13):
        SyncFailure.objects.update(retry_at=timezone.now())
        sync_translations(now=timezone.now())
        row = SyncFailure.objects.get()
        pauses.append((row.retry_at - timezone.now()).total_seconds())
        sync_translations(now=timezone.now())  # not due yet
        assert SyncFailure.objects.get().attempts == turn

    assert pauses[:3] == [20, 40, 80] and pauses[-1] == 3600
    assert caplog.text.count("could not sync") == 1


def test_what_keeps_failing_is_on_the_status_page_until_it_is_done(about, broken):
    broken.add(about.translation_key)
    for turn in range(1, 4):
        SyncFailure.objects.update(retry_at=timezone.now())
        sync_translations(now=timezone.now())
        [found] = translation_statuses(now=timezone.now())
        assert (found.is_fine, found.urgent) == (turn < 3, False)
    assert "1 changed text does not reach" in found.message
    broken.clear()
    SyncFailure.objects.update(retry_at=timezone.now())
    sync_translations(now=timezone.now())
    assert [each.is_fine for each in translation_statuses(now=timezone.now())] == [True]


def test_a_large_page_that_failed_is_tried_again_as_soon_as_it_is_published(about, change, broken, monkeypatch):
    monkeypatch.setattr("home.translations.sync.freshness.MAX_IMMEDIATE_CHARACTERS", 10)
    broken.add(about.translation_key)
    sync_translations(now=timezone.now())
    broken.clear()
    sync_translations(now=timezone.now())
    assert stale_originals(Page).filter(pk=about.pk).exists()  # not due yet

    change(about, intro="We meet in a hall.")
    sync_translations(now=timezone.now())

    assert not stale_originals(Page).filter(pk=about.pk).exists()


def test_a_page_written_in_spanish_is_translated_into_english(db, change):
    spanish = factories.add(factories.home_page("es"), StandardPage(title="Acceso", slug="acceso"))
    change(spanish)

    translation = Translation.objects.get(source__object_id=spanish.translation_key)
    assert (translation.source.locale.language_code, translation.target_locale.language_code) == ("es", "en")


def test_a_translation_somebody_deleted_is_not_made_again(about, change):
    change(about)
    target(Translation.objects.get(source__object_id=about.translation_key)).delete()

    change(about, intro="We meet online!")

    assert not Page.objects.filter(translation_key=about.translation_key, locale=factories.locale("es")).exists()


def test_drafts_are_not_opened(db):
    factories.home_page("es")
    draft = factories.standard_page(live=False)
    assert not stale_originals(Page).filter(pk=draft.pk).exists()


def test_editors_see_on_the_dashboard_which_pages_did_not_reach_the_translators(about, as_editor, as_translator):
    assert "could not be sent to the translators" not in as_editor.get("/admin/").content.decode()
    SyncFailure.objects.create(object_id=about.translation_key, attempts=2, retry_at=timezone.now())
    page = as_editor.get("/admin/").content.decode()
    assert "could not be sent to the translators" in page
    assert "could not be sent to the translators" not in as_translator.get("/admin/").content.decode()
