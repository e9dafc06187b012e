"""All texts in all languages, and many sentences at once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.translations.models import MarkKind, StringMark
from home.translations.overview.sentences import fingerprint, replaced
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import SPANISH, fill, line, messages, opened, published, save

OVERVIEW, SENTENCES = "/admin/translations/overview/", "/admin/translations/sentences/?language=es"


def shown(row) -> str:
    """What a tick sends."""
    return f"{row.pk}:{fingerprint(row.data)}"


def table(client, query=""):
    lines = client.get(f"{OVERVIEW}?format=csv&{query}").content.decode("utf-8-sig").splitlines()
    return {fields[0]: fields[1:] for fields in (one.split(",") for one in lines[1:])}


def test_every_text_has_a_state_in_every_language(about, as_editor):
    published(about)
    opened(factories.standard_page(title="Zebra", slug="zebra"))
    factories.standard_page(title="Untouched", slug="untouched")
    found = table(as_editor)
    assert found["About us"][2:] == ["Original", "0", "Published", "0"]
    assert found["Zebra"][4] == found["Untouched"][4] == "To translate"
    assert found["Zebra"][5] == "2"

    assert set(table(as_editor, "state=published&code=es&words=u")) >= {"About us"}
    assert "Zebra" not in table(as_editor, "state=published&code=es")
    assert set(table(as_editor, "words=ZEBRA")) == {"Zebra"}
    html = as_editor.get(f"{OVERVIEW}?words=zebra").content.decode()
    assert "Zebra" in html and "Untouched" not in html


def test_it_costs_the_same_for_one_text_and_for_many(about, as_editor):
    translation = opened(about)
    fill(translation)

    def count(address):
        as_editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert as_editor.get(address).status_code == 200
        return len(queries)

    before = [count(OVERVIEW), count(SENTENCES)]
    for number in range(3):
        fill(opened(factories.standard_page(title=f"Page {number}", slug=f"page-{number}", intro="We meet online.")))
    assert [count(OVERVIEW), count(SENTENCES)] == before


# --- sentences


@pytest.mark.parametrize(
    ("data", "old", "new", "options", "expected"),
    [
        ("Un grupo y un subgrupo", "grupo", "círculo", {"whole_words": True}, "Un círculo y un subgrupo"),
        ("Un grupo y un subgrupo", "grupo", "círculo", {}, "Un círculo y un subcírculo"),
        ("Grupo, grupo", "grupo", "rol", {"match_case": False}, "rol, rol"),
        ('<a id="a1">a1</a>', "a1", "b2", {}, '<a id="a1">b2</a>'),
        ("Tú &amp; yo", "&", "y", {}, "Tú y yo"),
        ("Tú y yo", "y", "<b>&", {"whole_words": True}, "Tú &lt;b&gt;&amp; yo"),
        ("a.c abc", "a.c", r"\1", {}, r"\1 abc"),
    ],
)
def test_words_are_replaced_and_tags_are_not(data, old, new, options, expected):
    assert replaced(data, old, new, **options) == expected


def test_many_sentences_are_confirmed_at_once(about, as_translator):
    translation = opened(about)
    fill(translation)
    rows = [line(translation, source).translated for source in SPANISH]
    for row in rows[:2]:
        StringMark.objects.create(translation=row, kind=MarkKind.CHANGED, old_source="Once")
    html = as_translator.get(f"{SENTENCES}&only=on").content.decode()
    assert 'value="confirm"' in html
    assert "Sobre nosotros" in html and "Nos encontramos" not in html
    answer = as_translator.post(SENTENCES, {"action": "confirm", "row": [shown(row) for row in rows]})
    assert messages(answer).startswith("2 ") and not StringMark.objects.exists()
    assert 'value="confirm"' not in as_translator.get(SENTENCES).content.decode(), "nothing is left to tick"


def test_words_are_replaced_after_a_preview(about, translator, as_translator):
    translation = opened(about)
    fill(translation, {**SPANISH, "About us": "Nos vemos"})
    form = {"old": "nos", "new": "les"}
    html = as_translator.post(SENTENCES, {**form, "action": "preview"}).content.decode()
    assert "<ins" in html and "Nos vemos" not in html.split("</h1>")[0]
    assert line(translation, "About us").text == "Nos vemos", "nothing is changed before it was shown"

    row = line(translation, "About us").translated
    StringMark.objects.create(translation=row, kind=MarkKind.FUZZY)
    as_translator.post(SENTENCES, {**form, "action": "replace", "row": [shown(row)]})
    assert line(translation, "About us").text == "les vemos"
    assert line(translation, "About us").mark.kind == MarkKind.FUZZY, "replacing is not checking"
    assert line(translation, "We meet online.").text == "Nos encontramos en línea.", "it was not ticked"
    assert line(translation, "about").text == "sobre-nosotros", "addresses stay"


def test_what_changed_since_it_was_shown_is_neither_confirmed_nor_replaced(about, as_translator):
    translation = opened(about)
    fill(translation)
    before = line(translation, "About us").translated
    after = save(translation, line(translation, "About us"), "De otra persona")
    StringMark.objects.create(translation=after, kind=MarkKind.FUZZY)
    for form in ({"action": "confirm"}, {"action": "replace", "old": "otra", "new": "x"}):
        answer = as_translator.post(SENTENCES, {**form, "row": [shown(before), f"0{before.pk}"]})
        assert "changed meanwhile" in messages(answer)
    assert line(translation, "About us").text == "De otra persona" and line(translation, "About us").is_to_check


def test_a_replacement_goes_through_all_sentences_and_through_none_twice(about, as_translator, monkeypatch):
    monkeypatch.setattr("home.translations.views.sentences.MOST", 2)
    texts = []
    for number, words in enumerate(["el rol"] * 3 + ["El Rol"] * 5):
        text = opened(factories.standard_page(title=f"P{number}", slug=f"p{number}", intro="We meet."))
        fill(text, {"We meet.": words})
        texts.append(text)
    form = {"old": "Rol", "new": "Rol grande", "case": "on"}
    html = as_translator.post(SENTENCES, {**form, "action": "preview"}).content.decode()
    for _round in range(3):
        rows = re.findall(r'name="row" value="([^"]+)"', html)
        after = re.findall(r'name="after" value="([^"]+)"', html)
        html = as_translator.post(
            SENTENCES, {**form, "action": "replace", "row": rows, "after": after}, follow=True
        ).content.decode()
    assert not after and "5 sentences." in html
    assert [line(text, "We meet.").text for text in texts] == ["el rol"] * 3 + ["El Rol grande"] * 5


def test_words_are_found_as_readers_see_them(about, as_translator):
    translation = opened(about)
    fill(translation, {"About us": "Índice", "We meet online.": "Uno<br/>dos <b>Q&amp;A</b>"})

    def found(words):
        html = as_translator.get(SENTENCES, {"language": "es", "words": words}).content.decode()
        return "Índice" in html, re.search(r"Uno\s+dos Q&amp;A", html) is not None

    assert [found(words) for words in ("q&A", "ÍNDICE", "<b", "amp")] == [
        (False, True),
        (True, False),
        (False, False),
        (False, False),
    ]
    html = as_translator.post(SENTENCES, {"action": "preview", "old": "índice", "new": "x"}).content.decode()
    assert "<del" in html


def test_nobody_changes_sentences_of_another_language(about):
    translation = opened(about)
    fill(translation)
    row = line(translation, "About us").translated
    StringMark.objects.create(translation=row, kind=MarkKind.FUZZY)
    other = logged_in(member("other", "Translators English"))
    for action in ("confirm", "replace"):
        other.post(SENTENCES, {"action": action, "row": [shown(row)], "old": "Sobre", "new": "x"})
    assert line(translation, "About us").text == "Sobre nosotros" and line(translation, "About us").mark
    assert "Sobre nosotros" not in other.get(SENTENCES).content.decode()
    assert reverse("translations:sentences") in SENTENCES


# --- one PO file for many texts


def test_many_texts_go_out_and_come_in_as_one_file(about, as_translator):
    first, second = opened(about), opened(factories.standard_page(title="Zebra", slug="zebra", intro="We meet."))
    fill(first)
    StringMark.objects.create(translation=line(first, "About us").translated, kind=MarkKind.CHANGED, old_source="Once")
    ticked = [first.source.object_id, second.source.object_id]
    url = reverse("translations:bundle") + "?language=es"
    content = as_translator.get(url, {"text": ticked, "language": "es"}).content.decode()
    assert content.count("msgctxt") == 6 and "#, fuzzy" in content and "Once" in content

    content = content.replace('msgid "Zebra"\nmsgstr ""', 'msgid "Zebra"\nmsgstr "Cebra"')
    content = content.replace('msgstr "Nos encontramos en línea."', 'msgstr "Nos vemos en línea."')
    html = as_translator.post(url, {"file": SimpleUploadedFile("es.po", content.encode())}).content.decode()
    assert "Zebra" in html and "About us" in html
    assert line(second, "Zebra").text == "Cebra"
    assert line(first, "We meet online.").text == "Nos vemos en línea."
    assert line(first, "About us").mark.kind == MarkKind.CHANGED

    wrong = content.replace("Language: es", "Language: pt")
    assert "another language" in messages(as_translator.post(url, {"file": SimpleUploadedFile("a.po", wrong.encode())}))
    other = logged_in(member("other", "Translators English"))
    again = content.replace("Cebra", "Otra")
    other.post(url, {"file": SimpleUploadedFile("es.po", again.encode())})
    assert line(second, "Zebra").text == "Cebra"


def test_a_replacement_is_told_as_what_it_was(about, as_translator, translator):
    translation = opened(about)
    fill(translation)
    row = line(translation, "We meet online.").translated
    StringMark.objects.create(translation=row, kind=MarkKind.FUZZY)
    listed = as_translator.get(SENTENCES).content.decode()
    assert "marked as unsure" in listed and "PO file" not in listed
    form = {"old": "línea", "new": "red", "action": "replace", "row": [f"{row.pk}:{fingerprint(row.data)}"]}
    as_translator.post(SENTENCES, form)
    html = as_translator.get(reverse("translations:review", args=[translation.pk])).content.decode()
    assert "Search and replace changed this translation" in html
    assert "came from a file" not in html
    segment = line(translation, "We meet online.").segment
    history = as_translator.get(reverse("translations:help_for_string", args=[translation.pk, segment.pk]))
    assert "by search and replace" in history.content.decode()


def test_headings_name_the_language(about, as_translator):
    assert "Translations into Spanish" in as_translator.get(reverse("translations:desk")).content.decode()
    assert "Sentences translated into Spanish" in as_translator.get(SENTENCES).content.decode()
