"""A translation does not wait for what was deleted."""

import pytest
from django.utils import timezone

from home.translations.jobs import sync_translations
from home.translations.models import SyncFailure, TranslationStatus
from home.translations.panels import pages_that_failed
from home.translations.publishing.joint import hand_over_draft
from home.translations.publishing.readiness import readiness_findings
from home.translations.strings.strings import strings_of
from home.translations.sync.sources import has_same_content, source_of
from tests import factories
from tests.translations.helpers import fill, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return factories.theme("Schools", "Escuelas")


@pytest.fixture
def translation(theme, django_capture_on_commit_callbacks):
    """Of a public session that refers to the theme."""
    factories.home_page("es")
    page = factories.session(themes=[theme])
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    translation = opened(page)
    fill(translation, {string.source: f"¡{string.source}!" for string in strings_of(translation)})
    return translation


def blocking(translation):
    return [str(finding) for finding in readiness_findings(translation) if finding.blocks]


def test_it_does_not_wait_for_a_theme_that_was_deleted(translation, theme, django_capture_on_commit_callbacks):
    assert blocking(translation) == []
    with django_capture_on_commit_callbacks(execute=True):
        theme.delete()
    assert blocking(translation) == []
    with django_capture_on_commit_callbacks(execute=True):
        sync_translations(now=timezone.now())
    page = translation.source.get_source_instance()
    assert has_same_content(source_of(page), page)


def test_a_draft_that_translators_have_stays_with_them(translation, theme, django_capture_on_commit_callbacks):
    draft = translation.source.get_source_instance().get_latest_revision_as_object()
    draft.abstract = "To come."
    draft.save_revision()
    hand_over_draft(draft, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        theme.delete()
        sync_translations(now=timezone.now())
    assert TranslationStatus.objects.get(translation=translation).awaits_original
    assert "To come." in [string.source for string in strings_of(translation)]


def test_a_theme_that_was_deleted_in_one_language_is_named(translation, theme, django_capture_on_commit_callbacks):
    opened(theme)
    with django_capture_on_commit_callbacks(execute=True):
        theme.get_translation(factories.locale("es")).delete()
    [said] = blocking(translation)
    assert said.startswith("session_themes.tag: “Schools” does not exist in this language")
    opened(theme)
    assert blocking(translation) == []


def test_a_deleted_original_is_not_tried_again_and_hides_no_other_that_failed(about, monkeypatch):
    other = factories.standard_page(title="Other", slug="other")
    for page, attempts in ((about, 9), (other, 1)):
        SyncFailure.objects.create(object_id=page.translation_key, attempts=attempts, retry_at=timezone.now())
    monkeypatch.setattr("home.translations.panels.MAX_ENTRIES", 1)
    about.delete()
    assert [page.title for page in pages_that_failed()] == ["Other"]
