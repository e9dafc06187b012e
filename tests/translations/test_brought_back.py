"""A page that is brought back belongs to its translations again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

from home.jobs.cleanup import forget_deleted_pages
from home.models import DeletedPage, StandardPage
from home.models.deleted_pages import KEPT_FOR
from home.translations.queries import desk_entries
from home.translations.strings.strings import strings_of
from home.translations.sync.opening import open_translation
from home.translations.sync.tree_problems import find_tree_problems, repair
from tests import factories
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db

NOW = factories.utc(12)


@pytest.fixture
def delete(admin_client, django_capture_on_commit_callbacks):
    def send(page, **data):
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data)
        assert not Page.objects.filter(pk=page.pk).exists()

    return send


@pytest.fixture
def bring_back(admin_client, django_capture_on_commit_callbacks):
    """Returns what the editor is told."""

    def send(code):
        with django_capture_on_commit_callbacks(execute=True):
            row = DeletedPage.objects.get(language=code)
            admin_client.get(reverse("deleted_pages"))  # shows earlier messages
            return messages(admin_client.post(reverse("deleted_pages"), {"page": row.pk}))

    return send


def translation_of(page):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code="es")


def version(page, code):
    return StandardPage.objects.get(translation_key=page.translation_key, locale__language_code=code)


def assert_follows(about, change):
    """What is published in the original reaches the translation and its translators, who lost no word."""
    translation = translation_of(about)
    assert translation.enabled
    assert not version(about, "es").is_original and version(about, "en").is_original
    assert not [one for one in find_tree_problems() if one.page.translation_key == about.translation_key]
    change(version(about, "en"), intro="We meet in person.")
    rows = {string.source: string for string in strings_of(translation_of(about))}
    assert rows["About us"].text == "Sobre nosotros" and not rows["About us"].is_to_check
    changed = rows["We meet in person."]
    assert (changed.text, changed.is_to_check) == ("Nos encontramos en línea.", True)
    assert "About us" in [entry.title for entry in desk_entries(factories.locale("es"), now=NOW)]


def test_an_original_that_kept_its_translation_is_followed_again(about, spanish, delete, bring_back, change):
    delete(about, keep_translations="on")
    assert not translation_of(about).enabled
    said = bring_back("en")
    assert "is back as a draft" in said and "Spanish" not in said and "original" not in said
    assert_follows(about, change)
    assert version(about, "es").live


def test_a_translation_follows_its_original_again(about, spanish, delete, bring_back, change, admin_client):
    delete(spanish)
    assert "original" not in bring_back("es")
    assert version(about, "es").live is False
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[version(about, "es").pk])).content.decode()
    assert reverse("translations:next_text", args=[translation_of(about).pk]) in html
    assert_follows(about, change)


@pytest.mark.parametrize(("first", "named"), [("en", "Español"), ("es", "English")])
def test_versions_that_were_deleted_together_are_connected_in_either_order(
    about, spanish, delete, bring_back, change, first, named
):
    delete(about)
    assert not StandardPage.objects.exists()
    said = bring_back(first)
    assert "still deleted" in said and named in said
    assert not translation_of(about).enabled
    assert "still deleted" not in bring_back("es" if first == "en" else "en")
    assert_follows(about, change)


def test_what_changed_while_the_translation_was_deleted_keeps_its_words(about, spanish, delete, bring_back, change):
    delete(spanish)
    change(about, intro="We meet online today.")
    bring_back("es")
    rows = {string.source: string for string in strings_of(translation_of(about))}
    changed = rows["We meet online today."]
    assert (changed.text, changed.is_to_check) == ("Nos encontramos en línea.", True)


def test_a_translation_comes_back_as_private_as_its_original(about, spanish, delete, bring_back):
    delete(spanish)
    PageViewRestriction.objects.create(page=about, restriction_type="login")
    bring_back("es")
    assert PageViewRestriction.objects.get(page=version(about, "es")).restriction_type == "login"


def test_a_page_whose_place_is_taken_says_that_it_stands_alone(about, spanish, delete, bring_back):
    delete(spanish)
    open_translation(about, factories.locale("es"))
    said = bring_back("es")
    assert "has taken its place" in said
    assert translation_of(about).get_target_instance().pk != StandardPage.objects.latest("pk").pk


def test_a_translation_that_became_an_original_stays_one(about, spanish, delete, bring_back):
    delete(about, keep_translations="on")
    repair(Page.objects.get(pk=spanish.pk), "orphan")
    said = bring_back("en")
    assert "original of its own" in said and "Español" in said
    assert not translation_of(about).enabled
    assert version(about, "es").is_original


def test_a_translation_whose_original_is_gone_for_good_says_so(about, spanish, delete, bring_back):
    delete(about)
    original = DeletedPage.objects.get(language="en")
    original.deleted_at -= KEPT_FOR + timedelta(hours=1)
    original.save()
    forget_deleted_pages(now=DeletedPage.objects.get(language="es").deleted_at)
    said = bring_back("es")
    assert "no longer exists" in said and "Language trees" in said


def test_a_page_in_one_language_says_nothing_of_others(about, delete, bring_back):
    delete(about)
    assert "language" not in bring_back("en")
