"""The traps of wagtail-localize that no other file here names, and those that this portal cannot walk into.

Left for a side-by-side editor of our own: translators cannot submit for moderation, no memory across pages, no labels
or `lang` on the inputs of wagtail-localize's editor. "Publishing uses on_commit" is a trap of tests only.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringTranslation

from events.models import SessionPage, Theme
from home.checks import own_models
from tests import factories
from tests.translations.helpers import SPANISH, fill, line, opened, save, target


def test_trap_a_changed_date_does_not_reach_spanish(db, client):
    factories.home_page("es")
    face = factories.event_page()
    spanish = factories.localized(face, {"Better systems": "Mejores sistemas"})
    assert "6 de mayo" in client.get(spanish.get_url()).content.decode()

    face.event.starts_at, face.event.ends_at = (
        datetime(2021, 5, 8, 13, tzinfo=UTC),
        datetime(2021, 5, 8, 20, tzinfo=UTC),
    )
    face.event.save()

    assert "8 de mayo" in client.get(spanish.get_url()).content.decode()


def test_trap_deleting_a_page_erases_its_stored_strings(about):
    translation = opened(about)
    fill(translation)

    target(translation).delete()

    kept = StringTranslation.objects.filter(context__object_id=about.translation_key)
    assert set(kept.values_list("data", flat=True)) == set(SPANISH.values())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<p>Read <a href="https://example.org">this</a> now.</p>', "Lean esto ahora."),
        ("<p>Hello {name}.</p>", "Hola."),
        ("<p>A <b>bold</b> word.</p>", "Una palabra <b>negrita."),
        ("<p>Anything.</p>", " "),
    ],
)
def test_trap_dropped_links_and_placeholders_blanks_and_unbalanced_tags_are_accepted(
    about, as_translator, source, text
):
    about.body = [{"type": "text", "id": "t1", "value": {"text": source}}]
    about.save()
    translation = opened(about)
    fill(translation)
    string = translation.source.stringsegment_set.get(context__path="body.t1.text")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, string.pk])

    answer = as_translator.put(url, urlencode({"value": text}), content_type="application/x-www-form-urlencoded")

    assert answer.json()["error"]
    as_translator.post(reverse("translations:publish", args=[translation.pk]), {"confirmed": "yes"})
    assert not target(translation).live


def test_trap_a_chosen_page_the_translator_may_not_see_throws(about, as_translator):
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    value = {"text": "Go on.", "label": "There", "page": elsewhere.pk, "url": ""}
    about.body = [{"type": "call_to_action", "id": "c1", "value": value}]
    about.save()
    translation = opened(about)
    save(translation, line(translation, "Go on."), "Sigan.")

    edit = reverse("wagtailadmin_pages:edit", args=[target(translation).pk])
    assert as_translator.get(edit).status_code == 200
    assert as_translator.get(reverse("wagtail_localize:preview_translation", args=[translation.pk])).status_code == 200


def test_trap_many_to_many_fields_are_copied_once_and_never_updated():
    """Cannot be hit: no model of ours has one."""
    assert not [
        field
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ParentalManyToManyField)
    ]


def test_trap_tags_are_the_same_english_words_everywhere():
    assert issubclass(Theme, TranslatableMixin)
    assert "session_themes" in {field.field_name for field in SessionPage.translatable_fields}


def test_trap_small_markup_splits_a_sentence_and_rich_text_images_hide_their_alt_text():
    features = settings.WAGTAILADMIN_RICH_TEXT_EDITORS["default"]["OPTIONS"]["features"]
    assert not {"superscript", "subscript", "strikethrough", "underline", "mark", "image", "embed"} & set(features)


def test_trap_settings_models_cannot_be_translated():
    """Cannot be hit: the frame around pages is made of translatable snippets."""
    assert not apps.is_installed("wagtail.contrib.settings")
