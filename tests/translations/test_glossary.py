import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.translations.models import GlossaryTerm
from home.translations.publishing.readiness import readiness_findings
from tests import factories
from tests.translations.helpers import fill, messages, opened

PAIR = {"source_language": "en", "target_language": "es"}


def test_it_begins_with_the_words_of_the_community(as_translator):
    html = as_translator.get(reverse("translations:glossary")).content.decode()
    assert "consentimiento" in html and "consenso" in html


@pytest.mark.parametrize(("words", "asked"), [("Decide un círculo.", 0), ("Decide un grupo.", 1)])
def test_a_text_without_a_term_is_asked_about_before_it_is_published(db, words, asked):
    factories.home_page("es")
    translation = opened(factories.standard_page(title="Us", slug="circle", intro="A circle decides."))
    fill(translation, {"A circle decides.": words, "Us": "Aquí", "circle": "grupo"})
    told = [finding for finding in readiness_findings(translation) if "glossary" in str(finding.message)]
    assert len(told) == asked and not any(finding.blocks for finding in told)


def test_a_table_goes_out_and_comes_in(as_translator):
    url = reverse("translations:glossary")
    table = as_translator.get(f"{url}?format=terms").content
    assert table.startswith(b"\xef\xbb\xbfterm,translation,avoid,note\r\n")
    count = GlossaryTerm.objects.count()
    answer = as_translator.post(url, {"file": SimpleUploadedFile("terms.csv", table)})
    assert "0 added, 0 changed" in messages(answer)

    rows = "term;translation;avoid\ncircle;círculo, rueda;\nrole;rol;\n;nada;\n" + "x" * 101 + ";y;\n"
    answer = as_translator.post(url, {"file": SimpleUploadedFile("terms.csv", rows.encode())})
    assert "1 added, 1 changed" in messages(answer) and "Row 4" in messages(answer) and "Row 5" in messages(answer)
    assert GlossaryTerm.objects.count() == count + 1
    assert GlossaryTerm.objects.get(term="circle", **PAIR).translation == "círculo, rueda"


def test_a_table_changes_only_the_columns_that_it_has(as_translator):
    term = GlossaryTerm.objects.get(term="circle", **PAIR)
    GlossaryTerm.objects.filter(pk=term.pk).update(avoid="grupo", note="As in sociocracy.")
    table = SimpleUploadedFile("terms.csv", b"term,translation\ncircle,rueda\nzebra,cebra\n")
    assert "1 added, 1 changed" in messages(as_translator.post(reverse("translations:glossary"), {"file": table}))
    term.refresh_from_db()
    assert (term.translation, term.avoid, term.note) == ("rueda", "grupo", "As in sociocracy.")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b'term,translation\n"x', b"term,translation\n\0,"]
)
def test_what_is_no_table_changes_nothing_and_is_told(as_translator, content):
    before = list(GlossaryTerm.objects.order_by("pk").values())
    answer = as_translator.post(
        reverse("translations:glossary"), {"kind": "terms", "file": SimpleUploadedFile("terms.csv", content)}
    )
    assert "othing was changed" in messages(answer) or "choose a CSV" in messages(answer)
    assert list(GlossaryTerm.objects.order_by("pk").values()) == before


def test_translators_edit_terms(as_translator):
    term = GlossaryTerm.objects.filter(**PAIR).first()
    assert (
        as_translator.get(reverse("wagtailsnippets_translations_glossaryterm:edit", args=[term.pk])).status_code == 200
    )
    assert as_translator.get(reverse("wagtailsnippets_translations_glossaryterm:add")).status_code == 200


def test_translators_of_another_language_change_no_term(as_translator):
    term = GlossaryTerm.objects.filter(target_language="en").first()
    for name in ("edit", "delete"):
        url = reverse(f"wagtailsnippets_translations_glossaryterm:{name}", args=[term.pk])
        assert as_translator.post(url, {}).status_code == 302
        assert as_translator.get(url).status_code == 302, "to the dashboard, with a message"
    values = {"source_language": "es", "target_language": "en", "term": "x", "translation": "y"}
    as_translator.post(reverse("wagtailsnippets_translations_glossaryterm:add"), values)
    mine = GlossaryTerm.objects.filter(**PAIR).first()
    as_translator.post(reverse("wagtailsnippets_translations_glossaryterm:edit", args=[mine.pk]), values)
    assert not GlossaryTerm.objects.filter(term="x").exists()
    assert GlossaryTerm.objects.filter(pk=term.pk).exists()
    values |= {"source_language": "en", "target_language": "es"}
    as_translator.post(reverse("wagtailsnippets_translations_glossaryterm:add"), values)
    assert GlossaryTerm.objects.get(term="x").target_language == "es"
