"""Pitfalls of wagtail-localize that no other file here tests, and where all of them are tested.

With all that is ours disconnected (receivers, hooks, guarded addresses, settings, rights, templates) each `test_trap_…`
fails, but for those that cannot be hit, as this portal is built.

    goes live untranslated, aliases of parents ............ test_opening
    publishing changes nothing, one changed character,
    keyed by block path, slug overwritten ................. test_freshness
    a changed date, copied facts, many-to-many, tags ...... here; a date, a many-to-many field and a stock tag cannot be
                                                            hit: no page has one
    <sup> <s> <u>, alt text in rich text .................. here
    contrib.settings ...................................... here; cannot be hit: not installed
    unpublish, move, delete, view restriction ............. test_cascade
    deletion erases strings ............................... here
    alias, stop, submit_translation, gravatar, stylesheet . test_rights
    rights of snippets .................................... test_snippets
    a chosen page one may not see ......................... here
    override image, overlong text, lock, bulk publishing .. test_publishing
    PO without header, fuzzy, silent skips ................ test_po
    dropped links, placeholders, blanks, tags ............. here

Left for a side-by-side editor of our own: translators cannot submit for moderation, no memory across pages, no labels
or `lang` on the inputs of wagtail-localize's editor. "Publishing uses on_commit" is a trap of tests only.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from taggit.models import TaggedItem
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail_localize.models import StringTranslation

from events.enums import SessionKind
from events.models import SessionSpeaker, SessionTheme
from home.checks import own_models
from home.translations.strings.strings import strings_of
from tests import factories
from tests.translations.helpers import SPANISH, fill, opened, target


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


def in_both_languages(theme):
    """A session of the published programme, in English and as its live translation."""
    factories.home_page("es")
    session = factories.session("Circles", speakers=[factories.speaker("Ana")], themes=[theme])
    factories.timetable(factories.slot(session))
    above = session.get_parent().specific
    for page in (above.get_parent().specific, above, session):
        spanish = factories.localized(page, {"Circles": "Círculos"})
    return session, spanish


def test_trap_what_is_copied_silently_stays_as_it_was(db, client):
    """Kind, speakers and themes of a live session change in English, without a sync or publication in Spanish."""
    session, spanish = in_both_languages(factories.theme("Law", "Leyes"))
    session.kind = SessionKind.WORKSHOP
    session.session_speakers = [SessionSpeaker(speaker=factories.speaker("Ben"))]
    session.session_themes = [SessionTheme(tag=factories.theme("Harvest", "Cosecha"), locale=session.locale)]
    session.save()

    html = client.get(spanish.get_url()).content.decode()

    assert "Círculos" in html and "Taller" in html and "Ben" in html and "Cosecha" in html
    assert "Leyes" not in html and ">Ana<" not in html


@pytest.mark.parametrize("which", ["original", "translation"])
def test_trap_deleting_a_page_erases_its_stored_strings(which, about):
    translation = opened(about)
    fill(translation)

    (about if which == "original" else target(translation)).delete()

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
    """The editor's script asks for the chosen page and breaks on a refusal."""
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    value = {"text": "Go on.", "label": "There", "page": elsewhere.pk, "url": ""}
    about.body = [{"type": "call_to_action", "id": "c1", "value": value}]
    about.save()
    translation = opened(about)

    edit = reverse("wagtailadmin_pages:edit", args=[target(translation).pk])
    assert as_translator.get(edit).status_code == 200
    asked = as_translator.get(reverse("wagtailadmin_api:pages:detail", args=[elsewhere.pk]))
    assert (asked.status_code, asked.json()["title"]) == (200, "Elsewhere")


def test_trap_many_to_many_fields_are_copied_once_and_never_updated():
    """Cannot be hit: no model of ours has one."""
    assert not [
        field
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, ParentalManyToManyField)
    ]


def test_trap_tags_are_the_same_english_words_everywhere(db, client):
    """Cannot be hit: every tag of ours is a theme, and themes are translated."""
    assert not [model for model in apps.get_models() if issubclass(model, TaggedItem) and model is not TaggedItem]
    _session, spanish = in_both_languages(factories.theme("Governance", "Gobernanza"))

    html = client.get(spanish.get_url()).content.decode()

    assert "Gobernanza" in html and "Governance" not in html


def test_trap_small_markup_splits_a_sentence_and_rich_text_images_hide_their_alt_text(about):
    """The editor allows neither, so that one sentence is one string."""
    widget = get_rich_text_editor_widget()
    typed = "<p>H<sub>2</sub>O is <s>wet</s> <u>dry</u>.</p>"
    text = widget.value_from_datadict({"text": widget.format_value(typed)}, {}, "text")
    about.body = [{"type": "text", "id": "t1", "value": {"text": text}}]
    about.save()

    strings = [line.source for line in strings_of(opened(about)) if line.segment.context.path == "body.t1.text"]

    assert strings == ["H2O is wet dry."]
    assert "image" not in widget.options["entityTypes"] and not {"image", "embed"} & set(widget.features)


def test_trap_settings_models_cannot_be_translated():
    """Cannot be hit: the frame of pages consists of translatable snippets."""
    assert not apps.is_installed("wagtail.contrib.settings")
