import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation

from home.translations.models import MarkKind, StringMark, TranslationStatus
from home.translations.publishing.publish import TranslationNotReady, publish_translation
from home.translations.publishing.readiness import readiness_findings
from home.translations.strings.review import rows_of, save_rows
from tests import factories
from tests.translations.helpers import fill, line, messages, opened, save, target


def edit_url(translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[target(translation).pk])


def test_trap_publish_with_missing_strings_is_refused_and_names_them(about, as_translator):
    translation = opened(about)
    fill(translation, {"About us": "Sobre nosotros", "about": "sobre-nosotros"})

    response = as_translator.post(edit_url(translation), {"action": "publish"})

    assert "Introduction “We meet online.”: It is not translated yet." in messages(response)
    assert not target(translation).live


def test_a_finished_translation_goes_live(about, as_translator, django_capture_on_commit_callbacks):
    translation = opened(about)
    fill(translation)

    with django_capture_on_commit_callbacks(execute=True):
        response = as_translator.post(edit_url(translation), {"action": "publish"})

    assert "Published “Sobre nosotros” in Español" in messages(response)
    copy = target(translation)
    assert (copy.live, copy.slug, copy.intro) == (True, "sobre-nosotros", "Nos encontramos en línea.")


def test_a_question_is_asked_once_and_can_be_confirmed(about, as_translator, django_capture_on_commit_callbacks):
    translation = opened(about)
    fill(translation)
    save(translation, line(translation, "About us"), "About us")

    asked = as_translator.post(edit_url(translation), {"action": "publish"})
    assert asked.status_code == 200
    assert "It is the same as the original." in asked.content.decode()
    assert not target(translation).live

    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(reverse("translations:publish", args=[translation.pk]), {"confirmed": "yes"})
    assert target(translation).live


def test_confirming_does_not_overrule_an_error(about, as_translator):
    translation = opened(about)

    as_translator.post(reverse("translations:publish", args=[translation.pk]), {"confirmed": "yes"})

    assert not target(translation).live


def test_looking_at_the_publish_address_publishes_nothing(about, as_translator):
    translation = opened(about)
    fill(translation)

    assert as_translator.get(reverse("translations:publish", args=[translation.pk])).status_code == 405
    assert not target(translation).live


def test_trap_overlong_text_is_kept_on_sqlite_and_crashes_postgresql(about, as_translator):
    translation = opened(about)
    fill(translation)
    save(translation, line(translation, "About us"), "ñ" * 256)

    response = as_translator.post(edit_url(translation), {"action": "publish"})

    assert "It has 256 characters; at most 255 fit here." in messages(response)
    assert target(translation).draft_title == "ñ" * 255


def test_lists_show_a_title_being_translated_as_readers_will(about, as_translator):
    translation = opened(about)
    save(translation, line(translation, "About us"), "Preguntas &amp; respuestas")
    assert target(translation).draft_title == "Preguntas & respuestas"


def test_trap_publish_with_a_deleted_override_image_is_a_500(about, as_translator, as_editor):
    from wagtail.images.models import Image
    from wagtail.images.tests.utils import get_test_image_file

    about.social_image = Image.objects.create(title="Ours", file=get_test_image_file())
    about.save()
    translation = opened(about)
    fill(translation)
    segment = OverridableSegment.objects.get(source=translation.source, context__path="social_image")
    gone = Image.objects.create(title="Gone", file=get_test_image_file())
    SegmentOverride.objects.create(
        locale=translation.target_locale, context=segment.context, data_json=json.dumps(gone.pk)
    )
    gone.delete()

    response = as_translator.post(edit_url(translation), {"action": "publish"})
    assert "Social image: What was chosen here for this language no longer exists." in messages(response)

    preview = as_translator.get(reverse("wagtail_localize:preview_translation", args=[translation.pk]))
    assert preview.status_code == 409
    assert as_translator.get(edit_url(translation)).status_code == 200


@pytest.fixture
def locked(about, editor):
    """A finished translation whose page somebody else has locked."""
    translation = opened(about)
    fill(translation)
    copy = target(translation)
    copy.locked, copy.locked_by = True, editor
    copy.save()
    return translation


def test_trap_a_page_lock_is_ignored_by_publish(locked, as_translator):
    response = as_translator.post(edit_url(locked), {"action": "publish"})

    assert not target(locked).live
    assert "locked" in messages(response)


