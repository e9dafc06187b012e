import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from events.submissions.models import EmailTemplate
from home.models import Announcement
from home.roles import EDITORS, PROGRAMME_TEAM
from home.translations.enums import TranslationState
from home.translations.jobs import keep_memory, sync_translations
from home.translations.queries import desk_entries
from home.translations.strings.strings import strings_of
from home.translations.sync.freshness import stale_originals, watched_models
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import fill, line, opened, save, target

GROUPS = {"team": PROGRAMME_TEAM, "editor": EDITORS}


@pytest.fixture
def announcement(db, django_capture_on_commit_callbacks):
    """Published in English, so opened in Spanish."""
    row = Announcement(text="The call is open.", locale=factories.locale("en"))
    with django_capture_on_commit_callbacks(execute=True):
        row.save()
        row.save_revision().publish()
    return row


def translation_of(row) -> Translation:
    return Translation.objects.get(source__object_id=row.translation_key)


def edit(row) -> str:
    return reverse("wagtailsnippets_home_announcement:edit", args=[row.pk])


def test_a_published_snippet_is_opened_as_a_draft(announcement):
    copy = target(translation_of(announcement))
    assert (copy.locale.language_code, copy.live) == ("es", False)
    assert not stale_originals(Announcement).exists()


def test_trap_permissions_of_snippets_are_per_model(announcement, as_translator):
    spanish = target(opened(announcement))

    assert as_translator.get(edit(spanish)).status_code == 200
    assert as_translator.get(edit(announcement)).headers.get("Location") == reverse("wagtailadmin_home")
    unpublish = reverse("wagtailsnippets_home_announcement:unpublish", args=[announcement.pk])
    as_translator.post(unpublish)
    announcement.refresh_from_db()
    assert announcement.live


@pytest.mark.parametrize("language", ["en", "es"])
def test_somebody_outside_the_translators_groups_edits_snippets_of_every_language(db, language):
    factories.home_page("es")
    team = logged_in(member("team", PROGRAMME_TEAM))
    email = EmailTemplate.objects.filter(locale__language_code=language).first()
    answer = team.get(reverse("wagtailsnippets_submissions_emailtemplate:edit", args=[email.pk]))
    assert answer.status_code == 200


def test_a_translator_publishes_a_snippet_once_it_is_done(
    announcement, as_translator, django_capture_on_commit_callbacks
):
    translation = translation_of(announcement)
    spanish = target(translation)
    as_translator.post(edit(spanish), {"action": "publish"})
    spanish.refresh_from_db()
    assert not spanish.live

    fill(translation, {"The call is open.": "La convocatoria está abierta."})
    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(edit(spanish), {"action": "publish"})
    spanish.refresh_from_db()
    assert (spanish.live, spanish.text) == (True, "La convocatoria está abierta.")


def test_a_changed_snippet_keeps_its_translation(announcement, as_translator, django_capture_on_commit_callbacks):
    translation = translation_of(announcement)
    save(translation, line(translation, "The call is open."), "La convocatoria está abierta.")
    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(edit(target(translation)), {"action": "publish"})

    announcement.text = "The call is open until Sunday."
    with django_capture_on_commit_callbacks(execute=True):
        announcement.save_revision().publish()

    carried = line(translation, "The call is open until Sunday.")
    assert (carried.text, carried.is_to_check) == ("La convocatoria está abierta.", True)
    assert target(translation).live
    assert as_translator.get(reverse("translations:review", args=[translation.pk])).status_code == 200
    assert "The call is open" in as_translator.get(reverse("translations:desk")).content.decode()


def test_a_snippet_that_is_taken_down_takes_its_translations_along(
    announcement, as_editor, django_capture_on_commit_callbacks
):
    spanish = target(translation_of(announcement))
    spanish.live = True
    spanish.save()

    announcement.unpublish()
    spanish.refresh_from_db()
    assert not spanish.live

    with django_capture_on_commit_callbacks(execute=True):
        announcement.delete()
    assert not Announcement.objects.exists()


def test_emails_that_code_made_reach_the_list_with_their_words(db, django_capture_on_commit_callbacks):
    factories.home_page("es")
    english = EmailTemplate.objects.get(kind="accepted", locale=factories.locale("en"))
    spanish = EmailTemplate.objects.get(kind="accepted", locale=factories.locale("es"))
    while sync_translations(now=timezone.now()):
        pass
    for model in watched_models():
        assert not stale_originals(model).exists()
    assert [string.text for string in strings_of(translation_of(english))][1] == StringValue.from_plaintext(
        spanish.body
    ).data

    english.subject = "Come and speak about “{title}”"
    with django_capture_on_commit_callbacks(execute=True):
        english.save_revision().publish()
    found = desk_entries(factories.locale("es"), now=timezone.now(), kinds=EmailTemplate)
    assert {entry.source.pk: entry for entry in found}[english.pk].state == TranslationState.TO_CHECK
    spanish.refresh_from_db()
    assert spanish.live and "Tu sesión" in spanish.subject


def test_the_team_is_helped_by_what_it_may_read(db, announcement):
    """Whoever has no rights on pages does not read their drafts in the memory."""
    factories.home_page("es")
    for slug, live in (("secret", False), ("open", True)):
        page = factories.standard_page(title=slug, slug=slug, intro="We meet online.", live=live)
        fill(opened(page), {"We meet online.": f"En línea, {slug}."})
    email = EmailTemplate.objects.filter(locale__language_code="en").first()
    email.subject = "We meet online, twice."
    email.save_revision().publish()
    translation = opened(email)
    while keep_memory(now=timezone.now()):
        pass
    segment = line(translation, email.subject).segment
    address = reverse("translations:help_for_string", args=[translation.pk, segment.pk])
    shown = {name: logged_in(member(name, group)).get(address).content.decode() for name, group in GROUPS.items()}
    assert "En línea, open." in shown["team"] and "En línea, secret." not in shown["team"]
    assert "En línea, secret." in shown["editor"]
