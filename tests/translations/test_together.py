"""Two translators and an editor in the same text: whoever is slower overwrites nothing and is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.machine_translators.dummy import DummyTranslator

from home.translations.machine.drafting import draft
from home.translations.memory.units import matches
from home.translations.models import MarkKind, MemoryUnit, StringMark
from home.translations.overview.sentences import Replacement, store
from home.translations.publishing.publish import TranslationNotReady, publish_translation
from home.translations.sync.freshness import sync
from home.translations.views import workshop
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import fill, line, opened, save, target

URL = "translations:review"


def form(string, text="", *, was="", **ticked):
    pk = string.segment.pk
    place = string.segment.context.path
    return {f"text-{pk}": text, f"was-{pk}": was, f"source-{pk}": string.source, f"path-{pk}": place, "only": pk} | (
        {f"ok-{pk}": "on"} if ticked.get("ok") else {}
    )


def test_strings_are_read_again_when_nobody_else_can_write(about, as_translator, monkeypatch):
    """A colleague saves between the request's first look and its writing."""
    translation = opened(about)
    intro = line(translation, "We meet online.")
    url = reverse(URL, args=[translation.pk])
    locked = workshop.lock

    def overtaken(mine):
        as_other = logged_in(member("other", "Translators Español"))
        monkeypatch.setattr(workshop, "lock", locked)
        as_other.post(url, form(intro, "De otra persona."))
        locked(mine)

    monkeypatch.setattr(workshop, "lock", overtaken)
    answer = as_translator.post(url, form(intro, "Mío."))
    assert answer.status_code == 409 and "Mío.</textarea>" in answer.content.decode()
    assert line(translation, "We meet online.").text == "De otra persona."


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks the whole database instead")
def test_the_source_is_locked_before_its_strings_are_read(about, as_translator):
    translation = opened(about)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        as_translator.post(reverse(URL, args=[translation.pk]), form(line(translation, "We meet online."), "Mío."))
    sql = [query["sql"] for query in queries]
    locks = next(number for number, text in enumerate(sql) if "FOR UPDATE" in text)
    assert any('"wagtail_localize_stringsegment"' in text for text in sql[locks:])


def test_confirming_what_somebody_changed_meanwhile_is_no_confirmation(about, as_translator):
    translation = opened(about)
    row = save(translation, line(translation, "We meet online."), "Antes.")
    StringMark.objects.create(translation=row, kind=MarkKind.CHANGED, old_source="We meet offline.")
    intro = line(translation, "We meet online.")
    row = save(translation, intro, "De otra persona.")
    StringMark.objects.create(translation=row, kind=MarkKind.FUZZY)
    answer = as_translator.post(reverse(URL, args=[translation.pk]), form(intro, "Antes.", was="Antes.", ok=True))
    assert answer.status_code == 409
    assert "Antes.</textarea>" in answer.content.decode() and "De otra persona." in answer.content.decode()
    assert line(translation, "We meet online.").is_to_check


@pytest.mark.parametrize("kind", [MarkKind.MACHINE, MarkKind.MEMORY])
def test_a_tick_for_an_empty_sentence_confirms_nothing_that_was_filled_in_meanwhile(kind, about, as_translator):
    translation = opened(about)
    intro = line(translation, "We meet online.")
    StringMark.objects.create(translation=save(translation, intro, "Nadie lo vio."), kind=kind)
    as_translator.post(reverse(URL, args=[translation.pk]), form(intro, ok=True))
    now = line(translation, "We meet online.")
    assert (now.text, now.mark.kind) == ("We meet online.", MarkKind.KEPT), "it stays as in the original"


@pytest.mark.parametrize("is_gone", [False, True])
def test_confirming_a_sentence_that_changed_shows_the_new_one(is_gone, about, as_translator, change):
    translation = opened(about)
    row = save(translation, line(translation, "We meet online."), "Antes.")
    StringMark.objects.create(translation=row, kind=MarkKind.FUZZY)
    intro = line(translation, "We meet online.")
    change(about, intro="" if is_gone else "We meet online, twice.")
    answer = as_translator.post(reverse(URL, args=[translation.pk]), form(intro, "Antes.", was="Antes.", ok=True))
    assert answer.status_code == 409, "not saved"
    html = answer.content.decode()
    assert ("We meet online, twice." in html) is not is_gone
    assert html.count("<fieldset") == (not is_gone)

    answer = as_translator.post(reverse(URL, args=[translation.pk]), form(intro, "Mío.", was="Antes."))
    assert answer.status_code == 409 and "Mío." in answer.content.decode(), "what was typed comes back"


def test_a_machine_overwrites_nothing_that_somebody_wrote_while_it_worked(about, as_translator, settings, monkeypatch):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{DummyTranslator.__module__}.DummyTranslator"}
    translation, translate = opened(about), DummyTranslator.translate

    def meanwhile(self, *args):
        save(translation, line(translation, "We meet online."), "Mío.")
        return translate(self, *args)

    monkeypatch.setattr(DummyTranslator, "translate", meanwhile)
    assert draft(translation, now=timezone.now()) == 1  # the title
    assert line(translation, "We meet online.").text == "Mío."


def test_replacing_leaves_what_somebody_changed_since_the_preview_was_read(about, translator):
    translation = opened(about)
    fill(translation)
    found = [Replacement(line(translation, name).translated, "x", "") for name in ("About us", "We meet online.")]
    save(translation, line(translation, "About us"), "De otra persona")
    assert store(found, user=translator, now=timezone.now()) == 1
    assert line(translation, "About us").text == "De otra persona"
    texts = MemoryUnit.objects.filter(object_id=about.translation_key).values_list("text", flat=True)
    assert set(texts) == {"De otra persona", "Nos encontramos en línea.", "x"}, "also what was replaced"


@pytest.mark.parametrize("way", ["editor", "file", "many texts"])
def test_whatever_writes_is_remembered_before_the_next_one_writes(way, about, as_translator, translator):
    translation = opened(about)
    intro = line(translation, "We meet online.")
    if way == "editor":
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, intro.segment.pk])
        as_translator.put(url, "value=Antes.", content_type="application/x-www-form-urlencoded")
    else:
        get, post = {
            "file": ("wagtail_localize:download_pofile", "wagtail_localize:upload_pofile"),
            "many texts": ("translations:bundle", "translations:bundle"),
        }[way]
        args = [translation.pk] if way == "file" else []
        po = as_translator.get(reverse(get, args=args)).content.decode()
        po = po.replace('msgid "We meet online."\nmsgstr ""', 'msgid "We meet online."\nmsgstr "Antes."')
        as_translator.post(reverse(post, args=args), {"file": SimpleUploadedFile("a.po", po.encode())})
    assert line(translation, "We meet online.").text == "Antes."
    save(translation, line(translation, "We meet online."), "Después.")
    assert "Antes." in {match.unit.text for match in matches("We meet online.", ("en", "es"))}


def test_an_original_that_changes_during_publication_is_not_told_as_current(
    about, translator, monkeypatch, django_capture_on_commit_callbacks
):
    translation = opened(about)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation, user=translator)
    stale = type(translation).objects.get(pk=translation.pk)
    assert stale.source.content_json
    about.intro = "We meet online, twice."
    sync(about, now=timezone.now())
    with pytest.raises(TranslationNotReady), django_capture_on_commit_callbacks(execute=True):
        publish_translation(stale, user=translator)
    assert target(translation).live