def test_trap_a_page_lock_is_ignored_by_string_saves(locked, as_translator):
    segment = line(locked, "About us").segment
    url = reverse("wagtail_localize:edit_string_translation", args=[locked.pk, segment.pk])

    answer = as_translator.put(url, "value=Otra", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 423
    assert line(locked, "About us").text == "Sobre nosotros"


def test_trap_bulk_publishing_passes_by_every_check(about, as_editor):
    translation = opened(about)
    copy = target(translation)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    as_editor.post(f"{url}?id={copy.pk}")
    as_editor.post(f"{url}?id={copy.get_parent().pk}", {"include_descendants": "on"})

    assert not target(translation).live


def test_bulk_publishing_publishes_the_other_pages_and_names_the_translations(about, as_editor):
    translation = opened(about)
    copy = target(translation)
    page = factories.standard_page(title="Venue", slug="venue", live=False)
    url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={copy.pk}&id={page.pk}"

    asked = as_editor.get(url).content.decode()
    said = messages(as_editor.post(url))

    page.refresh_from_db()
    assert page.live and not target(translation).live
    assert "Publish 1 page" in asked
    assert "Not published this way, because a translation" in asked and str(copy.pk) in asked
    assert "1 page has been published" in said
    assert f"“{copy.title} (Español)” was not published: a translation is published from its own page" in said


def test_bulk_publishing_names_a_page_that_is_not_valid(about, as_editor, monkeypatch):
    from wagtail.models import Revision

    page = factories.standard_page(title="Venue", slug="venue", live=False)
    broken = factories.standard_page(title="Broken", slug="broken", live=False)
    publish = Revision.publish

    def refuse(revision, **kwargs):
        if str(revision.object_id) == str(broken.pk):
            raise ValidationError("No.")
        publish(revision, **kwargs)

    monkeypatch.setattr(Revision, "publish", refuse)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    said = messages(as_editor.post(f"{url}?id={broken.pk}&id={page.pk}"))

    page.refresh_from_db()
    assert page.live
    assert "“Broken” was not published: No." in said


def test_a_page_below_a_draft_is_a_question(db):
    factories.home_page("es")
    parent = factories.standard_page(title="Parent", slug="parent")
    translation = opened(factories.standard_page(parent))
    fill(translation)

    assert ["is not public yet" in str(finding) for finding in readiness_findings(translation)] == [True]


def test_an_invalid_page_is_refused_with_wagtails_own_words(about, translator, monkeypatch):
    from django.core.exceptions import ValidationError
    from wagtail_localize.models import Translation

    translation = opened(about)
    fill(translation)

    def refuse(*args, **kwargs):
        raise ValidationError("No.")

    monkeypatch.setattr(Translation, "save_target", refuse)
    with pytest.raises(TranslationNotReady, match=r"No\."):
        publish_translation(translation, user=translator)


def test_a_saved_error_is_shown_below_the_string_and_never_published(about, as_translator):
    translation = opened(about)
    segment = line(translation, "We meet online.").segment
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    answer = as_translator.put(url, "value=%20", content_type="application/x-www-form-urlencoded")

    assert answer.json()["error"] == "It is empty."
    assert StringTranslation.objects.get(context=segment.context).has_error


def test_a_put_without_text_is_a_400(about, as_translator):
    translation = opened(about)
    segment = line(translation, "About us").segment
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    assert as_translator.put(url, "", content_type="application/x-www-form-urlencoded").status_code == 400


def test_what_is_marked_as_unsure_is_current_once_it_is_published(about, translator):
    translation = opened(about)
    fill(translation)
    TranslationStatus.objects.update_or_create(translation=translation, defaults={"outdated_since": timezone.now()})
    changed = line(translation, "We meet online.")
    mark = StringMark.objects.create(translation=changed.translated, kind=MarkKind.CHANGED, old_source="We met.")
    rows = rows_of(translation, target(translation))

    def publish_as_unsure(text):
        pk = changed.segment.pk
        entered = {f"text-{pk}": text, f"was-{pk}": line(translation, "We meet online.").text, f"unsure-{pk}": "on"}
        save_rows(translation, rows, entered, user=translator)
        publish_translation(translation, user=translator, confirmed=True)
        return TranslationStatus.objects.get(translation=translation).outdated_since

    assert mark.kind == MarkKind.CHANGED and publish_as_unsure(changed.text), "the words are those of the old original"
    assert publish_as_unsure("Nos vemos en línea.") is None
